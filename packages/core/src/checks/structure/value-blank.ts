import { ruleOf } from '../../saml/schema-violations.ts';
import type { XmlElement, XmlNode } from '../../xml/document.ts';
import { textOf } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { samlElements } from '../saml-elements.ts';
import { allOf } from '../wording.ts';

export default defineCheck({
  id: 'structure/value-blank',
  title: 'A value that must say something is empty',
  severity: 'error',
  since: 'next',
  on: 'document',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '1.3.1, 1.3.2',
      says: 'Strings and URI references in SAML must hold at least one character that is not white space, unless it is said otherwise.',
    },
    {
      spec: 'saml11-core',
      section: '1.2.1',
      says: 'Strings and URI references in SAML 1.1 hold at least one character that is not white space, unless it is said otherwise (paraphrased).',
    },
  ],
  why: `An empty value is no value: receivers take it for absent or refuse the message. It usually means that the source it is
mapped from is empty for this user or this application.`,
  fix: 'Have the sender fill the value in, or leave the attribute or element out where it is optional.',

  run(document) {
    const blanks = document.root ? [...blankValues(document.root)] : [];
    const [first, ...rest] = blanks;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.at,
        rest.map(({ at }) => at),
      ),
      data: { names: allOf([...new Set(blanks.map(({ name }) => name))]) },
    };
  },

  message: ({ names }) => `There is no value in ${names}.`,
});

interface Blank {
  readonly at: XmlNode;
  readonly name: string;
}

/** Elements whose text a check of their own is about, and those that may be empty. */
const NOT_HERE: ReadonlySet<string> = new Set([
  'Audience',
  'Issuer',
  'NameID',
  'NameIdentifier',
  'AttributeValue',
  'StatusMessage',
  'Action',
]);
/** Attributes likewise: in SAML 1.1 the Issuer is one, and Resource may be empty, which means this very document. */
const ATTRIBUTE_NOT_HERE: ReadonlySet<string> = new Set(['Issuer', 'Resource']);
const MOST = 200;

function* blankValues(root: XmlElement): Generator<Blank, void, undefined> {
  let count = 0;
  for (const element of samlElements(root.document)) {
    const rule = ruleOf(element);
    if (!rule) continue;
    if (
      (rule.text === 'string' || rule.text === 'anyURI') &&
      !NOT_HERE.has(element.localName) &&
      isBlank(textOf(element))
    )
      yield { at: element, name: element.localName };
    for (const attribute of element.attributes) {
      if (ATTRIBUTE_NOT_HERE.has(attribute.localName)) continue;
      const type = attribute.namespaceURI === '' ? rule.attributes.get(attribute.localName)?.type : undefined;
      if ((type === 'string' || type === 'anyURI') && isBlank(attribute.value)) {
        if (++count > MOST) return;
        yield { at: attribute, name: `${attribute.localName} of ${element.localName}` };
      }
    }
  }
}

function isBlank(text: string): boolean {
  return !/\S/.test(text);
}
