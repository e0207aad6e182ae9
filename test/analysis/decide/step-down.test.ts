import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stepDown } from '../../../src/analysis/decide/step-down.ts';
import { holm } from '../../../src/stats/multiplicity/holm.ts';

const single = (pValue: number) => ({ pValue, level: (share: number) => share });

describe('stepDown', () => {
  test('is the procedure of Holm at a single look', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-12, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 }),
        (pValues) => {
          const expected = holm(pValues);
          for (const [index, { pValueAdjusted }] of stepDown(pValues.map(single), 0.05).entries()) {
            expect(pValueAdjusted).toBeCloseTo(expected[index] as number, 12);
          }
        },
      ),
    );
  });

  test('hands the share of a test that rejects on to the others', () => {
    const [first, second] = stepDown([single(0.03), single(0.02)], 0.05);
    expect(second).toMatchObject({ localLevel: 0.025, pValueAdjusted: 0.04 });
    expect(first).toMatchObject({ localLevel: 0.05, pValueAdjusted: 0.04 });
  });

  test('counts tests that cannot be made as sharers', () => {
    expect(stepDown([single(0.02)], 0.05, 4)[0]).toMatchObject({ localLevel: 0.0125, pValueAdjusted: 0.08 });
  });

  test('leaves the p-value of a test that shares with none as it is, to the last bit', () => {
    expect(stepDown([single(0.1 + 0.2)], 0.05)[0]?.pValueAdjusted).toBe(0.1 + 0.2);
  });

  test('rejects where the p-value reaches the level of its look, whatever that level is', () => {
    const early = (pValue: number) => ({ pValue, level: (share: number) => share ** 2 });
    const [hit, miss] = stepDown([early(0.0006), early(0.003)], 0.05);
    expect(hit).toMatchObject({ significanceLevel: 0.0025000000000000005, localLevel: 0.025 ** 2 });
    expect(hit?.pValueAdjusted).toBeLessThanOrEqual(hit?.significanceLevel ?? 0);
    expect(miss?.pValueAdjusted).toBeGreaterThan(miss?.significanceLevel ?? 1);
  });
});

test.each([
  // Holm ends at the first that fails: the second is above 0.05 / 3 as well, though below 0.05 / 2.
  [
    [0.018, 0.02, 0.9],
    [0.05 / 3, 0.05 / 3, 0.05 / 3],
  ],
  [
    [0.01, 0.03, 0.9],
    [0.05 / 3, 0.05 / 2, 0.05 / 2],
  ],
  [
    [0.9, 0.02, 0.01],
    [0.05, 0.05 / 2, 0.05 / 3],
  ],
])(
  'p-values of %j are held to %j: at most that exactly where the adjusted one is at most alpha',
  (pValues, local) => {
    const levels = stepDown(
      pValues.map((pValue) => ({ pValue, level: (share) => share })),
      0.05,
    );
    expect(levels.map(({ localLevel }) => localLevel)).toEqual(local);
    expect(levels.map(({ share }) => share)).toEqual(local);
    for (const [index, { pValueAdjusted, localLevel }] of levels.entries()) {
      expect(pValueAdjusted <= 0.05).toBe((pValues[index] as number) <= localLevel);
    }
  },
);
