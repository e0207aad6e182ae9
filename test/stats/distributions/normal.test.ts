import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  logNormalCdf,
  normalCdf,
  normalHazard,
  normalQuantile,
} from '../../../src/stats/distributions/normal.ts';
import { expectClose } from '../support.ts';

test('the hazard is the slope of the logarithm', () => {
  for (const z of [-200, -37.01, -36.99, -5, -1, 0, 2]) {
    const slope = (logNormalCdf(z + 1e-5) - logNormalCdf(z - 1e-5)) / 2e-5;
    expectClose(normalHazard(z), slope, 1e-5);
  }
});

test('quantile and cumulative probability undo each other; the ends are infinite and the middle is zero', () => {
  fc.assert(
    fc.property(fc.double({ min: -30, max: -1e-6, noNaN: true }), (z) => {
      expect(Math.abs(normalQuantile(normalCdf(z)) - z)).toBeLessThan(1e-9 * Math.max(1, -z));
    }),
  );
  expect([0, 0.5, 1].map(normalQuantile)).toEqual([-Infinity, 0, Infinity]);
  expect(normalQuantile(-0.1)).toBeNaN();
});
