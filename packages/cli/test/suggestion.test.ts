import { expect, test } from 'vitest';
import { nearest } from '../src/suggestion.ts';

test.each([
  ['decod', 'decode', 'a letter too few'],
  ['explian', 'explain', 'two letters swapped'],
  ['QUERY', 'query', 'capitals'],
  ['response', undefined, 'nothing like it'],
  ['x', undefined, 'too short to be a slip'],
])('%s: %s (%s)', (word: string, expected: string | undefined, _why: string) => {
  expect(nearest(word, ['decode', 'query', 'explain', 'checks'])).toBe(expected);
});
