// Federation metadata: samlscope beside xmlsec1, on signed aggregates made here, each in a process of its own, in turns.
// Each run pays for starting its program, Node's part of which takes about as long as reading 20 MB.
// Beside the time stands how often it takes that of xmlsec1 for the signature, and that of samlscope for the signature.
// Usage: node bench/aggregate.mjs [largest MB] [rounds]      needs `pnpm build`, and xmlsec1 to compare with
//        node bench/aggregate.mjs --file F --cert PEM [rounds]      a signed EntitiesDescriptor of your own

import { spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildEntityDescriptor, sign, testKeys } from '@samlscope/testkit';
import { fitExponent, median } from '../scripts/fit-exponent.mjs';

const OWN =
  process.argv[2] === '--file' ? { path: process.argv[3], certificate: process.argv[5] } : undefined;
const LARGEST = Number(OWN ? 0 : (process.argv[2] ?? 100));
const ROUNDS = Number(process.argv[OWN ? 6 : 3] ?? 3);
const MD = 'urn:oasis:names:tc:SAML:2.0:metadata';
const core = resolve(import.meta.dirname, '../packages/core/dist');
const folder = mkdtempSync(join(tmpdir(), 'samlscope-aggregate-'));
const certificate = OWN?.certificate ?? join(folder, 'signer.pem');
if (!OWN) writeFileSync(certificate, testKeys.idp.certificatePem);
const key = join(folder, 'signer.key');
writeFileSync(key, testKeys.idp.privateKeyPem);

const PROSE =
  'provides access to journals, research data and collaboration services for staff, students and visiting researchers; ';

/** An entity as federations have them: about 12 KB, with names in several scripts and two keys. */
function entity(i) {
  const host = `idp${i}.uni-${(i * 7919) % 100_003}.example`;
  const description = { entityID: `https://${host}/idp` };
  const isSp = i % 2 === 0;
  const role = isSp
    ? {
        sp: {
          acsUrls: [`https://${host}/acs/1`, `https://${host}/acs/2`],
          signingKeys: [testKeys.other],
          encryptionKeys: [testKeys.idp],
        },
      }
    : {
        idp: {
          signingKeys: [testKeys.entra, testKeys.idp],
          singleSignOn: `https://${host}/sso`,
          singleLogout: `https://${host}/slo`,
        },
      };
  const extensions = ['en', 'de', 'ja'].map(
    (lang) =>
      `<mdui:UIInfo xmlns:mdui="urn:oasis:names:tc:SAML:metadata:ui"><mdui:DisplayName xml:lang="${lang}">University of Göteborg &amp; 東京大学 ${i}</mdui:DisplayName>\n      <mdui:Description xml:lang="${lang}">${PROSE.repeat(20)}</mdui:Description></mdui:UIInfo>\n      `,
  );
  return buildEntityDescriptor({ ...description, ...role })
    .replace(/ xmlns:(?:md|ds)="[^"]*"/g, '')
    .replace('>', `>\n    <md:Extensions>${extensions.join('')}</md:Extensions>`);
}

async function make(megabytes) {
  const path = join(folder, `${megabytes}.xml`);
  const unsigned = join(folder, `${megabytes}.unsigned.xml`);
  const out = createWriteStream(unsigned);
  const write = (text) => new Promise((done) => out.write(text, done));
  const head = `<md:EntitiesDescriptor xmlns:md="${MD}" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" ID="_aggregate" Name="urn:federation">`;
  const template = sign(`${head}</md:EntitiesDescriptor>`, {
    element: 'EntitiesDescriptor',
    key: testKeys.idp,
  });
  // What xmlsec1 is to fill in must be empty.
  const blank = template
    .replace('</md:EntitiesDescriptor>', '')
    .replace(/(<ds:(DigestValue|SignatureValue)>)[^<]*/g, '$1')
    .replace(/(<ds:X509Certificate>)[^<]*/, '$1');
  await write(blank);
  let size = blank.length;
  let entities = 0;
  while (size < megabytes * 1e6) {
    const text = `\n  ${entity(entities++)}`;
    size += Buffer.byteLength(text);
    await write(text);
  }
  await write('\n</md:EntitiesDescriptor>\n');
  await new Promise((done) => out.end(done));
  const signed = spawnSync('xmlsec1', [
    '--sign',
    ...ID,
    '--privkey-pem',
    `${key},${certificate}`,
    '--output',
    path,
    unsigned,
  ]);
  if (signed.status !== 0) throw new Error(`xmlsec1 did not sign: ${signed.stderr}`);
  rmSync(unsigned);
  return { path, entities, bytes: statSync(path).size };
}

const ID = ['--id-attr:ID', `${MD}:EntitiesDescriptor`];

/** Runs a command and tells its seconds and its largest memory in MB. */
function measured(command, args) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync('/usr/bin/time', ['-f', 'peak %M', command, ...args], {
    encoding: 'utf8',
  });
  const seconds = (performance.now() - start) / 1000;
  const peak = Number(/peak (\d+)/.exec(stderr)?.[1] ?? Number.NaN) / 1024;
  if (status !== 0) throw new Error(`${command} failed: ${stdout}${stderr}`);
  return { seconds, peak };
}

function samlscope(path, entities, lint = false) {
  const program = `
    import { createReadStream, readFileSync } from 'node:fs';
    import { inspectAggregate } from ${JSON.stringify(join(core, 'metadata.js'))};
    const now = Date.now();
    const certificates = [readFileSync(${JSON.stringify(certificate)}, 'utf8')];
    ${lint ? `import { entityLinter } from ${JSON.stringify(join(core, 'index.js'))}; const onEntity = entityLinter({ now, certificates });` : 'const onEntity = undefined;'}
    const { signature } = await inspectAggregate(createReadStream(${JSON.stringify(path)}, { highWaterMark: 262144 }), {
      entities: ${JSON.stringify(entities)},
      now,
      certificates,
      ...(onEntity && { onEntity: (entity) => void onEntity(entity) }),
    });
    if (signature.outcome !== 'known-signer') throw new Error(signature.says);`;
  return measured(process.execPath, ['--input-type=module', '-e', program]);
}

const contenders = [
  ['samlscope, signature only', (path) => samlscope(path, 'count')],
  ['samlscope, every entity read', (path) => samlscope(path, 'read')],
  ['samlscope, every entity linted', (path) => samlscope(path, 'read', true)],
  [
    'xmlsec1 --verify',
    (path) => measured('xmlsec1', ['--verify', ...ID, '--pubkey-cert-pem', certificate, path]),
  ],
];

if (!existsSync(core)) throw new Error('Build first: npx -y pnpm@12 build');
try {
  const points = new Map(contenders.map(([name]) => [name, []]));
  const sizes = OWN ? [undefined] : [LARGEST / 10, LARGEST / 3, LARGEST].map(Math.round);
  for (const megabytes of sizes) {
    const { path, bytes, entities } = OWN
      ? { path: OWN.path, bytes: statSync(OWN.path).size, entities: 'its own' }
      : await make(megabytes);
    console.log(`\n${(bytes / 1e6).toFixed(1)} MB, ${entities} entities; median of ${ROUNDS}`);
    const runs = new Map(contenders.map(([name]) => [name, []]));
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, run] of contenders) runs.get(name).push(run(path));
    }
    const of = (name) => median(runs.get(name).map((one) => one.seconds));
    const [signature, , , xmlsec1] = contenders.map(([name]) => of(name));
    for (const [name, results] of runs) {
      const seconds = of(name);
      const peak = Math.max(...results.map((one) => one.peak));
      points.get(name).push({ size: bytes, time: seconds });
      const ratios = [xmlsec1, signature].map((other) => `${(seconds / other).toFixed(2).padStart(6)}`);
      console.log(
        `  ${name.padEnd(30)} ${seconds.toFixed(2).padStart(6)} s  ${peak.toFixed(0).padStart(4)} MB ${ratios.join(' ')}`,
      );
    }
    if (!OWN) rmSync(path);
  }
  console.log('');
  for (const [name, measurements] of OWN ? [] : points) {
    console.log(`${name.padEnd(30)}   t ≈ n^${fitExponent(measurements).toFixed(2)}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
