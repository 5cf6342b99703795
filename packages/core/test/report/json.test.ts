import { expect, test } from 'vitest';
import { SamlscopeError } from '../../src/base/errors.ts';
import { type RenderFormat, render } from '../../src/report/render.ts';
import { example } from './example.ts';

test('the report itself, two spaces in, ended by a line feed', () => {
  const text = render(example, 'json');
  expect(JSON.parse(text)).toEqual(example);
  expect(text).toMatch(/^\{\n {2}"schemaVersion": 1,\n {2}"tool": \{\n {4}"name"/);
  expect(text.endsWith('}\n')).toBe(true);
});

test('the keys stand in one order, however the report was put together', () => {
  const reversed = Object.fromEntries(Object.entries(example).reverse()) as unknown as typeof example;
  expect(Object.keys(reversed)[0]).not.toBe('schemaVersion');
  expect(
    render(reversed, 'json')
      .split('\n')
      .filter((line) => /^ {2}"/.test(line)),
  ).toEqual(
    render(example, 'json')
      .split('\n')
      .filter((line) => /^ {2}"/.test(line)),
  );
});

test('controls and direction marks are escaped, and the values stay', () => {
  const name = 'a\u009b\u202e\u200b\u007f\u0007';
  const text = render({ ...example, input: { ...example.input, name } }, 'json');
  expect(text).toContain('"a\\u009b\\u202e\\u200b\\u007f\\u0007"');
  expect(JSON.parse(text).input.name).toBe(name);
});

test('an unknown format is refused by name', () => {
  const error = (() => {
    try {
      return render(example, 'xml' as RenderFormat);
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(SamlscopeError);
  expect(error).toMatchObject({ code: 'usage', message: expect.stringContaining('"xml"') });
});
