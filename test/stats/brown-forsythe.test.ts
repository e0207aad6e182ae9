import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brownForsythe } from '../../src/stats/brown-forsythe.ts';

const arm = fc
  .array(fc.integer({ min: -800, max: 800 }), { minLength: 3, maxLength: 20 })
  .filter((values) => new Set(values).size > 2)
  .map((values) => values.map((value) => value / 8));

test('swapping the arms, or moving one of them, changes nothing', () => {
  fc.assert(
    fc.property(arm, arm, (one, other) => {
      const { statistic, pValue } = brownForsythe(one, other);
      expect(pValue).toBeGreaterThan(0);
      expect(pValue).toBeLessThanOrEqual(1);
      expect(brownForsythe(other, one).statistic).toBeCloseTo(statistic, 6);
      const moved = brownForsythe(
        one.map((value) => value + 64),
        other,
      );
      expect(moved.statistic).toBeCloseTo(statistic, 6);
    }),
  );
});

test('two runs each have no spread of deviations', () => {
  expect(() => brownForsythe([1, 2], [1, 5])).toThrow('requires deviations from the median that vary');
  expect(() => brownForsythe([1], [1, 5])).toThrow('requires at least two runs of each model');
});
