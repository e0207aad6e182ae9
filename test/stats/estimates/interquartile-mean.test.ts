import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interquartileMean } from '../../../src/stats/estimates/interquartile-mean.ts';

describe('interquartileMean', () => {
  test("agrees with rliable's test suite", () => {
    expect(interquartileMean([1, 2, 2, 2, 1, 1, 2, 1])).toBe(1.5);
    expect(interquartileMean([1, 1, 2, 2, 3, 3])).toBe(2);
  });

  test('one wild run of eight does not move it', () => {
    expect(interquartileMean([1, 2, 3, 4, 5, 6, 7, 8])).toBe(interquartileMean([1, 2, 3, 4, 5, 6, 7, 8000]));
  });

  test('lies inside the middle half', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 1, maxLength: 40 }), (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        const cut = Math.floor(values.length / 4);
        const result = interquartileMean(values);
        expect(result).toBeGreaterThanOrEqual(sorted[cut] as number);
        expect(result).toBeLessThanOrEqual(sorted[values.length - 1 - cut] as number);
      }),
    );
  });

  test('says what it needs', () => {
    expect(() => interquartileMean([])).toThrow('interquartileMean requires at least one value');
  });
});
