import { encodeUtf8 } from '../../base/bytes.ts';
import { escapeText, escapeValue } from '../../xml/c14n.ts';
import type { XmlAttribute, XmlText } from '../../xml/document.ts';
import type { Change } from './rewrite.ts';

/** Where a value stands in canonical octets. */
export interface Slot {
  readonly node: XmlAttribute | XmlText;
  /** As read, not escaped. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/**
 * A canonical form of which it is known where each attribute's value and each piece of text stands, so that another
 * value can be tried by digesting what is before it, it, and what is after it.
 */
export class Sketch {
  readonly octets: Uint8Array;
  readonly slots: readonly Slot[];

  constructor(octets: Uint8Array, slots: readonly Slot[]) {
    this.octets = octets;
    this.slots = slots;
  }

  /** The octets with another value in a slot. */
  with({ node, start, end }: Slot, value: string): readonly Uint8Array[] {
    const written = node.type === 'text' ? escapeText(value) : escapeValue(value);
    return [this.octets.subarray(0, start), encodeUtf8(written), this.octets.subarray(end)];
  }
}

/** Two characters for private use, of which the meaning is ours to choose; a text that has them gets no sketch. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const MARK = /[\uE000\uE001]/;

/**
 * Sketches a canonical form.
 *
 * @param canonical gives the canonical form with a further change made
 */
export function sketch(canonical: (change: Change) => string): Sketch | undefined {
  const values: Pick<Slot, 'node' | 'value'>[] = [];
  let ours = true;
  const mark = (value: string, node: XmlAttribute | XmlText): string => {
    if (MARK.test(value)) ours = false;
    values.push({ node, value });
    return `${OPEN}${values.length - 1}${CLOSE}`;
  };
  const form = canonical({ text: mark, attribute: mark });
  if (!ours) return undefined;

  const pieces: Uint8Array[] = [];
  const slots: Slot[] = [];
  let length = 0;
  const add = (text: string) => {
    const octets = encodeUtf8(text);
    pieces.push(octets);
    length += octets.length;
  };
  const [first = '', ...rest] = form.split(OPEN);
  add(first);
  for (const part of rest) {
    const close = part.indexOf(CLOSE);
    const found = values[Number(part.slice(0, close))];
    if (!found) return undefined;
    const start = length;
    add(found.node.type === 'text' ? escapeText(found.value) : escapeValue(found.value));
    slots.push({ ...found, start, end: length });
    add(part.slice(close + 1));
  }
  return new Sketch(joined(pieces, length), slots);
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
