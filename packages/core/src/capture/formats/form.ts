import { bytesOfBase64 } from '../../base/crypto.ts';
import { type Budget, type Format, type Origin, type Payload, step, unwrapped } from '../decoding.ts';
import { firstInk, isBase64With } from '../letters.ts';
import { decodePercent, percentSteps } from '../percent.ts';
import { beginsWithField, queryPayloads, readQuery } from '../query.ts';

/**
 * `SAMLResponse=…&RelayState=…`: the body of a POST, or a query that has lost its URL. The two look alike; a leading
 * `?`, or the parameters of a signature beside a deflated message, make it a query. Beside a message that is not
 * deflated they are those of the binding HTTP-POST-SimpleSign.
 */
export const form: Format = {
  name: 'form body',
  recognise(text, payload, budget) {
    const start = firstInk(text);
    const marked = text.charAt(start) === '?';
    const raw = text.slice(marked ? start + 1 : start);
    if (!beginsWithField(raw)) return namelessMessage(raw, payload, budget);
    const body = raw.replace(FIELD_ON_ITS_LINE, '&');
    const query = readQuery(body, budget);
    if (query.messages.length === 0) return namelessMessage(body, payload, budget);
    const posted = query.signed && query.messages.every(({ value }) => isXmlInBase64(value));
    if (!marked && (posted || !query.signed)) {
      return queryPayloads(payload, query, {
        operation: 'form-body',
        place: 'a form body',
        origin: { format: form.name, ...(posted && { binding: 'HTTP-POST', query: body.trimEnd() }) },
      });
    }
    return queryPayloads(payload, query, {
      operation: 'query-string',
      place: 'a query string',
      origin: {
        format: 'query string',
        binding: 'HTTP-Redirect',
        ...(query.signed && { query: body.trimEnd() }),
      },
    });
  },
};

/** Whether a value begins as the base64 of markup does: deflated data has other first octets. */
function isXmlInBase64(value: string): boolean {
  const [first, second] = bytesOfBase64(value.slice(0, 4));
  const opens = first === 0x3c && second !== undefined && /[A-Za-z?!]/.test(String.fromCharCode(second));
  return opens || (first === 0xef && second === 0xbb);
}

/** Fields noted one a line instead of joined by `&`. */
const FIELD_ON_ITS_LINE = /\r?\n(?=(?:RelayState|SAMLResponse|SAMLRequest|SigAlg|SAMLEncoding|Signature)=)/g;

/** A value copied from after the first `=`, with the rest of the form still on it. */
function namelessMessage(body: string, payload: Payload, budget: Budget): readonly Payload[] | undefined {
  const end = body.indexOf('&');
  if (!NEXT_FIELD.test(body.slice(end, end + 16)) || !isBase64With(body.slice(0, end), '%')) return undefined;
  const { relayState, signed } = readQuery(body.slice(end + 1), budget);
  const decoded = decodePercent(body.slice(0, end), 'space');
  const repairs = ['the name of the first parameter is missing'];
  const told = step('form-body', 'the value before the first "&" taken from a form body', repairs);
  const origin: Origin = {
    format: form.name,
    ...(relayState !== undefined && { relayState: decodePercent(relayState, 'space').text }),
    ...(signed && { binding: 'HTTP-Redirect' }),
  };
  return [unwrapped(payload, decoded.text, [told, ...percentSteps(decoded)], origin)];
}

const NEXT_FIELD = /^&(?:RelayState|SigAlg|Signature)=/;
