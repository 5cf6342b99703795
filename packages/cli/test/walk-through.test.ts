// docs/walk-through.md shows commands with what they print. Here they are run; UPDATE=1 writes anew what they print.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalogue } from '@samlscope/core';
import { describe, expect, test } from 'vitest';
import { run } from '../src/run.ts';
import { FakeIo } from './fake-io.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const page = join(root, 'docs/walk-through.md');
const folder = 'examples/captures/walk-through';

/** A console block: a command, and its output or the beginning of it, which `…` ends. */
interface Shown {
  /** The whole block as it stands in the page. */
  readonly block: string;
  readonly command: string;
  readonly output: string;
}

const text = readFileSync(page, 'utf8');
const shown = [...text.matchAll(/```console\n(\$ samlscope (?:[^\n]*\\\n)*[^\n]*)\n\n([\s\S]*?)```\n/g)].map(
  ([block, command = '', output = '']): Shown => ({ block, command, output }),
);

/** Words of a command line: white space parts them, a backslash joins lines, '' is an empty word. */
function wordsOf(command: string): string[] {
  return command
    .replace(/^\$ samlscope /, '')
    .replaceAll('\\\n', ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => word.replaceAll("''", ''));
}

async function ran({ command }: Shown): Promise<string> {
  const files = Object.fromEntries(
    readdirSync(join(root, folder)).map((name) => [
      `${folder}/${name}`,
      readFileSync(join(root, folder, name)),
    ]),
  );
  const io = new FakeIo({ files, columns: 100 });
  await run(wordsOf(command), io);
  expect(io.err).toBe('');
  return io.out;
}

/** What is shown of an output where not all of it is: up to why and where it is written, which have pages. */
function beginning(output: string): string {
  const lines = output.split('\n');
  const end = lines.findIndex((line) => /^ {2}(?:elsewhere|why|see) {2}|^What AWS would answer$/.test(line));
  const kept = (end < 0 ? lines : lines.slice(0, end)).join('\n').trimEnd();
  return `${kept}\n  …\n`;
}

async function expectedOf(one: Shown): Promise<string> {
  const output = await ran(one);
  return one.output.endsWith('…\n') ? beginning(output) : output;
}

if (process.env['UPDATE'] !== undefined) {
  let rewritten = text;
  for (const one of shown) {
    const output = await expectedOf(one);
    rewritten = rewritten.replace(one.block, () => `\`\`\`console\n${one.command}\n\n${output}\`\`\`\n`);
  }
  writeFileSync(page, rewritten);
}

describe('docs/walk-through.md', () => {
  const written = readFileSync(page, 'utf8');

  test('shows every capture', () => {
    expect(shown.length).toBeGreaterThanOrEqual(6);
    const named = readdirSync(join(root, folder)).filter((name) => !text.includes(name));
    expect(named).toEqual([]);
  });

  test.each(shown.map((one) => [one.command.split('\n')[0], one] as const))('%s', async (_, one) => {
    expect(written).toContain(`${one.command}\n\n${await expectedOf(one)}`);
  });

  test('ends with nothing wrong', async () => {
    const last = shown.at(-1);
    expect(last && (await ran(last))).toMatch(/^Nothing wrong found/);
  });

  test('names checks that there are', () => {
    const ids = catalogue.map(({ id }) => id);
    const links = [...written.matchAll(/\]\(checks\/([a-z0-9-]+\/[a-z0-9-]+)\.md\)/g)].map(
      ([, id = '']) => id,
    );
    expect(links.length).toBeGreaterThan(4);
    expect(links.filter((id) => !ids.some((known) => known === id))).toEqual([]);
  });
});
