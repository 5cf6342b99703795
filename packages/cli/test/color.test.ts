import { expect, test } from 'vitest';
import type { When } from '../src/arguments.ts';
import { wantsColor, widthOf } from '../src/color.ts';
import { FakeIo } from './fake-io.ts';

// [--color, terminal, environment, colour, why it is here]
const cases: readonly (readonly [When, boolean, Record<string, string>, boolean, string])[] = [
  ['auto', true, {}, true, 'somebody watches'],
  ['auto', false, {}, false, 'nobody does'],
  ['auto', true, { NO_COLOR: '1' }, false, 'asked not to'],
  ['auto', true, { NO_COLOR: '' }, true, 'empty does not count'],
  ['auto', true, { TERM: 'dumb' }, false, 'cannot show it'],
  ['auto', false, { FORCE_COLOR: '1' }, true, 'forced'],
  ['auto', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true, 'forced wins, as in Node'],
  ['auto', true, { FORCE_COLOR: '0' }, false, 'forced off'],
  ['always', false, { NO_COLOR: '1' }, true, 'the option wins'],
  ['never', true, { FORCE_COLOR: '1' }, false, 'the option wins'],
];

test.each(cases)('%s, terminal %s, %j: %s', (when, terminal, env, expected) => {
  expect(wantsColor(when, new FakeIo({ stdoutIsTerminal: terminal, env }))).toBe(expected);
});

test.each([
  [false, 200, 80],
  [true, 72, 72],
  [true, 20, 40],
  [true, 300, 110],
])('terminal %s of %i columns: %i', (stdoutIsTerminal, columns, expected) => {
  expect(widthOf(new FakeIo({ stdoutIsTerminal, columns }))).toBe(expected);
});
