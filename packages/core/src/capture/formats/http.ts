import { type Format, type Payload, step, unwrapped } from '../decoding.ts';
import { holdsSaml } from '../evidence.ts';
import { firstInk } from '../letters.ts';

/** The text of an HTTP request or response: a message is in the target, in `Location`, or in the body. */
export const http: Format = {
  name: 'HTTP message',
  recognise(text, payload) {
    const start = firstInk(text);
    const lineEnd = text.indexOf('\n', start);
    if (lineEnd < 0) return undefined;
    const line = text.slice(start, lineEnd).trimEnd();
    const request = /^[A-Z]{3,16} (\S+) HTTP\/[\d.]{1,3}$/.exec(line);
    if (!request && !/^HTTP\/[\d.]{1,3} \d{3}(?: |$)/.test(line)) return undefined;

    const blank = /\r?\n\r?\n/.exec(text);
    const head = blank ? text.slice(start, blank.index) : text.slice(start);
    const body = blank ? text.slice(blank.index + blank[0].length) : '';
    const found: Payload[] = [];
    const add = (content: string, from: string, posted: boolean) => {
      if (!holdsSaml(content)) return;
      const origin = { format: http.name, ...(posted && { binding: 'HTTP-POST' as const }) };
      found.push(unwrapped(payload, content, step('http-message', `${from} taken`), origin));
    };
    if (request?.[1] !== undefined) add(request[1], 'the target of an HTTP request', false);
    const location = /^location:[ \t]{0,8}(\S+)/im.exec(head)?.[1];
    if (location !== undefined) add(location, 'the Location of an HTTP response', false);
    if (request) add(body, 'the body of an HTTP request', line.startsWith('POST '));
    else add(body, 'the body of an HTTP response', false);
    return found.length > 0 ? found : undefined;
  },
};
