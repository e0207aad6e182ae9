import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  logNormalCdf,
  normalCdf,
  normalHazard,
  normalQuantile,
} from '../../../src/stats/distributions/normal.ts';
import oracle from '../oracles/distributions.json' with { type: 'json' };
import { expectClose } from '../support.ts';

describe('the normal distribution', () => {
  test.each(oracle.normalCdf as Array<[number, number]>)('P(Z <= %d) is %d', (z, expected) => {
    expectClose(normalCdf(z), expected, 5e-13);
  });

  test.each(oracle.logNormalCdf as Array<[number, number]>)('ln P(Z <= %d) is %d', (z, expected) => {
    expectClose(logNormalCdf(z), expected, 1e-14);
  });

  test('the hazard is the slope of the logarithm', () => {
    for (const z of [-200, -37.01, -36.99, -5, -1, 0, 2]) {
      const slope = (logNormalCdf(z + 1e-5) - logNormalCdf(z - 1e-5)) / 2e-5;
      expectClose(normalHazard(z), slope, 1e-5);
    }
  });

  test.each(oracle.normalQuantile as Array<[number, number]>)(
    'its quantile at %d is %d',
    (probability, expected) => {
      expectClose(normalQuantile(probability), expected, 1e-13);
    },
  );

  test('quantile and cumulative probability undo each other', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 0, noNaN: true, minExcluded: true }), (z) => {
        fc.pre(z < -1e-6);
        expect(Math.abs(normalQuantile(normalCdf(z)) - z)).toBeLessThan(1e-9 * Math.max(1, -z));
      }),
    );
  });

  test('the ends are infinite and the middle is zero', () => {
    expect([0, 0.5, 1].map(normalQuantile)).toEqual([-Infinity, 0, Infinity]);
    expect(normalQuantile(-0.1)).toBeNaN();
  });
});
