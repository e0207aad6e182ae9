import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  studentTCdf,
  studentTQuantile,
  studentTTwoSided,
} from '../../../src/stats/distributions/student-t.ts';
import oracle from '../oracles/distributions.json' with { type: 'json' };
import { expectClose } from '../support.ts';

describe("Student's t distribution", () => {
  test.each(oracle.studentTCdf as Array<[number, number, number]>)(
    'P(T <= %d) with %d degrees of freedom is %d',
    (t, df, expected) => {
      expectClose(studentTCdf(t, df), expected, 2e-13);
      expectClose(studentTTwoSided(-t, df), 2 * expected, 2e-13);
    },
  );

  test.each(oracle.studentTQuantile as Array<[number, number, number]>)(
    'its quantile at %d with %d degrees of freedom is %d',
    (probability, df, expected) => {
      expectClose(studentTQuantile(probability, df), expected, 1e-13);
    },
  );

  test('quantile and cumulative probability undo each other', () => {
    const df = fc.double({ min: 1, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: -150, max: -0.31, noNaN: true }), df, (exponent, degrees) => {
        const probability = 10 ** exponent;
        expectClose(studentTCdf(studentTQuantile(probability, degrees), degrees), probability, 1e-9);
      }),
    );
  });

  test('the two tails mirror each other and meet smoothly at zero', () => {
    const t = fc.double({ min: 0, max: 0.2, noNaN: true });
    fc.assert(
      fc.property(t, fc.integer({ min: 1, max: 50 }), (value, df) => {
        expectClose(studentTCdf(value, df) + studentTCdf(-value, df), 1, 1e-14);
        expect(studentTCdf(value * 1.001, df)).toBeGreaterThanOrEqual(studentTCdf(value, df) - 1e-15);
      }),
    );
    expect(studentTTwoSided(0, 3)).toBe(1);
  });
});
