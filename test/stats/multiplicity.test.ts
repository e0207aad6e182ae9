import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { benjaminiHochberg } from '../../src/stats/multiplicity/benjamini-hochberg.ts';
import { hochberg } from '../../src/stats/multiplicity/hochberg.ts';
import { holm } from '../../src/stats/multiplicity/holm.ts';

// statsmodels test suite, from the R package multtest.
const RAW = [0.001, 0.002, 0.003, 0.004, 0.005, 0.05, 0.06, 0.07, 0.08, 0.09];
const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });
const METHODS = { holm, hochberg, benjaminiHochberg };

describe.each([
  ['holm', [0.01, 0.018, 0.024, 0.028, 0.03, 0.25, 0.25, 0.25, 0.25, 0.25]],
  ['hochberg', [0.01, 0.018, 0.024, 0.028, 0.03, 0.09, 0.09, 0.09, 0.09, 0.09]],
  ['benjaminiHochberg', [0.01, 0.01, 0.01, 0.01, 0.01, 0.08333333, 0.08571429, 0.0875, 0.08888889, 0.09]],
] as const)('%s', (name, expected) => {
  const adjust = METHODS[name];

  test('agrees with multtest', () => {
    adjust(RAW).forEach((value, index) => {
      expect(value).toBeCloseTo(expected[index] as number, 8);
    });
  });

  test('answers in the order of the input', () => {
    fc.assert(
      fc.property(pValues, fc.nat(), (values, turn) => {
        const shift = turn % values.length;
        const rotate = (list: readonly number[]) => [...list.slice(shift), ...list.slice(0, shift)];
        expect(adjust(rotate(values))).toEqual(rotate(adjust(values)));
      }),
    );
  });

  test('never lowers a p-value, never leaves [0, 1], keeps the order', () => {
    fc.assert(
      fc.property(pValues, (values) => {
        const adjusted = adjust(values);
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

  test('leaves a single p-value and an empty list alone', () => {
    expect(adjust([0.03])).toEqual([0.03]);
    expect(adjust([])).toEqual([]);
  });

  test('refuses what is no p-value', () => {
    expect(() => adjust([0.1, Number.NaN])).toThrow(
      `${name} requires p-values from 0 to 1: value 2 of 2 is NaN`,
    );
  });
});

test('Holm of an unsorted input', () => {
  expect(holm([0.03, 0.01, 0.02])).toEqual([0.04, 0.03, 0.04]);
});

test('Holm finds at least what Bonferroni does, Hochberg what Holm does, Benjamini-Hochberg what Hochberg does', () => {
  fc.assert(
    fc.property(pValues, (values) => {
      const strict = holm(values);
      const middle = hochberg(values);
      const loose = benjaminiHochberg(values);
      values.forEach((value, index) => {
        expect(strict[index]).toBeLessThanOrEqual(Math.min(1, value * values.length) * (1 + 1e-12));
        expect(middle[index]).toBeLessThanOrEqual((strict[index] as number) * (1 + 1e-12));
        expect(loose[index]).toBeLessThanOrEqual((middle[index] as number) * (1 + 1e-12));
      });
    }),
  );
});
