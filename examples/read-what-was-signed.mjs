// Prints the attributes of a login, read from the text that was signed and from nothing else in the message.
//
//   node examples/read-what-was-signed.mjs [capture] [metadata of the identity provider]
import { readFileSync } from 'node:fs';
import { SamlscopeError, verify } from '@samlscope/core';

const [capture, metadata] = [
  process.argv[2] ?? 'entra-to-aws.b64',
  process.argv[3] ?? 'entra-metadata.xml',
].map((file) =>
  readFileSync(file.includes('/') ? file : new URL(`captures/${file}`, import.meta.url), 'utf8'),
);
// In a service provider these are configured. The key in the message itself proves nothing about who signed it.
const keys = [...metadata.matchAll(/<(?:\w+:)?X509Certificate>([^<]+)</g)].map(([, base64]) => base64);

try {
  const { signed, signatures } = verify(capture, { keys });
  const assertion = signed.find(({ localName }) => localName === 'Assertion');
  if (assertion) {
    console.log(`Assertion ${assertion.id}, signed by ${assertion.by}`);
    // A canonical text has no entities, comments or CDATA left in it, so this much can be read without a parser.
    for (const [, name, inside] of assertion.text.matchAll(
      /<Attribute Name="([^"]*)">(.*?)<\/Attribute>/gs,
    )) {
      const values = [...inside.matchAll(/<AttributeValue>([^<]*)</g)].map(([, value]) => value);
      console.log(`  ${name}: ${values.join(', ')}`);
    }
  } else {
    for (const { outcome, problems } of signatures) console.log(outcome, problems.join(' '));
    console.log('No key known signed an Assertion in this message.');
    process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof SamlscopeError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
