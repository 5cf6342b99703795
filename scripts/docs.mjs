// Writes docs/checks/, one page a check, from the check itself and from a fixture in which it fails; and in README.md
// what the demo prints.
// Usage: node scripts/docs.mjs          writes the pages
//        node scripts/docs.mjs --check  fails where a page is not what it would write
// Needs the packages built.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { xmlCryptoOpinion } from '../packages/core/dist/dsig/second-opinion.js';
import { catalogue, inspect } from '../packages/core/dist/index.js';
import { refusalsFor } from '../packages/core/dist/peers/peers.js';
import { flagsFor } from '../packages/core/dist/report/view.js';
import { citationName } from '../packages/core/dist/report/view-check.js';
import { exampleText, fence, readFacts } from './page-example.mjs';

const root = resolve(import.meta.dirname, '..');
const folder = 'docs/checks';
const BEGIN = '<!-- written by pnpm run docs -->\n';
const END = '<!-- until here -->\n';

/** Every text by its path. */
function pages() {
  const examples = findExamples();
  return new Map([
    ['README.md', readme()],
    [`${folder}/README.md`, index()],
    ...catalogue.map((check) => [`${folder}/${check.id}.md`, page(check, examples.get(check.id))]),
  ]);
}

function index() {
  const sections = [...checksByTopic()].map(
    ([topic, checks]) =>
      `## ${topic}\n\n| check | severity | says |\n| --- | --- | --- |\n` +
      checks
        .map(({ id, severity, title }) => `| [\`${id}\`](${id}.md) | ${severity} | ${cell(title)} |`)
        .join('\n'),
  );
  return `${[
    '# Checks',
    `${catalogue.length} checks. An error breaks a MUST or a party's own requirement, a warning a SHOULD; a note is neither, but worth knowing. ` +
      'These pages are written by `pnpm run docs` from the checks themselves.',
    ...sections,
  ].join('\n\n')}\n`;
}

function page(check, example) {
  const { id, title, severity, profile, on, needs, cites, why, fix } = check;
  const asked = `each ${on.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`;
  const given = needs.length === 0 ? 'nothing but the message' : flagsFor(needs);
  return `${[
    `# ${title}`,
    `\`${id}\` · ${severity} · asked of ${asked}${profile ? ` with \`--profile ${profile}\`` : ''} · needs ${given}`,
    `## Why\n\n${why}`,
    `## What to do\n\n${fix}`,
    `## Where it is written\n\n${cites.map((cite) => `- ${citation(cite)}`).join('\n')}`,
    ...elsewhere(id),
    ...(example ? [`## Example\n\n${exampleText(id, example)}`] : []),
    `[All checks](${relative(dirname(`${folder}/${id}`), folder)}/README.md)`,
  ].join('\n\n')}\n`;
}

/** What other products print for the same fault. */
function elsewhere(id) {
  const refusals = refusalsFor(id);
  if (refusals.length === 0) return [];
  const rows = refusals.map(({ product, says, note, unverified }) => {
    const notes = [note, unverified && 'not seen at its source'].filter(Boolean).join('; ');
    return `| ${product} | \`${cell(says).replaceAll('`', "'")}\` | ${cell(notes)} |`;
  });
  return [`## What others say\n\n| product | text | note |\n| --- | --- | --- |\n${rows.join('\n')}`];
}

function citation(cite) {
  const name = citationName(cite);
  if (cite.spec === 'advisory') return `[${name}](${advisoryAddress(name)}): ${cite.says}`;
  const link = /https:\/\/\S+/.exec(name)?.[0];
  return `${link ? name.replace(link, `<${link}>`) : name}: ${cite.says}`;
}

function advisoryAddress(number) {
  return number.startsWith('CVE-')
    ? `https://www.cve.org/CVERecord?id=${number}`
    : `https://github.com/advisories/${number}`;
}

/** For each check a fixture in which it fails: its own where there is one, else the first. */
function findExamples() {
  const examples = new Map();
  for (const fixture of fixtures()) {
    const directory = join(root, 'fixtures', fixture);
    const input = readdirSync(directory).find((name) => name.startsWith('input.'));
    if (!input) continue;
    const { facts, secondOpinion } = JSON.parse(readFileSync(join(directory, 'given.json'), 'utf8'));
    const report = inspect(readFileSync(join(directory, input)), readFacts(facts, directory), {
      name: input,
      ...(secondOpinion && { secondOpinion: xmlCryptoOpinion }),
    });
    for (const finding of report.findings.filter(({ verdict }) => verdict === 'fail')) {
      const before = examples.get(finding.check);
      // The first of the check's own fixture, or else the first of any.
      if (!before || (fixture === finding.check && before.fixture !== fixture))
        examples.set(finding.check, { fixture, finding });
    }
  }
  return examples;
}

function fixtures() {
  const top = join(root, 'fixtures');
  if (!existsSync(top)) return [];
  return readdirSync(top, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .flatMap(({ name: topic }) => readdirSync(join(top, topic)).map((name) => `${topic}/${name}`))
    .sort();
}

function checksByTopic() {
  const topics = new Map();
  for (const check of catalogue) {
    const topic = check.id.slice(0, check.id.indexOf('/'));
    topics.set(topic, [...(topics.get(topic) ?? []), check]);
  }
  return topics;
}

/** README.md with the first screen of the demo as the command prints it now. */
function readme() {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  const start = text.indexOf(BEGIN) + BEGIN.length;
  const end = text.indexOf(END);
  const captures = join(root, 'examples/captures');
  const args = [
    '--idp-metadata',
    'entra-metadata.xml',
    '--sp-metadata',
    'aws-metadata.xml',
    '--now',
    'issued',
  ];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'packages/cli/dist/samlscope.js'), 'entra-to-aws.b64', ...args, '--request-id', ''],
    { cwd: captures, encoding: 'utf8' },
  );
  const cut = stdout.indexOf('\n  see ');
  if (cut < 0) throw new Error(`The demo shows no finding. ${stderr}`);
  const command = `$ samlscope entra-to-aws.b64 ${args.slice(0, 4).join(' ')} \\\n    ${args.slice(4).join(' ')} --request-id ''`;
  return `${text.slice(0, start)}${fence(`${command}\n\n${stdout.slice(0, cut)}\n  …`)}\n${text.slice(end)}`;
}

/** What is on the disk now, of what {@link pages} gives and of what it no longer gives. */
function written() {
  const present = new Map([['README.md', readFileSync(join(root, 'README.md'), 'utf8')]]);
  if (!existsSync(join(root, folder))) return present;
  for (const name of readdirSync(join(root, folder), { recursive: true })) {
    const path = `${folder}/${name.split(sep).join('/')}`;
    if (path.endsWith('.md')) present.set(path, readFileSync(join(root, path), 'utf8'));
  }
  return present;
}

function write(wanted) {
  for (const path of written().keys()) if (!wanted.has(path)) rmSync(join(root, path));
  for (const [path, text] of wanted) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  console.log(`${wanted.size} pages are up to date.`);
}

function compare(wanted) {
  const present = written();
  const stale = [...new Set([...wanted.keys(), ...present.keys()])].filter(
    (path) => wanted.get(path) !== present.get(path),
  );
  for (const path of stale)
    console.error(`${path} is not what the code says now. Write it with: pnpm run docs`);
  if (stale.length > 0) process.exitCode = 1;
}

const cell = (text) => text.replaceAll('|', '\\|');

if (process.argv.includes('--check')) compare(pages());
else write(pages());
