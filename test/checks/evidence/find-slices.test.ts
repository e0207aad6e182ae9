import { describe, expect, test } from 'vitest';
import type { Features } from '../../../src/analysis/examples/run-predictions.ts';
import { findSlices } from '../../../src/checks/evidence/find-slices.ts';
import { keepProbabilities, type RunPredictions } from '../../../src/stats/metrics/predictions.ts';
import { createRandom, type Random, randomInteger } from '../../../src/stats/random.ts';

const CLASSES = 4;
const EXAMPLES = 400;
const labels = Int32Array.from({ length: EXAMPLES }, (_, example) => example % CLASSES);

/** A run that is right with `accuracyOf(example)`, and else takes the next class. */
function run(accuracyOf: (example: number) => number, random: Random): RunPredictions {
  const predictions = Array.from(labels, (label, example) =>
    random() < accuracyOf(example) ? label : (label + 1) % CLASSES,
  );
  const rows = predictions.map((prediction, example) =>
    Array.from({ length: CLASSES }, (_, label) =>
      label === prediction ? 0.6 : 0.4 * (label === labels[example] ? 0.5 : 0.25),
    ),
  );
  return { predictions, probabilities: keepProbabilities(labels, rows, CLASSES) };
}

/** Of six seeds: a baseline that is right on 80 %, and a variant as it is given. */
function search(
  variant: (example: number) => number,
  world: string | number,
  features: Features = new Map(),
) {
  const random = createRandom('found-slices', world);
  const pairs = Array.from({ length: 6 }, () => [run(() => 0.8, random), run(variant, random)] as const);
  return findSlices({ pairs, labels, features, level: 0.05 });
}

describe('found slices', () => {
  test('a class that gets worse while the rest gets better is found, and what it is predicted as', () => {
    const { groups, pairs } = search((example) => (labels[example] === 2 ? 0.5 : 0.9), 'one class');
    expect(pairs).toBe(6);
    const found = groups.filter(({ pValueAdjusted }) => pValueAdjusted <= 0.05).map(({ name }) => name);
    expect(found).toContain('class 2');
    expect(found).toContain('class 2 predicted as 3');
    expect(found).not.toContain('class 1');
    const [worst] = groups;
    expect(worst?.difference).toBeLessThan(-0.2);
    // Six pairs have 64 sign patterns, and no p-value below one of them.
    expect(worst?.pValueAdjusted).toBe(1 / 64);
    expect(worst?.interval?.high).toBeLessThan(0);
  });

  test('a group by a feature of the inputs that gets worse is found under its name and range', () => {
    const lengths = Float64Array.from(labels, (_, example) => 1 + ((example * 7) % 20));
    const features = new Map([['length', lengths]]);
    const isLong = (example: number) => (lengths[example] as number) > 16;
    const { groups } = search((example) => (isLong(example) ? 0.4 : 0.9), 'long', features);
    const found = groups.filter(({ pValueAdjusted }) => pValueAdjusted <= 0.05).map(({ name }) => name);
    expect(found[0]).toBe('length 17 to 20');
    expect(found).not.toContain('length 1 to 4');
  });

  test('few examples that every seed loses may be chance of the test set', () => {
    const random = createRandom('found-slices', 'few');
    const pairs = Array.from({ length: 6 }, () => {
      const before = run(() => 1, random);
      const predictions = Array.from(before.predictions, (one, example) =>
        example <= 16 && example % 4 === 0 ? 1 : one,
      );
      return [before, { ...before, predictions }] as const;
    });
    const { groups } = findSlices({ pairs, labels, features: new Map(), level: 0.05 });
    const found = groups.find(({ name }) => name === 'class 0');
    expect(found?.difference).toBeCloseTo(-5 / 100);
    // Five lost and none won is p = 1/32 before any correction.
    expect(found?.pValueAdjusted).toBeGreaterThan(0.05);
  });

  test('a variant that is better everywhere has no group that is worse', () => {
    const { groups } = search(() => 0.95, 'better');
    expect(groups.every(({ pValueAdjusted }) => pValueAdjusted > 0.5)).toBe(true);
  });

  test('of variants that are no different, no more have a group called worse than the level says', () => {
    let alarms = 0;
    for (let world = 0; world < 100; world++) {
      if (search(() => 0.8, world).groups.some(({ pValueAdjusted }) => pValueAdjusted <= 0.05)) alarms++;
    }
    // Binomial with 100 worlds at 0.05: 10 or fewer in 98 of 100 studies.
    expect(alarms).toBeLessThanOrEqual(10);
  });

  test('newly wrong examples are counted against what swapping the arms would give', () => {
    const hard = new Set(Array.from({ length: 20 }, (_, index) => 17 * index));
    const changed = search((example) => (hard.has(example) ? 0 : 0.8), 'hard');
    const [, ...names] = changed.wrong.examples;
    expect(changed.wrong.examples.length).toBeGreaterThanOrEqual(15);
    expect(names.filter((example) => hard.has(example)).length).toBeGreaterThanOrEqual(14);
    expect(changed.wrong.expected).toBeLessThan(10);
    const same = search(() => 0.8, 'same');
    expect(Math.abs(same.wrong.examples.length - same.wrong.expected)).toBeLessThan(8);
  });

  test('the same data gives the same answer', () => {
    expect(search(() => 0.7, 'again')).toEqual(search(() => 0.7, 'again'));
  });

  test('without probabilities there are no groups by how sure the runs were', () => {
    const random = createRandom('found-slices', 'plain');
    const plain = (): RunPredictions => ({
      predictions: Array.from(labels, () => randomInteger(random, CLASSES)),
      probabilities: null,
    });
    const pairs = Array.from({ length: 3 }, () => [plain(), plain()] as const);
    const features = new Map();
    const { groups } = findSlices({
      pairs,
      labels,
      features,
      level: 0.05,
    });
    expect(groups.some(({ name }) => name.includes('fifth'))).toBe(false);
    expect(groups.length).toBeGreaterThan(CLASSES);
  });
});
