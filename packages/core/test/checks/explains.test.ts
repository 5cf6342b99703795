// One fault, one finding: which failures are silenced by another, and which never are.
import { expect, test } from 'vitest';
import { type AnyCheck, defineCheck, type Explained } from '../../src/checks/check.ts';
import { runChecks } from '../../src/checks/run.ts';
import type { XmlNode } from '../../src/xml/document.ts';
import { parseXml } from '../../src/xml/parse.ts';

const document = parseXml({ name: 'test', text: '<r><a/><b/></r>', steps: [] });
const [a, b] = document.root?.children ?? [];
const root = document.root as XmlNode;

/** A check that fails at these nodes. */
function failing(
  id: `${string}/${string}`,
  at: readonly XmlNode[],
  explains: readonly Explained[] = [],
): AnyCheck {
  const [first = root, ...rest] = at;
  return defineCheck({
    id,
    title: 'Fails',
    severity: 'error',
    since: 'next',
    on: 'document',
    needs: [],
    cites: [{ spec: 'xml', section: '1', says: 'It is for a test.' }],
    why: 'It is for a test.',
    fix: 'It is for a test.',
    run: () => ({ verdict: 'fail', at: [first, ...rest], data: {}, explains }),
    message: () => 'It fails.',
  });
}

/** The ids of what still fails. */
function left(...checks: readonly AnyCheck[]): string[] {
  const results = runChecks(checks, document, undefined, { skewMs: 0 });
  return results.filter(({ outcome }) => outcome.verdict === 'fail').map(({ check }) => check.id);
}

const nodes = [a, b] as [XmlNode, XmlNode];

test.each<[string, readonly XmlNode[], Explained, boolean]>([
  ['every failure where no node is named', nodes, { check: 'x/effect' }, true],
  ['the failure on this very subject', nodes, { check: 'x/effect', on: root }, true],
  ['the failure that points at this alone', [nodes[0]], { check: 'x/effect', on: nodes[0] }, true],
  ['not one that points at something else, too', nodes, { check: 'x/effect', on: nodes[0] }, false],
  ['not one that points elsewhere', [nodes[1]], { check: 'x/effect', on: nodes[0] }, false],
  ['not another check', nodes, { check: 'x/other' }, false],
])('explained is %s', (_, at, explained, silenced) => {
  const found = left(failing('x/cause', [root], [explained]), failing('x/effect', at));
  expect(found).toEqual(silenced ? ['x/cause'] : ['x/cause', 'x/effect']);
});

test('a failure is explained by several nodes together', () => {
  const cause = failing(
    'x/cause',
    [root],
    [
      { check: 'x/effect', on: nodes[0] },
      { check: 'x/effect', on: nodes[1] },
    ],
  );
  expect(left(cause, failing('x/effect', nodes))).toEqual(['x/cause']);
});

test('the order of the checks does not matter, and the skip names what explains it', () => {
  const cause = failing('x/cause', [root], [{ check: 'x/effect' }]);
  const results = runChecks([failing('x/effect', nodes), cause], document, undefined, { skewMs: 0 });
  expect(results.map(({ outcome }) => outcome)).toMatchObject([
    { verdict: 'skip', because: 'x/cause says why' },
    { verdict: 'fail' },
  ]);
});

test('two that explain one another do not both fall silent', () => {
  const one = failing('x/one', [root], [{ check: 'x/two' }]);
  const two = failing('x/two', [root], [{ check: 'x/one' }]);
  expect(left(one, two)).toEqual(['x/one']);
});

test('what is explained itself explains nothing', () => {
  const cause = failing('x/cause', [root], [{ check: 'x/effect' }]);
  const effect = failing('x/effect', [root], [{ check: 'x/remote' }]);
  expect(left(cause, effect, failing('x/remote', [root]))).toEqual(['x/cause', 'x/remote']);
});
