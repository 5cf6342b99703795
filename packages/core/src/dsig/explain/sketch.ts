import { encodeUtf8 } from '../../base/bytes.ts';
import { escapeText, escapeValue } from '../../xml/c14n.ts';
import type { XmlAttribute, XmlElement, XmlText } from '../../xml/document.ts';
import { type Change, newText } from './rewrite.ts';

/** Where a value stands in canonical octets. */
export interface Slot {
  readonly node: XmlAttribute | XmlText;
  /** As read, not escaped. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Where an element stands in canonical octets. */
export interface Stretch {
  readonly element: XmlElement;
  readonly start: number;
  /** After the `>` of its start tag. */
  readonly openEnd: number;
  /** After its end tag. */
  readonly end: number;
}

/**
 * A canonical form of which it is known where each element, each attribute's value and each piece of text stands, so
 * that a change of one of them can be tried by digesting what is before it, it, and what is after it.
 */
export class Sketch {
  readonly octets: Uint8Array;
  /** In document order, as are the {@link stretches}. */
  readonly slots: readonly Slot[];
  readonly stretches: readonly Stretch[];

  constructor(octets: Uint8Array, slots: readonly Slot[], stretches: readonly Stretch[]) {
    this.octets = octets;
    this.slots = slots;
    this.stretches = stretches;
  }

  /** The octets with values changed; `undefined` where that takes an attribute away, and so more than its value. */
  withValues({ text, attribute }: Change): readonly Uint8Array[] | undefined {
    const { octets } = this;
    const pieces: Uint8Array[] = [];
    let at = 0;
    for (const slot of this.slots) {
      const { node, value } = slot;
      const changed =
        node.type === 'text'
          ? text
            ? text(value, node)
            : value
          : attribute
            ? attribute(value, node)
            : value;
      if (changed === undefined) return undefined;
      if (changed === value) continue;
      pieces.push(octets.subarray(at, slot.start), writtenIn(slot, changed));
      at = slot.end;
    }
    pieces.push(octets.subarray(at));
    return pieces;
  }

  /** The octets from the first of some slots to the end of the last, their values changed; and where each ends. */
  rewritten(
    slots: readonly Slot[],
    change: (value: string) => string,
  ): { readonly octets: Uint8Array; readonly ends: readonly number[] } {
    const pieces: Uint8Array[] = [];
    const ends: number[] = [];
    let at = slots[0]?.start ?? 0;
    let length = 0;
    for (const slot of slots) {
      const value = writtenIn(slot, change(slot.value));
      length += slot.start - at + value.length;
      pieces.push(this.octets.subarray(at, slot.start), value);
      ends.push(length);
      at = slot.end;
    }
    return { octets: joined(pieces, length), ends };
  }
}

/** A value as canonical octets, for a slot. */
export function writtenIn({ node }: Slot, value: string): Uint8Array {
  return encodeUtf8(node.type === 'text' ? escapeText(value) : escapeValue(value));
}

/** Two characters for private use, of which the meaning is ours to choose; a text that has them gets no sketch. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const MARK = /[\uE000\uE001]/;

/** What a mark stands for: a value, or where the content of an element begins and ends. */
type Marked = Pick<Slot, 'node' | 'value'> | { readonly element: XmlElement; readonly of: 'begin' | 'end' };

/**
 * Sketches a canonical form.
 *
 * @param canonical gives the canonical form with a further change made
 */
export function sketch(canonical: (change: Change) => string): Sketch | undefined {
  const marked: Marked[] = [];
  const own = new Set<XmlText>();
  let ours = true;
  const mark = (what: Marked): string => `${OPEN}${marked.push(what) - 1}${CLOSE}`;
  const value = (text: string, node: XmlAttribute | XmlText): string => {
    if (node.type === 'text' && own.has(node)) return text;
    if (MARK.test(text)) ours = false;
    return mark({ node, value: text });
  };
  const bound = (element: XmlElement, of: 'begin' | 'end'): XmlText => {
    const text = newText(element, mark({ element, of }));
    own.add(text);
    return text;
  };
  const form = canonical({
    text: value,
    attribute: value,
    children: (list, element) => [bound(element, 'begin'), ...list, bound(element, 'end')],
  });
  return ours ? readMarks(form, marked) : undefined;
}

function readMarks(form: string, marked: readonly Marked[]): Sketch | undefined {
  let text = '';
  const values: { readonly node: Slot['node']; readonly value: string; start: number; end: number }[] = [];
  const elements: { readonly element: XmlElement; openEnd: number; closeStart: number }[] = [];
  const places = new Map<XmlElement, (typeof elements)[number]>();
  const [first = '', ...rest] = form.split(OPEN);
  text += first;
  for (const part of rest) {
    const close = part.indexOf(CLOSE);
    const found = marked[Number(part.slice(0, close))];
    if (!found) return undefined;
    if ('node' in found) {
      const start = text.length;
      text += found.node.type === 'text' ? escapeText(found.value) : escapeValue(found.value);
      values.push({ ...found, start, end: text.length });
    } else if (found.of === 'begin') {
      const place = { element: found.element, openEnd: text.length, closeStart: text.length };
      elements.push(place);
      places.set(found.element, place);
    } else {
      const place = places.get(found.element);
      if (place) place.closeStart = text.length;
    }
    text += part.slice(close + 1);
  }
  const octets = encodeUtf8(text);
  const placeOf = octetPlaces(text, octets.length);
  const slots = values.map((slot) => ({ ...slot, start: placeOf(slot.start), end: placeOf(slot.end) }));
  const stretches = elements.map(({ element, openEnd, closeStart }) => ({
    element,
    // Canonical XML has neither `<` in values nor `>` in tags but at their ends.
    start: placeOf(text.lastIndexOf('<', openEnd - 1)),
    openEnd: placeOf(openEnd),
    end: placeOf(text.indexOf('>', closeStart) + 1),
  }));
  return new Sketch(octets, slots, stretches);
}

/** From places in a text to those in its UTF-8: the same where all is ASCII. */
function octetPlaces(text: string, length: number): (place: number) => number {
  if (text.length === length) return (place) => place;
  const places = new Uint32Array(text.length + 1);
  let octets = 0;
  for (let i = 0; i < text.length; i++) {
    places[i] = octets;
    const code = text.charCodeAt(i);
    // Two surrogates are four octets together.
    octets += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3;
  }
  places[text.length] = octets;
  return (place) => places[place] ?? length;
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
