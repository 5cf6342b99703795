import { type Budget, count, type Format, type Payload, step, unwrapped } from '../decoding.ts';
import { holdsSaml } from '../evidence.ts';
import { firstInk } from '../letters.ts';
import { messageParameter, RELAY_STATE } from '../parameters.ts';
import { rebuiltQuery } from '../query.ts';
import { readHar } from './har.ts';

/**
 * JSON with a message somewhere in it: a HAR, an export of a browser extension, a log record, the event of a
 * function behind a gateway.
 */
export const json: Format = {
  name: 'JSON',
  recognise(text, payload, budget) {
    const opening = text.charAt(firstInk(text));
    if (opening !== '{' && opening !== '[') return undefined;
    const value = parse(text);
    if (value === undefined) return undefined;
    const found = readHar(value, payload, budget) ?? readAny(value, payload, budget);
    return found.length > 0 ? found : undefined;
  },
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Node {
  readonly value: unknown;
  /** A short path for people: `.requests[3].post`. */
  readonly path: string;
}

/** Longest path that is told. */
const LONGEST_PATH = 120;

/** Looks at every string, in document order, without recursion. */
function readAny(root: unknown, payload: Payload, budget: Budget): readonly Payload[] {
  const found: Payload[] = [];
  const open: Node[] = [{ value: root, path: '' }];
  for (let node = open.pop(); node; node = open.pop()) {
    const { value, path } = node;
    if (typeof value === 'string') {
      if (value.length >= SHORTEST && holdsSaml(value)) {
        budget.addMessage();
        found.push(unwrapped(payload, value, tell(path, value), { format: json.name }));
      }
    } else if (typeof value === 'object' && value !== null) {
      const named = namedMessages(value);
      for (const { name, message } of named) {
        budget.addMessage();
        const relayState = (value as Record<string, unknown>)[RELAY_STATE];
        found.push(
          unwrapped(payload, message, tell(`${path}.${name}`, message), {
            format: json.name,
            parameter: name,
            ...(typeof relayState === 'string' && { relayState }),
            ...signedQuery(value as Record<string, unknown>, name, message),
          }),
        );
      }
      if (named.length === 0) openChildren(value, path, open);
    }
  }
  return found;
}

const SHORTEST = 24;

function tell(path: string, value: string) {
  return step('json', `${path || 'a string'} taken from JSON, ${count(value.length, 'character')}`);
}

interface NamedMessage {
  readonly name: string;
  readonly message: string;
}

/** `{ "SAMLResponse": "…" }`, `{ "name": "SAMLResponse", "value": "…" }` or `[ "SAMLResponse", "…" ]`. */
function namedMessages(value: object): readonly NamedMessage[] {
  const record = value as Readonly<Record<string, unknown>>;
  const [name, message] = Array.isArray(value) ? value : [record['name'], record['value']];
  if (typeof name === 'string' && messageParameter(name) !== undefined) {
    const one: unknown = Array.isArray(message) ? message[0] : message;
    return typeof one === 'string' ? [{ name, message: one }] : [];
  }
  if (Array.isArray(value)) return [];
  return Object.entries(record).flatMap(([key, entry]) => {
    const one: unknown = Array.isArray(entry) ? entry[0] : entry;
    return messageParameter(key) !== undefined && typeof one === 'string'
      ? [{ name: key, message: one }]
      : [];
  });
}

/** The fields of a signature beside a message in the same object. */
function signedQuery(record: Readonly<Record<string, unknown>>, name: string, message: string) {
  const others = [RELAY_STATE, 'SigAlg', 'Signature', 'KeyInfo'].flatMap((key) => {
    const value = record[key];
    return typeof value === 'string' ? [{ name: key, value }] : [];
  });
  return rebuiltQuery([{ name, value: message }, ...others]);
}

/** In reverse, so that the first is taken from the stack first. */
function openChildren(value: object, path: string, open: Node[]): void {
  const isList = Array.isArray(value);
  for (const [key, child] of Object.entries(value).reverse() as [string, unknown][]) {
    const longer = isList ? `${path}[${key}]` : `${path}.${key}`;
    open.push({ value: child, path: longer.length > LONGEST_PATH ? path : longer });
  }
}
