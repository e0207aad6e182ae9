import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crossedEstimate, crossedTest } from '../../../src/stats/crossed/crossed-test.ts';
import { mcNemar, mcNemarOfRow } from '../../../src/stats/tests/mcnemar.ts';
import { layOut } from '../crossed/lay-out.ts';
import { expectClose } from '../support.ts';

test('the exact p is the binomial sum, mid-p leaves out half of the observed outcome on either side, and swapped models change nothing', () => {
  const count = fc.integer({ min: 0, max: 40 });
  fc.assert(
    fc.property(count, count, (b, c) => {
      fc.pre(b + c > 0);
      let coefficient = 1;
      let sum = 0;
      for (let k = 0; k <= Math.min(b, c); k++) {
        if (k > 0) coefficient *= (b + c - k + 1) / k;
        sum += coefficient;
      }
      const tail = sum / 2 ** (b + c);
      const { exact, midP } = mcNemar(b, c);
      expectClose(exact, Math.min(1, 2 * tail), 1e-12);
      expectClose(midP, Math.min(1, 2 * tail - coefficient / 2 ** (b + c)), 1e-10);
      expect(mcNemar(c, b)).toEqual({ exact, midP });
    }),
  );
  expect(mcNemar(0, 0)).toEqual({ exact: 1, midP: 1 });
});

test('right and wrong answers of one run each have the p of McNemar; other contributions have none', () => {
  // 7 discordant, 1 lost of 6: 2 (1 + 6) / 64 − 6 / 64.
  expectClose(mcNemarOfRow([1, 1, 0, -1, 1, 1, 1]) ?? 0, 8 / 64, 1e-12);
  expect([mcNemarOfRow([1, 0.5, -1]), mcNemarOfRow([0, 0])]).toEqual([null, 1]);
});

test('their t over examples is the statistic of McNemar, the difference itself left out of the spread', () => {
  // As in [[101, 121], [59, 33]] of the statsmodels test suite.
  const row = new Float64Array(101 + 121 + 59 + 33).fill(-1, 0, 121).fill(1, 121, 180);
  const { statistic } = crossedTest(crossedEstimate(layOut([row])));
  const m = row.length;
  const chiSquare = (121 - 59) ** 2 / (121 + 59);
  expectClose(statistic ** 2, chiSquare / ((1 - chiSquare / m) * (m / (m - 1))), 1e-9);
});
