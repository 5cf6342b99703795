import { decodeUtf8 } from '../../base/bytes.ts';
import { bytesOfBase64 } from '../../base/crypto.ts';
import { type Budget, type Origin, type Payload, step, unwrapped } from '../decoding.ts';
import { holdsSaml } from '../evidence.ts';
import { messageParameter, RELAY_STATE } from '../parameters.ts';

/** What is read of an entry of a HAR. Every property may be missing or of another type. */
interface Entry {
  readonly request?: {
    readonly method?: unknown;
    readonly url?: unknown;
    readonly postData?: { readonly text?: unknown; readonly params?: unknown };
  };
  readonly response?: { readonly content?: { readonly text?: unknown; readonly encoding?: unknown } };
}

/**
 * The messages in the requests and responses that a browser recorded, in order. A message shows twice where the
 * response that brought it to the browser and the request that carried it on are both recorded.
 *
 * @returns `undefined` where the JSON is no HAR
 * @see HAR 1.2, `log.entries`
 */
export function readHar(value: unknown, payload: Payload, budget: Budget): readonly Payload[] | undefined {
  const entries = (value as { log?: { entries?: unknown } } | null)?.log?.entries;
  if (!Array.isArray(entries)) return undefined;
  return entries.flatMap((entry: Entry | null, index) =>
    entry === null || typeof entry !== 'object' ? [] : readEntry(entry, index, payload, budget),
  );
}

function readEntry(entry: Entry, index: number, payload: Payload, budget: Budget): readonly Payload[] {
  const address = typeof entry.request?.url === 'string' ? entry.request.url : '';
  const target = address.split(/[?#]/, 1)[0] ?? '';
  const found: Payload[] = [];
  const add = (content: string, part: string, origin: Origin) => {
    budget.addMessage();
    const method = typeof entry.request?.method === 'string' ? `${entry.request.method.slice(0, 16)} ` : '';
    const told = step('har', `${part} of entry ${index} of a HAR taken: ${method}${target.slice(0, 200)}`);
    found.push(unwrapped(payload, content, told, { format: 'HAR', ...origin }));
  };

  if (holdsSaml(address)) add(address, 'the URL', {});
  const posted = readPosted(entry);
  if (posted) {
    const { content, parameter, relayState } = posted;
    add(content, 'the posted data', {
      binding: 'HTTP-POST',
      ...(address !== '' && { sentTo: address.split('#', 1)[0] ?? '' }),
      ...(parameter !== undefined && { parameter }),
      ...(relayState !== undefined && { relayState }),
    });
  }
  const body = readContent(entry);
  if (body !== undefined && holdsSaml(body)) add(body, 'the response', {});
  return found;
}

interface Posted {
  readonly content: string;
  readonly parameter?: string;
  readonly relayState?: string;
}

/** The body as it was sent; where only its parameters were recorded, the one with the message. */
function readPosted(entry: Entry): Posted | undefined {
  const { text, params } = entry.request?.postData ?? {};
  if (typeof text === 'string' && holdsSaml(text)) return { content: text };
  if (!Array.isArray(params)) return undefined;
  const named = (matches: (name: string) => boolean) =>
    params.find(
      (param: { name?: unknown; value?: unknown } | null) =>
        typeof param?.name === 'string' && typeof param.value === 'string' && matches(param.name),
    ) as { name: string; value: string } | undefined;
  const message = named((name) => messageParameter(name) !== undefined);
  const relayState = named((name) => name === RELAY_STATE)?.value;
  return (
    message && {
      content: message.value,
      parameter: message.name,
      ...(relayState !== undefined && { relayState }),
    }
  );
}

function readContent(entry: Entry): string | undefined {
  const { text, encoding } = entry.response?.content ?? {};
  if (typeof text !== 'string') return undefined;
  return encoding === 'base64' ? decodeUtf8(bytesOfBase64(text)) : text;
}
