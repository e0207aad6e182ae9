import { expect, test } from 'vitest';
import { crossedEstimate, crossedTest } from '../../../src/stats/crossed/crossed-test.ts';
import { mcNemarOfRow } from '../../../src/stats/crossed/one-run.ts';
import { mcNemar } from '../../../src/stats/tests/mcnemar.ts';
import { expectClose } from '../support.ts';
import { layOut } from './lay-out.ts';

/** As in [[101, 121], [59, 33]] of the statsmodels test suite. */
const ROW = new Float64Array(101 + 121 + 59 + 33).fill(-1, 0, 121).fill(1, 121, 180);

test('right and wrong answers of one run each have the p of McNemar', () => {
  expect(mcNemarOfRow(ROW)).toBe(mcNemar(121, 59).midP);
  // 7 discordant … 1 lost of 6: 2 (1 + 6) / 64 − 6 / 64.
  expectClose(mcNemarOfRow([1, 1, 0, -1, 1, 1, 1]) ?? 0, 8 / 64, 1e-12);
});

test('their t over examples is the statistic of McNemar, the difference itself left out of the spread', () => {
  const { statistic } = crossedTest(crossedEstimate(layOut([ROW])));
  const m = ROW.length;
  const chiSquare = (121 - 59) ** 2 / (121 + 59);
  expectClose(statistic ** 2, chiSquare / ((1 - chiSquare / m) * (m / (m - 1))), 1e-9);
});

test('other contributions have none', () => {
  expect(mcNemarOfRow([1, 0.5, -1])).toBeNull();
  expect(mcNemarOfRow([0, 0])).toBe(1);
});
