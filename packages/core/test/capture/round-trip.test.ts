import { deflateRawSync, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { capture, type Input } from '../../src/capture/capture.ts';

/** Numbers from 0 up to but not including 1, the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Wrap = (content: Input, random: () => number) => Input;

const text = (content: Input) =>
  typeof content === 'string' ? content : Buffer.from(content).toString('utf8');
const base64 = (content: Input) => Buffer.from(content).toString('base64');
const escapeHtml = (content: string) =>
  content.replace(/[&<>"+]/g, (character) => `&#${character.charCodeAt(0)};`);

/** What may wrap XML or base64 and be undone without a guess. Each takes text or bytes in UTF-8. */
const WRAPPINGS: Readonly<Record<string, Wrap>> = {
  base64,
  base64Lines: (content) => base64(content).replace(/.{76}/g, '$&\r\n'),
  base64url: (content) => Buffer.from(content).toString('base64url'),
  deflate: (content) => base64(deflateRawSync(content)),
  zlib: (content) => base64(deflateSync(content)),
  json: (content) => JSON.stringify(text(content)),
  jsonObject: (content) => JSON.stringify({ a: [1], SAMLResponse: text(content), z: null }),
  form: (content) => new URLSearchParams({ RelayState: 'a b', SAMLResponse: text(content) }).toString(),
  url: (content) =>
    `https://idp.example/sso?x=y&SAMLRequest=${encodeURIComponent(text(content))}&RelayState=z`,
  page: (content) =>
    `<html><form method="post"><input name="SAMLResponse" value="${escapeHtml(text(content))}"/></form></html>`,
  dataUrl: (content) => `data:text/xml;base64,${base64(content)}`,
  bytes: (content) => Buffer.from(content),
  utf16: (content) => Buffer.from(`\ufeff${text(content)}`, 'utf16le'),
};

const TEXTS = ['+', '/', 'Jörg', '🔑', '&amp;', '?', '%3C', ' ', '\r\n', '~', '>', 'a'];

function randomXml(random: () => number): string {
  let content = '';
  for (let left = Math.floor(random() * 60); left > 0; left--) {
    content += TEXTS[Math.floor(random() * TEXTS.length)];
  }
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_${random()}">${content}</samlp:Response>`;
}

describe('capture undoes whatever stack of wrappings', () => {
  const names = Object.keys(WRAPPINGS);
  it.each(Array.from({ length: 300 }, (_, seed) => seed))('seed %i', (seed) => {
    const random = generator(seed);
    const xml = randomXml(random);
    let content: Input = xml;
    const stack: string[] = [];
    for (let left = 1 + Math.floor(random() * 4); left > 0; left--) {
      const name = names[Math.floor(random() * names.length)] as string;
      // Bytes are the outside of everything but base64.
      content = (WRAPPINGS[name] as Wrap)(name.startsWith('utf16') ? text(content) : content, random);
      stack.push(name);
      if (name === 'utf16') break;
    }
    const [{ source }, ...more] = capture(content, 'x');
    expect({ stack, text: source.text, more: more.length }).toEqual({ stack, text: xml, more: 0 });
  });
});
