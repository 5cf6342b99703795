import { deflateRawSync, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Inflated, inflate } from '../../src/base/inflate.ts';

const TEXT = '<Response>'.repeat(500);
const raw = deflateRawSync(TEXT);
const textOf = (result: Inflated) =>
  result.outcome === 'inflated' ? Buffer.from(result.bytes).toString() : result.outcome;

describe('inflate', () => {
  it('undoes raw DEFLATE of every level, stored blocks too', () => {
    for (const level of [0, 1, 9]) {
      const result = inflate(deflateRawSync(TEXT, { level }), 'raw', TEXT.length);
      expect(textOf(result)).toBe(TEXT);
      expect(result).toMatchObject({ complete: true, unread: 0 });
    }
  });

  it('undoes the zlib format only where it is asked to', () => {
    expect(textOf(inflate(deflateSync(TEXT), 'zlib', TEXT.length))).toBe(TEXT);
    expect(textOf(inflate(deflateSync(TEXT), 'raw', TEXT.length))).toBe('not-deflated');
    expect(textOf(inflate(raw, 'zlib', TEXT.length))).toBe('not-deflated');
  });

  it('stops at the bound and not before', () => {
    expect(inflate(raw, 'raw', TEXT.length).outcome).toBe('inflated');
    expect(inflate(raw, 'raw', TEXT.length - 1).outcome).toBe('too-large');
    expect(inflate(raw, 'raw', 0).outcome).toBe('too-large');
  });

  it('counts what follows the end', () => {
    expect(inflate(Buffer.concat([raw, Buffer.from('rest')]), 'raw', 10_000)).toMatchObject({
      complete: true,
      unread: 4,
    });
  });

  it('gives what came out before the end was missing', () => {
    const varied = Array.from({ length: 2_000 }, (_, index) => `<a n="${index}"/>`).join('');
    const cut = deflateRawSync(varied).subarray(0, 4_000);
    const result = inflate(cut, 'raw', 100_000);
    expect(result).toMatchObject({ outcome: 'inflated', complete: false });
    expect(varied.startsWith(textOf(result))).toBe(true);
    expect(textOf(result).length).toBeGreaterThan(1_000);
  });

  it.each<readonly [string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['text', Buffer.from('<Response/>')],
    ['zeros', new Uint8Array(64)],
    ['a block of the reserved type', Uint8Array.from([0x07, 1, 2, 3])],
    ['a code that no table holds', Uint8Array.from([0x05, 0xff, 0xff, 0xff, 0xff, 0xff])],
  ])('tells that %s is not deflated', (_, bytes) => {
    expect(inflate(bytes, 'raw', 1_000)).toEqual({ outcome: 'not-deflated' });
  });
});
