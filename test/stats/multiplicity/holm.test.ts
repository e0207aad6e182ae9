import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holm } from '../../../src/stats/multiplicity/holm.ts';

// statsmodels test suite, from the R package multtest.
const RAW = [0.001, 0.002, 0.003, 0.004, 0.005, 0.05, 0.06, 0.07, 0.08, 0.09];
const ADJUSTED = [0.01, 0.018, 0.024, 0.028, 0.03, 0.25, 0.25, 0.25, 0.25, 0.25];
const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });

describe('holm', () => {
  test('agrees with multtest', () => {
    holm(RAW).forEach((value, index) => {
      expect(value).toBeCloseTo(ADJUSTED[index] as number, 8);
    });
  });

  test('answers in the order of the input', () => {
    expect(holm([0.03, 0.01, 0.02])).toEqual([0.04, 0.03, 0.04]);
    fc.assert(
      fc.property(pValues, fc.nat(), (values, turn) => {
        const shift = turn % values.length;
        const rotate = (list: readonly number[]) => [...list.slice(shift), ...list.slice(0, shift)];
        expect(holm(rotate(values))).toEqual(rotate(holm(values)));
      }),
    );
  });

  test('never lowers a p-value, never leaves [0, 1], keeps the order', () => {
    fc.assert(
      fc.property(pValues, (values) => {
        const adjusted = holm(values);
        adjusted.forEach((value, index) => {
          expect(value).toBeGreaterThanOrEqual((values[index] as number) * (1 - 1e-12));
          expect(value).toBeLessThanOrEqual(1);
          adjusted.forEach((other, place) => {
            if ((values[index] as number) <= (values[place] as number))
              expect(value).toBeLessThanOrEqual(other);
          });
        });
      }),
    );
  });

  test('finds at least what Bonferroni does', () => {
    fc.assert(
      fc.property(pValues, (values) => {
        const adjusted = holm(values);
        values.forEach((value, index) => {
          expect(adjusted[index]).toBeLessThanOrEqual(Math.min(1, value * values.length) * (1 + 1e-12));
        });
      }),
    );
  });

  test('leaves a single p-value and an empty list alone', () => {
    expect(holm([0.03])).toEqual([0.03]);
    expect(holm([])).toEqual([]);
  });

  test('refuses what is no p-value', () => {
    expect(() => holm([0.1, Number.NaN])).toThrow('holm requires p-values from 0 to 1: value 2 of 2 is NaN');
  });
});
