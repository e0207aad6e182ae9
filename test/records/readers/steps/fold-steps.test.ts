import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldSteps } from '../../../../src/records/readers/steps/fold-steps.ts';
import type { Series } from '../../../../src/records/readers/steps/step-series.ts';
import type { Split } from '../../../../src/records/record.ts';

function series(split: Split, points: ReadonlyArray<readonly [step: number, value: number]>): Series {
  const [steps, values] = [points.map(([step]) => step), points.map(([, value]) => value)];
  return { split, name: 'loss', key: `${split}_loss`, file: 'log', steps, values };
}

const NO_EPOCHS = series('train', []);

/** epoch -> value, by split. */
function curve(all: readonly Series[], epochs = NO_EPOCHS) {
  const { points, notes } = foldSteps(all, epochs);
  const rows = points.map(({ epoch, values }) => [
    epoch,
    ...values.map(({ series: { split }, value }) => [split, value]),
  ]);
  return { rows, notes };
}

describe('foldSteps', () => {
  it('averages training values up to each evaluation', () => {
    const train = series('train', [
      [1, 4],
      [2, 2],
      [3, 1],
      [4, 2],
    ]);
    const validation = series('validation', [
      [2, 5],
      [4, 6],
    ]);
    expect(curve([train, validation]).rows).toEqual([
      [2, ['train', 3], ['validation', 5]],
      [4, ['train', 1.5], ['validation', 6]],
    ]);
  });

  it('gives training after the last evaluation a point of its own', () => {
    const train = series('train', [
      [1, 4],
      [3, 2],
      [4, 1],
    ]);
    expect(curve([train, series('validation', [[2, 5]])]).rows).toEqual([
      [2, ['train', 4], ['validation', 5]],
      [4, ['train', 1.5]],
    ]);
  });

  it('takes every step where nothing is evaluated, and test values at the end', () => {
    const train = series('train', [
      [0, 4],
      [5, 2],
    ]);
    expect(curve([train, series('test', [[9, 1]])]).rows).toEqual([
      [0, ['train', 4]],
      [5, ['train', 2], ['test', 1]],
    ]);
    expect(curve([series('test', [[9, 1]])]).rows).toEqual([[9, ['test', 1]]]);
  });

  it('counts in epochs where the tool states them', () => {
    const epochs = series('train', [
      [0, 0],
      [10, 0],
      [11, 1],
      [20, 1],
    ]);
    const validation = series('validation', [
      [10, 5],
      [20, 6],
    ]);
    expect(curve([validation], epochs).rows.map(([epoch]) => epoch)).toEqual([0, 1]);
  });

  it('counts in steps where an epoch is evaluated twice', () => {
    const epochs = series('train', [[0, 0]]);
    const validation = series('validation', [
      [10, 5],
      [20, 6],
    ]);
    expect(curve([validation], epochs).rows.map(([epoch]) => epoch)).toEqual([10, 20]);
  });

  it('leaves out a training curve that counts something else, and says so', () => {
    const train = series(
      'train',
      Array.from({ length: 100 }, (_, step) => [step, 1] as const),
    );
    const validation = series('validation', [
      [0, 5],
      [2, 4],
      [4, 3],
    ]);
    const { rows, notes } = curve([train, validation]);
    expect(rows).toEqual([
      [0, ['validation', 5]],
      [2, ['validation', 4]],
      [4, ['validation', 3]],
    ]);
    expect(notes).toEqual([
      'training values go to step 99 and validation values to step 4, so they count different things and the training curve was left out; log both against the same step',
    ]);
  });

  it('joins neighbours where there are more than 1000 points, and keeps the last one', () => {
    const validation = series(
      'validation',
      Array.from({ length: 2500 }, (_, step) => [step, step] as const),
    );
    const { rows, notes } = curve([validation]);
    expect(rows).toHaveLength(834);
    expect(rows.at(-1)).toEqual([2499, ['validation', 2499]]);
    expect(notes).toEqual(['the 2500 points of the curves were combined in groups of 3']);
  });

  it('neither loses nor invents weight: means times counts sum to what was logged', () => {
    const ascending = fc
      .uniqueArray(fc.nat({ max: 60 }), { minLength: 1, maxLength: 40 })
      .map((steps) => steps.sort((a, b) => a - b));
    fc.assert(
      fc.property(ascending, ascending, (trainSteps, evaluations) => {
        const train = series(
          'train',
          trainSteps.map((step) => [step, step + 1] as const),
        );
        const validation = series(
          'validation',
          evaluations.map((step) => [step, 0] as const),
        );
        const { points, notes } = foldSteps([train, validation], NO_EPOCHS);
        fc.pre(notes.length === 0);
        let start = Number.NEGATIVE_INFINITY;
        let sum = 0;
        for (const { epoch, values } of points) {
          const count = trainSteps.filter((step) => step > start && step <= epoch).length;
          const mean = values.find(({ series: { split } }) => split === 'train')?.value;
          expect(mean !== undefined).toBe(count > 0);
          sum += (mean ?? 0) * count;
          start = epoch;
        }
        expect(sum).toBeCloseTo(
          trainSteps.reduce((total, step) => total + step + 1, 0),
          6,
        );
      }),
    );
  });
});
