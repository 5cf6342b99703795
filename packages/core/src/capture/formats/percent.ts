import { type Format, step, unwrapped } from '../decoding.ts';
import { firstInk, isBase64With } from '../letters.ts';
import { decodePercent, percentSteps } from '../percent.ts';

/** A value that is percent-encoded as a whole: XML, base64, or a query within a query. */
export const percentEncoded: Format = {
  name: 'percent-encoded text',
  recognise(text, payload) {
    if (!text.includes('%')) return undefined;
    const xml = /^%(?:25){0,8}3c/i.test(text.slice(firstInk(text)).slice(0, 24));
    if (!xml && !NESTED_QUERY.test(text) && !isBase64With(text, '%')) return undefined;
    // In XML encoded as a form would, a space is "+" and there is no %20.
    const plus = xml && !/%20/.test(text) ? 'space' : 'plus';
    const decoded = decodePercent(text, plus);
    if (decoded.decoded === 0) return undefined;
    const twice = payload.steps.some(({ operation }) => operation === 'percent-encoding');
    const steps = percentSteps(decoded).map((one) =>
      twice ? step(one.operation, one.says, ['percent-encoded again, where a receiver decodes once']) : one,
    );
    return [unwrapped(payload, decoded.text, steps, { format: percentEncoded.name })];
  },
};

const NESTED_QUERY = /(?:SAMLRequest|SAMLResponse)%(?:25)?3d/i;
