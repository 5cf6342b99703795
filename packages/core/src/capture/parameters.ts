/** The parameter beside a message that the receiver gives back, or acts on, unread. */
export const RELAY_STATE = 'RelayState';

/**
 * Names under which a message travels, in lower case, as they are spelled.
 *
 * @see SAML Bindings §3.4.4, §3.5.4 for the first two
 */
const MESSAGE_PARAMETERS: ReadonlyMap<string, string> = new Map(
  [
    'SAMLResponse',
    'SAMLRequest',
    // WS-Federation: a token response with an assertion in it.
    'wresult',
    // AWS STS, AssumeRoleWithSAML.
    'SAMLAssertion',
  ].map((name) => [name.toLowerCase(), name]),
);

const LONGEST = 16;

/** The parameter's proper name where `name` is that of a message, in whatever case it is written. */
export function messageParameter(name: string): string | undefined {
  return name.length > LONGEST ? undefined : MESSAGE_PARAMETERS.get(name.toLowerCase());
}

/** One place where the name of a message's parameter stands in a text. */
export interface NameFound {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const NAMES = /SAMLResponse|SAMLRequest|SAMLAssertion|wresult/gi;

/** The next place from `from` on where such a name stands as a word of its own. */
export function findMessageParameter(text: string, from: number): NameFound | undefined {
  NAMES.lastIndex = from;
  for (let match = NAMES.exec(text); match; match = NAMES.exec(text)) {
    const start = match.index;
    const end = start + match[0].length;
    if (!isWord(text, start - 1) && !isWord(text, end)) return { name: match[0], start, end };
  }
  return undefined;
}

function isWord(text: string, index: number): boolean {
  const code = text.charCodeAt(index); // NaN outside the text, which is no word.
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x5f
  );
}
