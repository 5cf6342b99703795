import { type Budget, count, type Format, type Payload, step, unwrapped } from '../decoding.ts';
import { endOfElement } from '../element.ts';
import { firstInk, isBase64Character, isBlank } from '../letters.ts';
import { findMessageParameter, messageParameter, type NameFound, RELAY_STATE } from '../parameters.ts';
import { tellCase } from '../query.ts';
import { samlTagAt } from './xml.ts';

/**
 * Text in which a parameter with a message stands: a command line of curl, a dump of headers, the lists of a
 * browser's developer tools, a multipart body, the log of a framework (`"SAMLResponse"=>"…"`).
 */
export const parameter: Format = {
  name: 'text with a SAML parameter',
  recognise(text, payload, budget) {
    const found: Payload[] = [];
    const relayStates = new RelayStates(text);
    let done = 0;
    for (let name = findMessageParameter(text, 0); name; name = findMessageParameter(text, done)) {
      const piece = pieceOf(text, name, done);
      done = Math.max(name.end, piece?.end ?? 0);
      // A piece as long as the text would be looked at again without end.
      if (piece && piece.end - piece.start < text.length)
        found.push(cutOut(text, payload, name, piece, relayStates, budget));
    }
    return found.length > 0 ? found : undefined;
  },
};

/** What is cut out of the text around or after a name. */
interface Piece {
  readonly start: number;
  readonly end: number;
  /** `token` holds the name itself, as a form or URL does; `value` is what the name labels. */
  readonly kind: 'token' | 'value';
}

function cutOut(
  text: string,
  payload: Payload,
  name: NameFound,
  piece: Piece,
  relayStates: RelayStates,
  budget: Budget,
): Payload {
  budget.addMessage();
  const content = text.slice(piece.start, piece.end);
  const size = count(content.length, 'character');
  const from = `offset ${piece.start} of ${count(text.length, 'character')} of text`;
  if (piece.kind === 'token') {
    const told = step('cut-out', `${size} with ${name.name} cut out at ${from}`);
    return unwrapped(payload, content, told, { format: parameter.name });
  }
  const proper = messageParameter(name.name);
  const repairs = proper === undefined || proper === name.name ? [] : [tellCase(name.name, proper)];
  const relayState = relayStates.nextTo(piece.end);
  return unwrapped(payload, content, step('cut-out', `${name.name}, ${size}, cut out at ${from}`, repairs), {
    format: parameter.name,
    parameter: name.name,
    ...(relayState !== undefined && { relayState }),
  });
}

function pieceOf(text: string, name: NameFound, from: number): Piece | undefined {
  const isField = text.charAt(name.end) === '=' && !'>"\''.includes(text.charAt(name.end + 1));
  return isField ? tokenAround(text, name, from) : valueAfter(text, name.end);
}

/** The form body or URL round a name: up to the quote that it opened with, or to the next blank. */
function tokenAround(text: string, name: NameFound, from: number): Piece {
  let start = name.start;
  while (start > from && !isTokenEnd(text, start - 1)) start--;
  const quote = start > from ? text.charAt(start - 1) : '';
  const close = quote === '"' || quote === "'" ? text.indexOf(quote, name.end) : -1;
  if (close >= 0) return { start, end: close, kind: 'token' };
  let end = name.end;
  while (end < text.length && !isTokenEnd(text, end)) end++;
  return { start, end, kind: 'token' };
}

function isTokenEnd(text: string, index: number): boolean {
  return isBlank(text.charCodeAt(index)) || '"\'`<>\\'.includes(text.charAt(index));
}

/** Longest stretch of punctuation between a name and its value: `"]=>\n  string(9104) "` is not the worst. */
const LONGEST_SEPARATOR = 64;

/** The value that a name labels, if what follows the name looks like one. */
function valueAfter(text: string, nameEnd: number): Piece | undefined {
  const between = SEPARATOR.exec(text.slice(nameEnd, nameEnd + LONGEST_SEPARATOR))?.[0] ?? '';
  const start = nameEnd + between.length;
  const quote = /(["'`])$/.exec(between)?.[1];
  if (quote !== undefined) {
    const end = endOfQuoted(text, start, quote);
    return end - start < SHORTEST_VALUE ? undefined : { start, end, kind: 'value' };
  }
  if (text.charAt(start) === '<') {
    const tag = samlTagAt(text, start + 1);
    if (tag === undefined) return undefined;
    return { start, end: endOfElement(text, { start, sign: '<', name: tag }).end, kind: 'value' };
  }
  const end = endOfBase64(text, start);
  return end - start < SHORTEST_VALUE ? undefined : { start, end, kind: 'value' };
}

/** Less is a word about the parameter. */
const SHORTEST_VALUE = 24;

/** Closing quote of the name, brackets, `:`, `=`, `=>`, blanks; a part's further headers; `value=`; the opening quote. */
const SEPARATOR =
  /^\\?["'`]?(?:\r?\nContent-[A-Za-z-]{1,30}: [^\r\n]{1,40})?[\s\]):=>,]{0,24}(?:value\s?=\s?|string\(\d{1,9}\) )?\\?["'`]?/;

/** Offset of the quote that ends the string, backslashes before it considered. */
function endOfQuoted(text: string, start: number, quote: string): number {
  let end = text.indexOf(quote, start);
  while (end >= 0 && text.charCodeAt(end - 1) === 0x5c && end > start) {
    // The quotes that opened the string were escaped themselves, or this one is part of the value.
    if (text.charCodeAt(start - 2) === 0x5c) return end - 1;
    end = text.indexOf(quote, end + 1);
  }
  return end < 0 ? text.length : end;
}

/** Base64, percent-encoded or not, that goes on over whole lines. */
function endOfBase64(text: string, start: number): number {
  let end = endOfRun(text, start);
  while (end - start >= SHORTEST_VALUE && isLineBreak(text, end)) {
    const line = firstInk(text, end);
    const lineEnd = endOfRun(text, line);
    const isWhole = lineEnd === text.length || isLineBreak(text, lineEnd);
    const isOver = text.charAt(end - 1) === '=' || NOT_BASE64.test(text.slice(line, line + 16));
    if (lineEnd === line || !isWhole || isOver) break;
    end = lineEnd;
  }
  return end;
}

/** Lines that could be base64 and are the boundary of a multipart body, or the name of the next parameter. */
const NOT_BASE64 = /^(?:--|RelayState\b|SAMLResponse\b|SAMLRequest\b|SigAlg\b|SAMLEncoding\b|Signature\b)/;

function endOfRun(text: string, start: number): number {
  let end = start;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    // The percent sign of an escape; the backslash of "\/" and "\n".
    if (!isBase64Character(code) && code !== 0x25 && code !== 0x5c) break;
    end++;
  }
  return end;
}

function isLineBreak(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code === 0x0a || code === 0x0d;
}

/** The RelayStates in a text that are labelled in the same manner as its messages. */
class RelayStates {
  readonly #text: string;
  readonly #first: number;
  /** The last place found: questions come in the order of the text, so that it is gone through once. */
  #next: number;

  constructor(text: string) {
    this.#text = text;
    this.#first = text.indexOf(RELAY_STATE);
    this.#next = this.#first;
  }

  /** The first RelayState after that place, or the first of all. */
  nextTo(offset: number): string | undefined {
    while (this.#next >= 0 && this.#next < offset) this.#next = this.#text.indexOf(RELAY_STATE, offset);
    const at = this.#next >= 0 ? this.#next : this.#first;
    return at < 0 ? undefined : labelledWord(this.#text, at + RELAY_STATE.length);
  }
}

function labelledWord(text: string, nameEnd: number): string | undefined {
  const between = SEPARATOR.exec(text.slice(nameEnd, nameEnd + LONGEST_SEPARATOR))?.[0] ?? '';
  if (between === '') return undefined;
  const start = nameEnd + between.length;
  const near = text.slice(0, start + LONGEST_RELAY_STATE);
  const quote = /(["'`])$/.exec(between)?.[1];
  const end = quote === undefined ? endOfWord(near, start) : endOfQuoted(near, start, quote);
  return end > start ? near.slice(start, end) : undefined;
}

/** SAML Bindings §3.4.3 and §3.5.3 allow 80 bytes; products use more. */
const LONGEST_RELAY_STATE = 4096;

function endOfWord(text: string, start: number): number {
  let end = start;
  while (end < text.length && !isBlank(text.charCodeAt(end)) && !',;&"\'<'.includes(text.charAt(end))) end++;
  return end;
}
