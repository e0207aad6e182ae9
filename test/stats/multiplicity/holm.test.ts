import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holm } from '../../../src/stats/multiplicity/holm.ts';

test('answers in the order of the input, above the p-value and below Bonferroni', () => {
  const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(pValues, fc.nat(), (values, turn) => {
      const shift = turn % values.length;
      const rotate = (list: readonly number[]) => [...list.slice(shift), ...list.slice(0, shift)];
      const adjusted = holm(values);
      expect(holm(rotate(values))).toEqual(rotate(adjusted));
      for (const [index, value] of values.entries()) {
        const own = adjusted[index] as number;
        expect(own).toBeGreaterThanOrEqual(value * (1 - 1e-12));
        expect(own).toBeLessThanOrEqual(Math.min(1, value * values.length) * (1 + 1e-12));
        for (const [place, other] of values.entries())
          if (value <= other) expect(own).toBeLessThanOrEqual(adjusted[place] as number);
      }
    }),
  );
  expect(holm([0.03, 0.01, 0.02])).toEqual([0.04, 0.03, 0.04]);
  expect(holm([])).toEqual([]);
});
