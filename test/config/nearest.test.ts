import { expect, test } from 'vitest';
import { nearest } from '../../src/config/nearest.ts';

const ALLOWED = ['regression', 'inconclusive', 'equivalent', 'invalid', 'never', 'fail-on', 'ref'];

test.each([
  ['regresion', 'regression'],
  ['Regression', 'regression'],
  ['inconclusiv', 'inconclusive'],
  ['fail_on', 'fail-on'],
  ['failon', 'fail-on'],
  ['nevr', 'never'],
  ['ref', 'ref'],
])('"%s" most likely meant "%s"', (word, expected) => {
  expect(nearest(word, ALLOWED)).toBe(expected);
});

test.each(['improvement', 'abc', 'x', '', 'x'.repeat(100_000)])('nothing is near %.20s', (word) => {
  expect(nearest(word, ALLOWED)).toBeNull();
});
