import { expect, test } from 'vitest';
import { meanOverRuns } from '../../src/checks/mean-over-runs.ts';

test('gains and losses that cancel each other are no gain, whatever the last bit says', () => {
  const gains = [0.1, 0.2, -0.3];
  expect(meanOverRuns(gains, 0.95)?.value).not.toBe(0);
  expect(meanOverRuns(gains, 0.95, 1)).toMatchObject({ value: 0, interval: { level: 0.95 } });
});

test('a gain that is small and not of rounding stays', () => {
  expect(meanOverRuns([1e-9, 3e-9], 0.95, 1)?.value).toBeCloseTo(2e-9, 15);
});
