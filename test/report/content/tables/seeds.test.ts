import { expect, test } from 'vitest';
import { bar, everySeed, sparkline } from '../../../../src/report/content/tables/seeds.ts';
import { viewOf } from '../../../../src/report/view.ts';
import { plainBlocks } from '../../../support/plain.ts';
import * as samples from '../../../support/samples.ts';

test.each([
  [0.02, 0.02, '·····│█████'],
  [-0.02, 0.02, '█████│·····'],
  [0.01, 0.025, '·····│██···'],
  [-0.0001, 1, '····█│·····'],
  [0, 1, '·····│·····'],
  [0, 0, '·····│·····'],
  [Number.NaN, 1, '·····│·····'],
])('a difference of %d on a scale of %d is drawn %s', (difference, largest, expected) => {
  expect(bar(difference, largest)).toBe(expected);
});

test('a sparkline has one step a value, the lowest and the highest at its ends', () => {
  expect(sparkline([0, 0.5, 1], 0, 1)).toBe('▁▅█');
  expect(sparkline([3, 3], 3, 3)).toBe('▅▅');
});

test('arms without shared seeds have one row each', () => {
  expect(plainBlocks(everySeed(viewOf(samples.unpaired)))).toMatch(
    /\| baseline \| 8 \| .* \|\n\| head \| 10 \| .* \|$/,
  );
});
