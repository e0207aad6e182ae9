import fc from 'fast-check';
import { expect, test } from 'vitest';
import { greatestDivisor } from '../../../src/stats/numerics/greatest-divisor.ts';

test('divides both, and what is left of them has no divisor in common', () => {
  const number = fc.integer({ min: 1, max: 2 ** 31 });
  fc.assert(
    fc.property(number, number, fc.integer({ min: 1, max: 1000 }), (a, b, common) => {
      const found = greatestDivisor(a * common, b * common);
      expect([(a * common) % found, (b * common) % found, found % common]).toEqual([0, 0, 0]);
      expect(greatestDivisor((a * common) / found, (b * common) / found)).toBe(1);
    }),
  );
  expect(greatestDivisor(0, 7)).toBe(7);
});
