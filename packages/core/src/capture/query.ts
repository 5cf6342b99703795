import type { DecodingStep } from '../base/source.ts';
import { type Budget, count, type Origin, type Payload, step, unwrapped } from './decoding.ts';
import { messageParameter, RELAY_STATE } from './parameters.ts';
import { decodePercent, percentSteps } from './percent.ts';

/** A list of `name=value` joined by `&`: a form body or the query of a URL. */
export interface Query {
  readonly messages: readonly MessageField[];
  /** As written, percent-encoded. */
  readonly relayState?: string;
  /** Whether the parameters of a signature by the Redirect binding are among them. */
  readonly signed: boolean;
}

/** The parameter that holds a message, as written. */
export interface MessageField {
  readonly name: string;
  readonly value: string;
  /** Whether it is separated by `&amp;`, as in the source of an HTML page. */
  readonly escapedSeparator: boolean;
}

/** A name of a form field, near enough. */
const NAME = /^[\w.%~[\]-]{1,64}$/;

/** Whether the text begins with `name=` as a form body does. */
export function beginsWithField(text: string): boolean {
  const head = text.slice(0, 65);
  const equals = head.indexOf('=');
  return equals > 0 && NAME.test(head.slice(0, equals));
}

/** Finds the fields that matter among all there are. */
export function readQuery(text: string, budget: Budget): Query {
  const messages: MessageField[] = [];
  let relayState: string | undefined;
  let signed = false;
  let start = 0;
  while (start < text.length) {
    const ampersand = text.indexOf('&', start);
    const end = ampersand < 0 ? text.length : ampersand;
    const escapedSeparator = start > 0 && text.startsWith('amp;', start);
    const from = escapedSeparator ? start + 4 : start;
    const name = fieldName(text, from, end);
    if (name !== undefined) {
      const value = text.slice(from + name.length + 1, end);
      if (messageParameter(plainName(name)) !== undefined) {
        budget.addMessage();
        messages.push({ name, value, escapedSeparator });
      } else if (name === RELAY_STATE) {
        relayState ??= value;
      } else if (name === 'Signature' || name === 'SigAlg') {
        signed = true;
      }
    }
    start = end + 1;
  }
  return { messages, signed, ...(relayState !== undefined && { relayState }) };
}

/** Longest name worth a look: the longest there is, each letter percent-encoded. */
const LONGEST = 48;

function fieldName(text: string, start: number, end: number): string | undefined {
  const head = text.slice(start, Math.min(end, start + LONGEST + 1));
  const equals = head.indexOf('=');
  return equals > 0 ? head.slice(0, equals) : undefined;
}

/** Names need no percent-encoding, and mean the same with it. */
function plainName(name: string): string {
  return name.includes('%') ? decodePercent(name, 'space').text : name;
}

/** What came before the `name=value` list, for telling. */
export interface QueryWrapping {
  readonly operation: DecodingStep['operation'];
  /** Where the parameter stood: `a form body`. */
  readonly place: string;
  readonly origin: Origin;
}

/** One payload for each parameter that holds a message, percent-decoded. */
export function queryPayloads(payload: Payload, query: Query, wrapping: QueryWrapping): readonly Payload[] {
  const relayState =
    query.relayState === undefined ? undefined : decodePercent(query.relayState, 'space').text;
  return query.messages.map((field) => {
    const decoded = decodePercent(field.value, 'space');
    const origin = {
      ...wrapping.origin,
      parameter: field.name,
      ...(relayState !== undefined && { relayState }),
    };
    return unwrapped(
      payload,
      decoded.text,
      [tellField(field, query, wrapping), ...percentSteps(decoded)],
      origin,
    );
  });
}

function tellField(field: MessageField, query: Query, { operation, place }: QueryWrapping): DecodingStep {
  const repairs: string[] = [];
  const plain = plainName(field.name);
  const proper = messageParameter(plain);
  if (plain !== field.name) repairs.push(`the name of the parameter is percent-encoded: ${field.name}`);
  if (proper !== undefined && proper !== plain) repairs.push(tellCase(plain, proper));
  if (field.escapedSeparator) repairs.push('"&amp;" read as "&"');
  const figures = count(field.value.length, 'character');
  const beside = query.relayState === undefined ? '' : `, with ${RELAY_STATE} beside it`;
  return step(operation, `${field.name} taken from ${place}, ${figures}${beside}`, repairs);
}

/** The repair to tell where a parameter's name is not spelled as the specification has it. */
export function tellCase(name: string, proper: string): string {
  return `the parameter is spelled ${name}, not ${proper}, and names are case-sensitive`;
}

/**
 * The query or body that fields would be sent as, where those of a signature are among them: to verify with, since
 * how the sender percent-encoded them was not captured.
 */
export function rebuiltQuery(
  fields: readonly { readonly name: string; readonly value: string }[],
): Pick<Origin, 'query' | 'queryRebuilt'> {
  if (!fields.some(({ name }) => name === 'Signature' || name === 'SigAlg')) return {};
  const query = fields.map(({ name, value }) => `${name}=${percentEncoded(value)}`).join('&');
  return { query, queryRebuilt: true };
}

/** A lone surrogate, which cannot be written in UTF-8, as U+FFFD. */
function percentEncoded(value: string): string {
  return encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\uFFFD'));
}
