import { type Budget, type Format, type Payload, step, unwrapped } from '../decoding.ts';
import { firstInk } from '../letters.ts';
import { findMessageParameter } from '../parameters.ts';
import { queryPayloads, readQuery } from '../query.ts';

/** A URL or its part from the path on, with a message in its query or fragment, as the Redirect binding has it. */
export const url: Format = {
  name: 'URL',
  recognise(text, payload, budget) {
    const start = firstInk(text);
    if (!BEGINNING.test(text.slice(start, start + 64))) return undefined;
    const written = text.slice(start).trimEnd();
    const address = written.replace(/[\r\n]+/g, '');
    if (/[\s"<>]/.test(address)) return undefined;
    if (address.length === written.length) return unwrapUrl(address, payload, budget);
    const joined = step('url', 'the lines of a URL joined', ['a URL has no line breaks']);
    return unwrapUrl(address, unwrapped(payload, address, joined), budget);
  },
};

const BEGINNING = /^(?:[A-Za-z][A-Za-z0-9+.-]{1,30}:\/\/|[/#])/;

function unwrapUrl(address: string, payload: Payload, budget: Budget): readonly Payload[] | undefined {
  const hash = address.indexOf('#');
  const beforeHash = hash < 0 ? address : address.slice(0, hash);
  const mark = beforeHash.indexOf('?');
  const base = mark < 0 ? beforeHash : beforeHash.slice(0, mark);
  const origin = { format: url.name, ...(/^https?:/i.test(base) && { sentTo: base }) };

  if (mark >= 0) {
    const raw = beforeHash.slice(mark + 1);
    const query = readQuery(raw, budget);
    if (query.messages.length > 0) {
      return queryPayloads(payload, query, {
        operation: 'url',
        place: 'the query of a URL',
        origin: { ...origin, binding: 'HTTP-Redirect', ...(query.signed && { query: raw }) },
      });
    }
  }
  const nested = nestedUrl(address);
  if (nested !== undefined) {
    const told = step('url', 'the URL within the query or fragment of a URL taken');
    return [unwrapped(payload, nested, told, { format: url.name })];
  }
  if (hash < 0) return undefined;
  const fragment = address.slice(hash + 1);
  const query = readQuery(fragment.slice(fragment.indexOf('?') + 1), budget);
  if (query.messages.length === 0) return undefined;
  return queryPayloads(payload, query, {
    operation: 'url',
    place: 'the fragment of a URL, which no browser sends to a server',
    origin,
  });
}

/** A URL with a message that another URL holds as a parameter, no longer percent-encoded. */
function nestedUrl(address: string): string | undefined {
  const name = findMessageParameter(address, 0);
  if (!name) return undefined;
  const start = address.lastIndexOf('://', name.start);
  const scheme = start < 0 ? undefined : /https?$/i.exec(address.slice(Math.max(0, start - 5), start))?.[0];
  const at = scheme === undefined ? 0 : start - scheme.length;
  return at > 0 ? address.slice(at) : undefined;
}
