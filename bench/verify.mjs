// `verify` beside its floor: what the platform alone needs for the RSA verification, the SHA-256 and the base64 of the
// same message, everything else known beforehand. In turns in one process, and in processor time, so that whatever else
// the machine does hits both alike.
// Usage: pnpm build && node bench/verify.mjs [rounds] [name of an input]

import { hash, verify as platformVerify, X509Certificate } from 'node:crypto';
import { verify } from '@samlscope/core/verify';
import { canonicalize } from '../packages/core/dist/xml/c14n.js';
import { parseXml } from '../packages/core/dist/xml/parse.js';
import { median } from '../scripts/fit-exponent.mjs';
import { inputs } from './inputs.mjs';

const ROUNDS = Number(process.argv[2] ?? 101);
const WARM_UP_MS = 1500;
const ROUND_MS = 20;
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const EXCLUSIVE = { form: 'exclusive', withComments: false };

/** Everything that the floor may know beforehand: octets to digest and to verify, one pair for each signature. */
function partsOf(xml) {
  const document = parseXml({ name: 'bench', text: xml, steps: [] });
  const parts = [];
  const pending = [document.root];
  for (let element = pending.pop(); element; element = pending.pop()) {
    if (element.localName === 'Signature' && element.namespaceURI === DSIG) {
      const [signedInfo, value] = element.children;
      parts.push({
        digested: Buffer.from(canonicalize(element.parent, EXCLUSIVE, element)),
        signed: Buffer.from(canonicalize(signedInfo, EXCLUSIVE)),
        value: value.children[0].value,
      });
    }
    pending.push(...element.children.filter(({ type }) => type === 'element').reverse());
  }
  return parts;
}

function floorOf({ base64, xml, certificatePem }) {
  const parts = partsOf(xml);
  const key = new X509Certificate(certificatePem).publicKey;
  return () => {
    accepted(Buffer.from(base64, 'base64').length > 0);
    for (const { digested, signed, value } of parts) {
      accepted(hash('sha256', digested, 'base64').length === 44);
      accepted(platformVerify('sha256', signed, key, Buffer.from(value, 'base64')));
    }
  };
}

function verifyOf(text, { certificatePem, responseSigned }) {
  const options = { keys: [certificatePem] };
  const expected = responseSigned ? 2 : 1;
  return () => accepted(verify(text, options).signed.length === expected);
}

function accepted(condition) {
  if (!condition) throw new Error('did not accept the message');
}

/** Microseconds of processor time a call, the garbage collector's included. */
function costOf(work, ms) {
  const start = performance.now();
  const before = process.cpuUsage();
  let calls = 0;
  do {
    work();
    calls++;
  } while (performance.now() - start < ms);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

console.log(
  `Node ${process.version}, best of ${ROUNDS} rounds, beside the best floor, and the median of the rounds`,
);
for (const input of inputs()) {
  if (process.argv[3] && input.name !== process.argv[3]) continue;
  const works = [
    ['floor', floorOf(input)],
    ['verify, base64', verifyOf(input.base64, input)],
    ['verify, XML', verifyOf(input.xml, input)],
  ].map(([name, work]) => ({ name, work, costs: [] }));
  for (const { work } of works) costOf(work, WARM_UP_MS);
  for (let round = 0; round < ROUNDS; round++) {
    for (const { work, costs } of works) costs.push(costOf(work, ROUND_MS));
  }
  console.log(`\n${input.name}: ${input.bytes.toLocaleString('en')} bytes of XML`);
  for (const { name, costs } of works) {
    const floor = works[0].costs;
    const best = Math.min(...costs);
    const usual = median(costs.map((one, round) => one / floor[round])).toFixed(2);
    const ratio = (best / Math.min(...floor)).toFixed(2);
    console.log(
      `  ${name.padEnd(16)}${best.toFixed(1).padStart(9)} µs ${ratio.padStart(7)}× ${usual.padStart(9)}×`,
    );
  }
}
