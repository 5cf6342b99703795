// Runs the programs in examples/ as a reader would: plain Node, the packages as built.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { exampleCaptures } from '../../testkit/src/fixtures/captures.ts';
import { writeExampleCaptures } from '../../testkit/src/fixtures/write.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const built = existsSync(join(root, 'packages/core/dist/index.js'));
const commandBuilt = existsSync(join(root, 'packages/cli/dist/samlscope.js'));
if (!built || !commandBuilt) console.log('The packages are not built: the examples are not run.');

function run(example: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`examples/${example}`, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('the captures are as the kit makes them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samlscope-captures-'));
  writeExampleCaptures(folder);
  const names = Object.keys(exampleCaptures());
  const differing = names.filter(
    (name) => !readFileSync(join(folder, name)).equals(readFileSync(join(root, 'examples/captures', name))),
  );
  rmSync(folder, { recursive: true });
  expect(names).toHaveLength(16);
  expect(differing).toEqual([]);
});

describe.skipIf(!built)('inspect-in-code.mjs', () => {
  test('names the mismatch, its place and what to do', () => {
    const { status, stdout, stderr } = run('inspect-in-code.mjs');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/error {2}conditions\/audience-mismatch at 1:\d+ \/samlp:Response/);
    expect(stdout).toMatch(/^ {2}identity provider: /m);
    expect(stdout).toMatch(/^errors: 1, warnings: 0, /m);
  });

  test('says in a line that a file holds no SAML', () => {
    const { status, stderr } = run('inspect-in-code.mjs', 'LICENSE');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^no-saml: .*\n$/);
  });
});

describe.skipIf(!built)('read-what-was-signed.mjs', () => {
  test('prints attributes of the signed text, and nothing where no key known signed', () => {
    const { status, stdout, stderr } = run('read-what-was-signed.mjs');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Assertion _\S+, signed by /);
    expect(stdout).toContain('https://aws.amazon.com/SAML/Attributes/RoleSessionName: ana.silva@example.com');

    const stranger = run('read-what-was-signed.mjs', 'fixtures/signature/key-not-trusted/input.xml');
    expect(stranger.status).toBe(1);
    expect(stranger.stdout).toMatch(/^signer-unknown/);
  });
});

describe.skipIf(!built)('audience-mismatch.mjs', () => {
  test('walks from symptom to remedy and finds nothing else wrong', () => {
    const { status, stdout, stderr } = run('audience-mismatch.mjs');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toContain('sent      spn:5a1c7e90-3b2d-4f68-9e0a-1c2d3e4f5a6b');
    expect(stdout).toContain('expected  urn:amazon:webservices');
    expect(stdout).toMatch(/3\. .*\n {3}identity provider: /);
    expect(stdout).toContain('Nothing else is wrong with it.');
  });
});

describe.skipIf(!commandBuilt)('demo.mjs', () => {
  test('shows the command, the mismatch first, and ends with 0', () => {
    const { status, stdout, stderr } = run('demo.mjs');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toContain('$ samlscope examples/captures/entra-to-aws.b64');
    expect(stdout).toContain('The command ended with 1');
    const [first] = stdout.match(/\b[a-z]+\/[a-z-]+-(?:mismatch|missing|invalid|expired)\b/) ?? [];
    expect(first).toBe('conditions/audience-mismatch');
    expect(stdout).toContain('spn:5a1c7e90-3b2d-4f68-9e0a-1c2d3e4f5a6b');
  });
});

describe.skipIf(!built)('acs-handler.mjs', () => {
  test('logs why a login failed and nothing personal', async () => {
    const server = spawn(process.execPath, ['examples/acs-handler.mjs'], {
      cwd: root,
      env: { ...process.env, PORT: '0' },
    });
    const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
    const nextLine = async () => String((await lines.next()).value);
    try {
      const url = /http:\S+/.exec(await nextLine())?.[0] ?? '';
      const xml = readFileSync(join(root, 'fixtures/conditions/audience-mismatch/input.xml'));
      const body = new URLSearchParams({ SAMLResponse: xml.toString('base64'), RelayState: 'secret-state' });
      const response = await fetch(url, { method: 'POST', body });
      const reference = /[0-9a-f-]{36}/.exec(await response.text())?.[0] ?? 'none';
      expect(response.status).toBe(403);

      const nonsense = await fetch(url, { method: 'POST', body: 'SAMLResponse=' });
      expect(nonsense.status).toBe(403);
      // By the clock the fixture's windows are closed or not open yet, so there are other lines too.
      const logged: string[] = [];
      do logged.push(await nextLine());
      while (!logged.at(-1)?.includes('nothing to inspect (no-saml)'));
      const mismatch = logged.find((line) =>
        line.startsWith(`${reference} conditions/audience-mismatch at /`),
      );
      expect(mismatch).toContain('expected "https://sp.example.com/saml/metadata');
      expect(mismatch).toContain('got "https://crm.example.net/saml"');
      expect(logged.join('\n')).not.toMatch(/ana\.silva|secret-state|PHNhbWwy/);

      expect((await fetch(url)).status).toBe(404);
      expect((await fetch(url, { method: 'POST', body: 'x'.repeat(2 ** 20 + 1) })).status).toBe(413);
    } finally {
      server.kill();
    }
  });
});
