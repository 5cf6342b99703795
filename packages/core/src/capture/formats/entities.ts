import { count, type Format, step, unwrapped } from '../decoding.ts';
import { decodeEntities } from '../entities.ts';
import { firstInk } from '../letters.ts';

/** Markup that was escaped to be shown in a page: `&lt;samlp:Response …`. */
export const escapedMarkup: Format = {
  name: 'escaped markup',
  recognise(text, payload) {
    const start = firstInk(text);
    if (!/^&(?:amp;){0,8}(?:lt|#60|#x3c);/i.test(text.slice(start, start + 48))) return undefined;
    const { text: plain, decoded } = decodeEntities(text);
    if (decoded === 0) return undefined;
    const says = `${count(decoded, 'character reference')} of HTML decoded`;
    return [unwrapped(payload, plain, step('html-entities', says), { format: escapedMarkup.name })];
  },
};
