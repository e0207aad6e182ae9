import { describe, expect, test } from 'vitest';
import { chosenOnTest } from '../../../src/checks/evidence/chosen-thresholds.ts';
import { drawRows, randomOf, train } from './small-classifier.ts';

const f1At = (probabilities: readonly number[], labels: readonly number[], threshold: number) => {
  const taken = labels.filter((_, row) => (probabilities[row] as number) >= threshold);
  const right = taken.filter((label) => label === 1).length;
  return (2 * right) / (taken.length + labels.filter((label) => label === 1).length);
};
const bestThreshold = (probabilities: readonly number[], labels: readonly number[]) =>
  probabilities.reduce((best, one) =>
    f1At(probabilities, labels, one) > f1At(probabilities, labels, best) ? one : best,
  );

interface World {
  readonly distance: number;
  readonly size: number;
  readonly by: 'test' | 'validation' | 'half' | 'base rate';
  readonly keepsValidation: boolean;
}

/** Five seeds of a classifier on one data set, whose threshold was chosen on some split. */
function runsOf(draw: number, { distance, size, by, keepsValidation }: World) {
  const data = randomOf('threshold data', draw);
  const [training, validation, tested] = [600, size, size].map((count) =>
    drawRows(data, count, distance, 0.2),
  ) as [ReturnType<typeof drawRows>, ReturnType<typeof drawRows>, ReturnType<typeof drawRows>];
  return [1, 2, 3, 4, 5].map((seed) => {
    const predict = train(training, randomOf('threshold seed', draw, seed));
    const onValidation = validation.inputs.map(predict);
    const probabilities = tested.inputs.map(predict);
    const thresholds = {
      test: () => bestThreshold(probabilities, tested.labels),
      validation: () => bestThreshold(onValidation, validation.labels),
      half: () => 0.5,
      'base rate': () => 0.2,
    };
    const threshold = thresholds[by]();
    return {
      labels: tested.labels,
      probabilities,
      predictions: probabilities.map((one) => (one >= threshold ? 1 : 0)),
      validation: keepsValidation ? { labels: validation.labels, probabilities: onValidation } : null,
    };
  });
}

const DRAWS = Array.from({ length: 9 }, (_, draw) => draw);
const found = (world: World) =>
  DRAWS.filter((draw) => chosenOnTest(runsOf(draw, world), 'f1') !== null).length;

describe('a threshold that is chosen on test', () => {
  test.each([true, false])('is found, with validation predictions: %s', (keepsValidation) => {
    expect(found({ distance: 1.5, size: 300, by: 'test', keepsValidation })).toBeGreaterThanOrEqual(7);
  });

  test.each([
    { distance: 1.5, size: 300, by: 'validation', keepsValidation: true },
    { distance: 1.5, size: 300, by: 'validation', keepsValidation: false },
    { distance: 1.5, size: 60, by: 'validation', keepsValidation: false },
    { distance: 4, size: 300, by: 'validation', keepsValidation: false },
    { distance: 8, size: 100, by: 'validation', keepsValidation: false },
    { distance: 0.3, size: 300, by: 'validation', keepsValidation: false },
    { distance: 1.5, size: 300, by: 'half', keepsValidation: false },
    { distance: 1.5, size: 300, by: 'base rate', keepsValidation: false },
    { distance: 8, size: 100, by: 'base rate', keepsValidation: false },
    { distance: 8, size: 100, by: 'half', keepsValidation: true },
  ] satisfies World[])('is not seen in $by at distance $distance, $size examples', (world) => {
    expect(found(world)).toBe(0);
  });

  test('one number for all runs is a constant of the program, even if it is the best', () => {
    const [first] = runsOf(2, { distance: 1.5, size: 300, by: 'test', keepsValidation: false });
    expect(first).toBeDefined();
    expect(
      chosenOnTest(
        Array.from({ length: 5 }, () => first as NonNullable<typeof first>),
        'f1',
      ),
    ).toBeNull();
  });

  test('is unknown for two runs, and for another metric', () => {
    const runs = runsOf(1, { distance: 1.5, size: 300, by: 'test', keepsValidation: true });
    expect(chosenOnTest(runs.slice(0, 2), 'f1')).toBeNull();
    expect(chosenOnTest(runs, 'auroc')).toBeNull();
  });
});
