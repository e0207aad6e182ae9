import { expect, test } from 'vitest';
import { plural, wordFor } from '../../src/words/plural.ts';

test.each([
  [0, '0 runs'],
  [1, '1 run'],
  [2, '2 runs'],
])('%i is written %s', (count, text) => {
  expect(plural(count, 'run')).toBe(text);
});

test('other forms are named', () => {
  expect(plural(2, 'entry', 'entries')).toBe('2 entries');
  expect(wordFor(1, 'is', 'are')).toBe('is');
});
