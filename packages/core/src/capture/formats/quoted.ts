import { count, type Format, step, unwrapped } from '../decoding.ts';
import { decodeEscapes } from '../escapes.ts';

/** Letters and signs before a quote are those of Python, bash and C#. Three backquotes are a fence round a block. */
const OPENING = /^(?:[bur]|\$|@)?(["']|`(?!`))/;
const CLOSING = /(["'`])[,;)\s]{0,8}$/;

/** A whole value in quotes: a string of JSON, of a program, of a shell. */
export const quoted: Format = {
  name: 'quoted text',
  recognise(text, payload) {
    const trimmed = text.trim();
    const quote = OPENING.exec(trimmed.slice(0, 2));
    // The closing quote and what may follow it, at most.
    const tail = trimmed.slice(-10);
    const close = CLOSING.exec(tail);
    if (!quote || !close || quote[1] !== close[1]) return undefined;
    const start = quote[0].length;
    const end = trimmed.length - tail.length + close.index;
    if (end <= start) return undefined;
    const inner = trimmed.slice(start, end);
    const steps = [step('quotes', `the ${nameOf(close[1])} quotes round the value taken off`)];
    if (!isLiteral(inner, close[1] as string)) return [unwrapped(payload, inner, steps)];
    const { text: plain, decoded } = decodeEscapes(inner);
    if (decoded > 0) steps.push(step('escapes', `${count(decoded, 'backslash escape')} undone`));
    return [unwrapped(payload, plain, steps)];
  },
};

function nameOf(quote: string | undefined): string {
  return quote === '"' ? 'double' : quote === "'" ? 'single' : 'backward';
}

/**
 * Whether backslashes in the text are escapes: every quote of its kind has one before it and no line ends in it.
 * Otherwise the quotes were put round the value as it is, and a backslash in it is a backslash.
 */
function isLiteral(inner: string, quote: string): boolean {
  if (inner.includes('\n')) return false;
  for (let at = inner.indexOf(quote); at >= 0; at = inner.indexOf(quote, at + 1)) {
    if (inner.charCodeAt(at - 1) !== 0x5c) return false;
  }
  return true;
}
