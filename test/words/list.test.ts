import { expect, test } from 'vitest';
import { enumerate, firstOf, quote } from '../../src/words/list.ts';

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('%j is enumerated as "%s"', (words, text) => {
  expect(enumerate(words)).toBe(text);
});

test('the first of many words, and how many follow', () => {
  expect(firstOf(['a', 'b', 'c'], 3)).toBe('a, b, c');
  expect(firstOf(['a', 'b', 'c'], 1)).toBe('a and 2 more');
});

test('a quoted text stays on one line and within its length', () => {
  expect(quote('a\n"b"')).toBe('"a\\n\\"b\\""');
  expect(quote('abcdef', 3)).toBe('"abc…"');
});
