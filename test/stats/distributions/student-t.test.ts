import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  studentTCdf,
  studentTQuantile,
  studentTTwoSided,
} from '../../../src/stats/distributions/student-t.ts';
import { expectClose } from '../support.ts';

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
