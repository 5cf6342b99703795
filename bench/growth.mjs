// How cost grows with the message, from 10 KB to 10 MB: the exponent of time over size, 1 being linear.
// Usage: pnpm build && node bench/growth.mjs

import { inspect } from '@samlscope/core';
import { verify } from '@samlscope/core/verify';
import { testKeys } from '@samlscope/testkit';
import { digest } from '../packages/core/dist/base/crypto.js';
import { canonicalize } from '../packages/core/dist/xml/c14n.js';
import { parseXml } from '../packages/core/dist/xml/parse.js';
import { fitExponent, timeOf } from '../scripts/fit-exponent.mjs';
import { response } from './inputs.mjs';

// A group is about 70 bytes; the rest of the message about 5 KB.
const sizes = [80, 1350, 14_000, 140_000].map((groups) => response({ roles: 4, groups }));
const facts = { now: Date.now(), sp: 'aws', certificates: [testKeys.entra.certificatePem] };
const EXCLUSIVE = { form: 'exclusive', withComments: false };

const works = [
  ['parse', (text) => () => parseXml({ name: 'bench', text, steps: [] })],
  [
    'canonicalize',
    (text) => {
      const document = parseXml({ name: 'bench', text, steps: [] });
      // Only digesting it makes the canonical form a text of its own.
      return () => digest('sha256', canonicalize(document, EXCLUSIVE));
    },
  ],
  ['verify', (text) => () => verify(text, { keys: facts.certificates })],
  ['inspect', (text) => () => inspect(text, facts)],
];

console.log(`Node ${process.version}`);
console.log(
  `  ${'bytes'.padEnd(14)}${sizes.map((text) => text.length.toLocaleString('en').padStart(14)).join('')}`,
);
for (const [name, prepare] of works) {
  const points = sizes.map((text) => ({ size: text.length, time: timeOf(prepare(text), { roundMs: 100 }) }));
  const times = points.map(({ time }) => `${time.toFixed(2)} ms`.padStart(14)).join('');
  console.log(`  ${name.padEnd(14)}${times}   exponent ${fitExponent(points).toFixed(2)}`);
}
