import type { DetachedParts, Parameter, Rival } from '../dsig/detached.ts';
import type { Capture } from './capture.ts';
import { RELAY_STATE } from './parameters.ts';
import { decodePercent } from './percent.ts';

/** More fields than any query of SAML has; what follows is not looked at. */
const MOST_FIELDS = 64;

/**
 * Takes the parameters of a message apart that is signed outside its XML.
 *
 * A message that was deflated is one of the Redirect binding, wherever it stood; one that was not and came in a form
 * is one of SimpleSign.
 *
 * @returns `undefined` where there is neither Signature nor SigAlg
 */
export function readSignedQuery(captured: Capture): DetachedParts | undefined {
  const { query, parameter, binding, source } = captured;
  if (query === undefined) return undefined;
  const fields = readFields(query);
  const first = (name: string) => fields.find((field) => field.name === name);
  const message = fields.find(({ name }) => name === parameter);
  const relayState = first(RELAY_STATE);
  const sigAlg = first('SigAlg');
  const signature = first('Signature');
  const keyInfo = first('KeyInfo');
  if (!message || (!sigAlg && !signature)) return undefined;
  const deflated = source.steps.some(({ operation }) => operation === 'deflate');
  return {
    binding: deflated || binding === 'HTTP-Redirect' ? 'HTTP-Redirect' : 'HTTP-POST-SimpleSign',
    message,
    ...(relayState && { relayState }),
    ...(sigAlg && { sigAlg }),
    ...(signature && { signature }),
    ...(keyInfo && { keyInfo }),
    rest: fields.filter((field) => field !== signature),
    rivals: rivalsOf(message, fields),
    asSent: captured.queryRebuilt !== true,
  };
}

/** What some receiver may verify, or read, in place of the parameters that are verified here. */
function rivalsOf(message: Parameter, fields: readonly Parameter[]): Rival[] {
  const names = [message.name, RELAY_STATE, 'SigAlg', 'Signature'];
  const rivals: Rival[] = names
    .filter((name) => fields.filter((field) => field.name === name).length > 1)
    .map((name) => ({ name, written: name, how: 'repeated' }));
  const other = OTHER_KIND[asRead(message.name)];
  for (const { name: written } of fields) {
    if (names.includes(written)) continue;
    const read = asRead(written);
    const name = names.find((one) => asRead(one) === read);
    if (name !== undefined) rivals.push({ name, written, how: 'disguised' });
    else if (read === other) rivals.push({ name: message.name, written, how: 'other-kind' });
  }
  return rivals.slice(0, MOST_RIVALS);
}

const OTHER_KIND: Readonly<Record<string, string>> = {
  samlrequest: 'samlresponse',
  samlresponse: 'samlrequest',
};

const MOST_RIVALS = 8;

/**
 * A name as the most lenient software reads it: percent-decoded, which all do; `name[]` and blanks before the name as
 * PHP has them; in whatever case, as ASP.NET looks parameters up.
 */
function asRead(written: string): string {
  const decoded = decodePercent(written, 'space').text.trimStart();
  const bracket = decoded.indexOf('[');
  return (bracket > 0 ? decoded.slice(0, bracket) : decoded).toLowerCase();
}

function readFields(query: string): Parameter[] {
  const fields: Parameter[] = [];
  let start = 0;
  while (start <= query.length && fields.length < MOST_FIELDS) {
    const ampersand = query.indexOf('&', start);
    const end = ampersand < 0 ? query.length : ampersand;
    // "&amp;" where the query was copied out of the source of a page.
    const from = start > 0 && query.startsWith('amp;', start) ? start + 4 : start;
    const equals = query.indexOf('=', from);
    if (equals > from && equals < end) {
      const raw = query.slice(equals + 1, end);
      fields.push({ name: query.slice(from, equals), raw, value: decodePercent(raw, 'space').text });
    }
    start = end + 1;
  }
  return fields;
}
