import { expect, test } from 'vitest';
import { levelAt } from '../../src/analysis/level-at.ts';
import { summariseLooks } from '../../src/analysis/levels.ts';

test('a fixed design leaves all of alpha, shared among the variants', () => {
  const looks = summariseLooks([5], 0.05, 1);
  expect(levelAt(looks, 5, 1)).toBe(0.05);
  expect(levelAt(looks, 5, 2)).toBe(0.025);
});

test('a variant that stopped early is held against the level of its own look', () => {
  const looks = summariseLooks([5, 10, 20], 0.05, 2);
  expect(levelAt(looks, 5, 1)).toBe(looks[0]?.significanceLevel);
  expect(levelAt(looks, 10, 1)).toBe(looks[1]?.significanceLevel);
  expect(levelAt(looks, 5, 1)).toBeLessThan(levelAt(looks, 10, 1));
});
