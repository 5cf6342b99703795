import { type Format, step, unwrapped } from '../decoding.ts';
import { firstInk } from '../letters.ts';
import { decodePercent, percentSteps } from '../percent.ts';

/** `data:application/xml;base64,…` or its percent-encoded kind (RFC 2397). */
export const dataUrl: Format = {
  name: 'data URL',
  recognise(text, payload) {
    const start = firstInk(text);
    if (!/^data:/i.test(text.slice(start, start + 5))) return undefined;
    const comma = text.slice(start, start + LONGEST_TYPE).indexOf(',');
    if (comma < 0) return undefined;
    const type = text.slice(start + 5, start + comma);
    const told = step('data-url', `the head of a data URL taken off (${type || 'no media type'})`);
    const origin = { format: dataUrl.name };
    const body = text.slice(start + comma + 1);
    if (/;base64$/i.test(type) && !body.includes('%')) return [unwrapped(payload, body, told, origin)];
    const decoded = decodePercent(body, 'plus');
    return [unwrapped(payload, decoded.text, [told, ...percentSteps(decoded)], origin)];
  },
};

const LONGEST_TYPE = 256;
