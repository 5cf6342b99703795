import { isLongerThan } from '../base/bytes.ts';
import { SamlscopeError } from '../base/errors.ts';
import type { Limits } from '../base/limits.ts';
import type { DecodingStep } from '../base/source.ts';

/** Something still wrapped in encodings, and how it was come by. */
export interface Payload {
  readonly content: string | Uint8Array;
  readonly steps: readonly DecodingStep[];
  readonly origin: Origin;
}

/** What the wrapping told about the message. Grows as wrappings come off; what an outer one said stays. */
export interface Origin {
  /** What the input was taken for, in words. */
  readonly format?: string;
  readonly parameter?: string;
  readonly relayState?: string;
  readonly query?: string;
  readonly queryRebuilt?: true;
  readonly binding?: 'HTTP-POST' | 'HTTP-Redirect';
  readonly sentTo?: string;
}

/** One way in which messages are captured. */
export interface Format {
  /** In words: `base64`, `form body`, `URL`. */
  readonly name: string;
  /**
   * Takes this wrapping off. Every payload returned is nearer to XML than `text` was.
   *
   * @returns what was inside, or `undefined` where `text` is not of this format
   */
  recognise(text: string, payload: Payload, budget: Budget): readonly Payload[] | undefined;
}

/** `content` came out of `payload` by these steps. */
export function unwrapped(
  payload: Payload,
  content: string | Uint8Array,
  steps: DecodingStep | readonly DecodingStep[],
  origin: Origin = {},
): Payload {
  return { content, steps: payload.steps.concat(steps), origin: { ...origin, ...payload.origin } };
}

/** A number with its noun, for the sentences of steps: `1 byte`, `6,827 bytes`. */
export function count(number: number, noun: string): string {
  let figures = String(number);
  for (let comma = figures.length - 3; comma > 0; comma -= 3) {
    figures = `${figures.slice(0, comma)},${figures.slice(comma)}`;
  }
  return `${figures} ${noun}${number === 1 ? '' : /(?:s|x)$/.test(noun) ? 'es' : 's'}`;
}

/** A step that needed no repair, or one that did, where `repairs` names any. */
export function step(
  operation: DecodingStep['operation'],
  says: string,
  repairs: readonly string[] = [],
): DecodingStep {
  return repairs.length === 0 ? { operation, says } : { operation, says, repaired: repairs.join('; ') };
}

/** The step with one more repair. */
export function alsoRepaired(one: DecodingStep, repair: string): DecodingStep {
  return { ...one, repaired: one.repaired === undefined ? repair : `${one.repaired}; ${repair}` };
}

/** What one capture may still cost. Every method throws `SamlscopeError('limit')` with the limit's name. */
export class Budget {
  readonly #limits: Limits;
  #messages = 0;
  #inflated = 0;
  /** Where base64 broke off, for the explanation when nothing is found. */
  readonly faults: Base64Fault[] = [];

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Admits a payload before it is looked at. */
  admit({ content, steps }: Payload): void {
    const { inputBytes, decodingSteps } = this.#limits;
    const tooLong =
      typeof content === 'string' ? isLongerThan(content, inputBytes) : content.length > inputBytes;
    if (tooLong) {
      const after = steps.at(-1);
      const what = after ? `What comes out of the step "${after.says}"` : 'The input';
      throw overLimit(`${what} is larger than ${count(inputBytes, 'byte')}`, 'inputBytes');
    }
    if (steps.length > decodingSteps) {
      throw overLimit(
        `More than ${count(decodingSteps, 'encoding')} are wrapped round one another`,
        'decodingSteps',
      );
    }
  }

  /** Counts a place where a message may be. */
  addMessage(): void {
    if (++this.#messages > this.#limits.messages) {
      throw overLimit(
        `More than ${count(this.#limits.messages, 'place')} in the input may hold a message`,
        'messages',
      );
    }
  }

  /** How many bytes may come out of that many deflated ones. */
  inflatable(deflatedBytes: number): number {
    const { inflateRatio, inputBytes } = this.#limits;
    return Math.min(deflatedBytes * inflateRatio, inputBytes - this.#inflated);
  }

  /** Counts what was inflated: the bound holds for all of it together. */
  spendInflated(bytes: number): void {
    this.#inflated += bytes;
  }

  /** Inflating `deflatedBytes` went past {@link inflatable}. */
  refuseInflation(deflatedBytes: number): never {
    const { inflateRatio, inputBytes } = this.#limits;
    const byRatio = deflatedBytes * inflateRatio < inputBytes - this.#inflated;
    throw overLimit(
      `${count(deflatedBytes, 'deflated byte')} inflate to more than ${
        byRatio ? `${inflateRatio} times their size` : count(inputBytes, 'byte')
      }`,
      byRatio ? 'inflateRatio' : 'inputBytes',
    );
  }
}

/** A character that stopped base64 from being read. */
export interface Base64Fault {
  /** UTF-16 offset in the text that was read as base64. */
  readonly offset: number;
  readonly character: string;
  /** The character is of the alphabet, but stands after the padding that ends base64. */
  readonly afterPadding: boolean;
}

function overLimit(what: string, limit: keyof Limits): SamlscopeError {
  return new SamlscopeError('limit', `${what} (limit ${limit}). No SAML message needs as much.`);
}
