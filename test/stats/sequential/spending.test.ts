import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { increments, type Spending, spent } from '../../../src/stats/sequential/spending.ts';

const SPENDINGS: Spending[] = [
  { kind: 'obrien-fleming' },
  { kind: 'pocock' },
  { kind: 'linear' },
  { kind: 'kim-demets', shape: 2 },
  { kind: 'hwang-shih-decani', shape: -4 },
  { kind: 'hwang-shih-decani', shape: 0 },
  { kind: 'hwang-shih-decani', shape: 1 },
];

describe.each(SPENDINGS.map((spending) => [JSON.stringify(spending), spending] as const))(
  'spending %s',
  (_name, spending) => {
    test('starts at nothing, ends at alpha, and never takes back', () => {
      fc.assert(
        fc.property(
          fc.double({ min: 0.001, max: 0.5, noNaN: true }),
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.double({ min: 0, max: 1, noNaN: true }),
          (alpha, a, b) => {
            expect(spent(spending, 0, alpha)).toBe(0);
            expect(spent(spending, 1, alpha)).toBeCloseTo(alpha, 14);
            const [less, more] = a < b ? [a, b] : [b, a];
            expect(spent(spending, less, alpha)).toBeLessThanOrEqual(
              spent(spending, more, alpha) * (1 + 1e-12),
            );
          },
        ),
      );
    });

    test('its increments add up to alpha', () => {
      const parts = increments(spending, [0.25, 0.4, 0.6, 0.8, 1], 0.025);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(0.025, 14);
    });
  },
);

test('refuses what is no share or no shape', () => {
  expect(() => spent({ kind: 'linear' }, 1.2, 0.05)).toThrow('a fraction from 0 to 1, but it is 1.2');
  expect(() => spent({ kind: 'linear' }, 0.5, 5)).toThrow('alpha above 0 and below 1, but it is 5');
  expect(() => spent({ kind: 'kim-demets', shape: -1 }, 0.5, 0.05)).toThrow('shape above 0');
});
