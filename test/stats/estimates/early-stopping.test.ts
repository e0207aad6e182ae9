import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  generalisationLoss,
  progressQuotient,
  successiveRises,
  trainingProgress,
} from '../../../src/stats/estimates/early-stopping.ts';

/** The losses and the stopping epochs of EarlyStopping.jl's tests of Prechelt's criteria. */
const LOSSES = [10, 8, 9, 10, 11, 12, 12, 13, 14, 15, 16, 17, 16];

function stopsAt(isOver: (losses: readonly number[]) => boolean): number | null {
  const epoch = LOSSES.findIndex((_, index) => isOver(LOSSES.slice(0, index + 1)));
  return epoch < 0 ? null : epoch + 1;
}

describe('Prechelt’s criteria', () => {
  test.each([
    [12, 3],
    [20, 4],
    [40, 6],
    [90, 11],
    [110, 12],
    [1000, null],
  ])('GL above %d stops at epoch %s', (alpha, epoch) => {
    expect(stopsAt((losses) => generalisationLoss(losses) > alpha)).toBe(epoch);
  });

  test.each([
    [1, 3],
    [2, 4],
    [3, 5],
    [4, 6],
    [5, 12],
    [6, null],
  ])('UP of %d stops at epoch %s', (rises, epoch) => {
    expect(stopsAt((losses) => successiveRises(losses, 1) >= rises)).toBe(epoch);
  });

  test('UP looks at the ends of strips only', () => {
    expect(successiveRises([1, 9, 2, 1, 3, 0.5], 2)).toBe(0);
    expect(successiveRises([9, 1, 9, 2, 9, 3, 0.1], 2)).toBe(2);
  });

  test('P is the mean of the strip over its lowest, in per mille; PQ divides GL by it', () => {
    expect(trainingProgress([9, 4, 3, 2], 3)).toBeCloseTo(500, 9);
    expect(progressQuotient([10, 8, 9], [9, 4, 3], 2)).toBeCloseTo(12.5 / (1000 * (3.5 / 3 - 1)), 9);
  });

  test('PQ is null where the training loss stands still', () => {
    expect(progressQuotient([1, 2], [3, 3])).toBeNull();
  });

  test('the unit of the loss does not matter, and the best epoch at the end is a GL of zero', () => {
    const losses = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(losses, (values) => {
        expect(generalisationLoss(values.map((value) => 8 * value))).toBe(generalisationLoss(values));
        expect(generalisationLoss([...values, 0.001])).toBe(0);
      }),
    );
  });
});
