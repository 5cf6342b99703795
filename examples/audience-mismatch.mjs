// A walk through the commonest fault: the Audience is not the one the service provider goes by.
//
//   node examples/audience-mismatch.mjs
import { readFileSync } from 'node:fs';
import { inspect } from '@samlscope/core';

const capture = (name) => readFileSync(new URL(`captures/${name}`, import.meta.url));

// Both sides' metadata say all there is to know: who may sign, under which name, and who is meant to be told.
const facts = {
  idpMetadata: capture('entra-metadata.xml').toString('utf8'),
  spMetadata: capture('aws-metadata.xml').toString('utf8'),
  now: 'issued', // an old capture is judged at the moment it was issued, or every window has closed
  requestId: '', // the login began at the identity provider
};
const message = capture('entra-to-aws.b64');

console.log('1. What was captured, and who signed it');
const report = inspect(message, facts);
for (const { summary } of report.messages) console.log(`   ${summary}`);
for (const { says } of report.signatures) console.log(`   ${says}`);

console.log('\n2. What it says beside what is expected');
const mismatch = report.findings.find(({ check }) => check === 'conditions/audience-mismatch');
if (!mismatch) throw new Error('The capture no longer shows the mismatch.');
console.log(`   sent      ${mismatch.actual}`);
for (const { value, from } of report.facts.audiences) console.log(`   expected  ${value}  (${from})`);
if (mismatch.nearMiss) console.log(`   ${mismatch.nearMiss}`);

console.log('\n3. What to change, at which end');
for (const { end, do: what } of mismatch.remedies) console.log(`   ${end}: ${what}`);

console.log('\n4. Whether that is all: the same message, had its Audience been right');
const [restriction] = report.messages.flatMap(({ assertions }) => assertions);
const rest = inspect(message, { ...facts, audience: [...(restriction?.audiences ?? [])] });
const left = rest.findings.filter(({ verdict }) => verdict === 'fail');
for (const finding of left) console.log(`   still wrong: ${finding.check}: ${finding.message}`);
if (left.length === 0) console.log('   Nothing else is wrong with it.');
