import { count, type Format, step, unwrapped } from '../decoding.ts';
import { decodeEscapes } from '../escapes.ts';
import { firstInk, isBase64With } from '../letters.ts';

/** XML or base64 with the backslash escapes of a string literal, whose quotes were lost. */
export const escaped: Format = {
  name: 'backslash escapes',
  recognise(text, payload) {
    if (!text.includes('\\')) return undefined;
    const start = firstInk(text);
    if (!beginsXml(text, start) && !isBase64With(text, '\\')) return undefined;
    const { text: plain, decoded } = decodeEscapes(text);
    if (decoded === 0) return undefined;
    return [unwrapped(payload, plain, step('escapes', `${count(decoded, 'backslash escape')} undone`))];
  },
};

function beginsXml(text: string, start: number): boolean {
  if (/^\\{1,8}(?:u003c|x3c)/i.test(text.slice(start, start + 16))) return true;
  if (text.charCodeAt(start) !== 0x3c) return false;
  const quote = text.indexOf('"', start);
  return quote > 0 && text.charCodeAt(quote - 1) === 0x5c;
}
