import type { DecodingStep } from '../../base/source.ts';
import { count, step } from '../decoding.ts';
import { firstInk } from '../letters.ts';

/** XML text, ready to be read. */
export interface XmlFound {
  readonly text: string;
  readonly steps: readonly DecodingStep[];
}

/**
 * Text that begins with markup, after a byte order mark or white space, and is not an HTML page.
 * This is where unwrapping ends, so it is no `Format`.
 */
export function recogniseXml(text: string): XmlFound | undefined {
  const start = firstInk(text);
  if (!startsMarkup(text, start) || isEscaped(text, start) || isHtml(text, start)) return undefined;
  return start === 0 ? { text, steps: NONE } : { text: text.slice(start), steps: tellRemoved(text, start) };
}

const NONE: readonly DecodingStep[] = [];

function tellRemoved(text: string, start: number): readonly DecodingStep[] {
  const steps: DecodingStep[] = [];
  const marked = text.charCodeAt(0) === 0xfeff;
  if (marked) steps.push(step('byte-order-mark', 'a byte order mark removed'));
  const blanks = start - (marked ? 1 : 0);
  if (blanks > 0) {
    const says = `${count(blanks, 'character')} of white space before the XML removed`;
    const beforeDeclaration = text.startsWith('<?xml', start);
    steps.push(
      step(
        'white-space',
        says,
        beforeDeclaration ? ['XML allows nothing before its declaration, not even white space'] : [],
      ),
    );
  }
  return steps;
}

/** `<` and what may follow it in XML: a name, a declaration or instruction, a comment or document type. */
export function startsMarkup(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== 0x3c) return false;
  const code = text.charCodeAt(at + 1);
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    code === 0x3f ||
    code === 0x21 ||
    code === 0x5f ||
    code === 0x3a ||
    code >= 0xc0
  );
}

/** In XML no quote that opens a value has a backslash before it: this is XML out of a string of some language. */
function isEscaped(text: string, start: number): boolean {
  const quote = text.indexOf('"', start);
  return quote > 0 && text.charCodeAt(quote - 1) === 0x5c;
}

const HTML_ELEMENTS: ReadonlySet<string> = new Set(
  'html head body form input textarea title meta link script style noscript center div p pre span table br'.split(
    ' ',
  ),
);

function isHtml(text: string, start: number): boolean {
  const root = rootStart(text, start);
  if (root === undefined) return false;
  if (root === 'html') return true;
  // The longest name of an element above, and the character after it.
  const name = /^[A-Za-z]+/.exec(text.slice(root + 1, root + 10))?.[0] ?? '';
  const after = text.charCodeAt(root + 1 + name.length);
  return after !== 0x3a && !isNameCharacter(after) && HTML_ELEMENTS.has(name.toLowerCase());
}

function isNameCharacter(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x2d ||
    code === 0x2e ||
    code === 0x5f
  );
}

/** Where the root element begins; `html` where the document type says so; `undefined` where neither is seen. */
function rootStart(text: string, start: number): number | 'html' | undefined {
  let at = start;
  while (true) {
    at = firstInk(text, at);
    if (text.charCodeAt(at) !== 0x3c) return undefined;
    const next = text.charCodeAt(at + 1);
    if (next !== 0x3f && next !== 0x21) return at;
    if (/^<!doctype\s{1,16}html\b/i.test(text.slice(at, at + 32))) return 'html';
    const close = next === 0x3f ? '?>' : text.startsWith('<!--', at) ? '-->' : '>';
    const end = text.indexOf(close, at);
    if (end < 0) return undefined;
    at = end + close.length;
  }
}

/**
 * Elements that carry SAML, by their local names: what XML in the midst of other text is known by.
 */
const ROOTS =
  'Response|Assertion|EncryptedAssertion|AuthnRequest|LogoutRequest|LogoutResponse|ArtifactResolve|ArtifactResponse|' +
  'AttributeQuery|AuthnQuery|AuthzDecisionQuery|AssertionIDRequest|NameIDMappingRequest|NameIDMappingResponse|' +
  'ManageNameIDRequest|ManageNameIDResponse|EntityDescriptor|EntitiesDescriptor|Envelope|' +
  'RequestSecurityTokenResponse|RequestSecurityTokenResponseCollection';

const SAML_TAG = new RegExp(
  `(?:[A-Za-z_][\\w.-]{0,30}(?::|%3[aA]))?(?:${ROOTS})(?![\\w.:-])|(?:\\?|%3[fF])xml(?=[\\s+%\\\\])`,
  'y',
);

/** The name with prefix of the element with SAML in it whose start-tag goes on at `at`, or `?xml`. */
export function samlTagAt(text: string, at: number): string | undefined {
  SAML_TAG.lastIndex = at;
  return SAML_TAG.exec(text)?.[0];
}
