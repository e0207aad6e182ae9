import { expect, test } from 'vitest';
import { ratioOf, showRatio } from '../../src/checks/ratios.ts';
import { record } from './records.ts';

const records = [1, 2, 3].flatMap((seed) => [
  record('baseline', seed, { parameters: 100 * seed }),
  record('head', seed, { parameters: 200 * seed + seed ** 2 }),
]);

test('is the geometric mean of the ratios within pairs, with its interval', () => {
  const found = ratioOf(records, 'baseline', 'head', ({ parameters }) => parameters ?? 0);
  expect(found?.value).toBeCloseTo(Math.cbrt(2.01 * 2.02 * 2.03), 12);
  expect(found?.interval?.low).toBeLessThan(2.01);
  expect(found === null ? '' : showRatio(found)).toMatch(/^2\.02× \[\d/);
});

test('has no interval where it is the same in every pair, and is not known where nothing was counted', () => {
  expect(ratioOf(records, 'baseline', 'baseline', ({ parameters }) => parameters ?? 0)).toEqual({
    value: 1,
    interval: null,
  });
  expect(ratioOf(records, 'baseline', 'head', () => 0)).toBeNull();
});
