import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mean } from '../../../src/stats/describe.ts';
import { classificationMetrics, regressionMetrics } from '../../../src/stats/metrics/compute.ts';
import { keepProbabilities, type RunPredictions } from '../../../src/stats/metrics/predictions.ts';
import { createRandom, randomInteger } from '../../../src/stats/random.ts';
import { resampleDifferences } from '../../../src/stats/resampling/multi-bootstrap.ts';
import { isMeasurable, measure } from '../../../src/stats/test-set/measure.ts';
import type { MeasuredUnits } from '../../../src/stats/test-set/measured-units.ts';

const CLASSIFICATION = [
  'accuracy',
  'micro_f1',
  'macro_f1',
  'weighted_f1',
  'balanced_accuracy',
  'mcc',
  'log_loss',
  'ece',
] as const;
const REGRESSION = ['rmse', 'mae', 'r2'] as const;
const ALL = [...CLASSIFICATION, 'auroc', ...REGRESSION] as const;

/** What one run said, and how the program scores any list of its examples. */
interface Run {
  readonly kept: RunPredictions;
  score(examples: readonly number[]): Readonly<Record<string, number>>;
}

interface World {
  readonly labels: readonly number[];
  readonly runs: readonly Run[];
}

function drawWorld(metric: string, label: number, examples: number, runs = 4): World {
  const random = createRandom('world', metric, label);
  const classes = metric === 'auroc' ? 2 : 3;
  const isRegression = (REGRESSION as readonly string[]).includes(metric);
  // Every class occurs, so that leaving out one example rarely leaves a class without any.
  const labels = Array.from({ length: examples }, (_, example) =>
    isRegression ? random() : example < classes ? example : randomInteger(random, classes),
  );
  const at = <Value>(values: readonly Value[], positions: readonly number[]) =>
    positions.map((position) => values[position] as Value);
  return {
    labels,
    runs: Array.from({ length: runs }, () => {
      if (isRegression) {
        const predictions = labels.map((value) => value + random() - 0.4);
        return {
          kept: { predictions, probabilities: null },
          score: (picked) =>
            regressionMetrics({ labels: at(labels, picked), predictions: at(predictions, picked) }),
        };
      }
      const probabilities = labels.map((value) => {
        // In tenths, so that scores are tied.
        const raw = Array.from(
          { length: classes },
          (_, k) => 1 + randomInteger(random, 4) + (k === value ? 3 : 0),
        );
        const sum = raw.reduce((a, b) => a + b);
        return raw.map((part) => part / sum);
      });
      const { highestClass } = keepProbabilities(labels, probabilities, classes);
      const predictions = [...highestClass];
      return {
        kept: { predictions, probabilities: keepProbabilities(labels, probabilities, classes) },
        score: (picked) =>
          classificationMetrics({
            labels: at(labels, picked),
            predictions: at(predictions, picked),
            probabilities: at(probabilities, picked),
            classes,
          }),
      };
    }),
  };
}

function measureWorld(metric: string, { labels, runs }: World, pairing: 'seed' | 'none'): MeasuredUnits {
  const half = runs.length / 2;
  const kept = runs.map((run) => run.kept);
  return measure(metric, { labels, baseline: kept.slice(0, half), candidate: kept.slice(half), pairing });
}

const everyExample = (labels: readonly number[]) => labels.map((_, example) => example);

describe.each(ALL)('%s', (metric) => {
  test('has the value that the program gives a run', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 4, max: 40 }), (label, examples) => {
        const world = drawWorld(metric, label, examples);
        const expected = world.runs.map((run) => run.score(everyExample(world.labels))[metric] ?? Number.NaN);
        const unpaired = measureWorld(metric, world, 'none');
        expected.forEach((value, run) => {
          expect(unpaired.values[run]).toBeCloseTo(value, 12);
        });
        const paired = measureWorld(metric, world, 'seed');
        expect(paired.values[0]).toBeCloseTo((expected[2] ?? 0) - (expected[0] ?? 0), 12);
        expect(paired.values[1]).toBeCloseTo((expected[3] ?? 0) - (expected[1] ?? 0), 12);
      }),
      { numRuns: 30 },
    );
  });

  test('is shared out over the examples so that the mean is its value, but for the bias of the jackknife', () => {
    const world = drawWorld(metric, 1, 400);
    const units = measureWorld(metric, world, 'seed');
    units.values.forEach((value, unit) => {
      expect(Math.abs(mean([...units.contributions(unit)]) - value)).toBeLessThan(0.01);
    });
  });

  test('is resampled as it is when the drawn examples are written out', () => {
    const world = drawWorld(metric, 2, 25);
    const random = createRandom('written out', metric);
    const plain: number[] = [];
    while (plain.length < 4000) {
      const pairs = [randomInteger(random, 2), randomInteger(random, 2)];
      const examples = world.labels.map(() => randomInteger(random, world.labels.length));
      const difference = mean(
        pairs
          .map((pair) => {
            const [baseline, candidate] = [world.runs[pair], world.runs[2 + pair]];
            return (
              (candidate?.score(examples)[metric] ?? Number.NaN) -
              (baseline?.score(examples)[metric] ?? Number.NaN)
            );
          })
          .map((value) => (Number.isNaN(value) ? 1e9 : value)),
      );
      if (difference < 1e8) plain.push(difference);
    }
    const drawn = resampleDifferences(
      measureWorld(metric, world, 'seed'),
      8000,
      createRandom('resampled', metric),
    );
    const momentsOf = (values: readonly number[]) => {
      const centre = mean(values);
      return { centre, spread: Math.sqrt(mean(values.map((value) => (value - centre) ** 2))) };
    };
    const [a, b] = [momentsOf(plain), momentsOf(drawn)];
    expect(Math.abs(a.centre - b.centre)).toBeLessThan(0.08 * a.spread);
    expect(Math.abs(a.spread - b.spread)).toBeLessThan(0.05 * a.spread);
  });
});

describe.each(['macro_f1', 'weighted_f1', 'balanced_accuracy', 'mcc', 'ece', 'auroc', 'rmse', 'r2'])(
  '%s, which is no mean,',
  (metric) => {
    test('has the pseudo-values that leaving out each example gives', () => {
      fc.assert(
        fc.property(fc.integer(), fc.integer({ min: 6, max: 30 }), (label, examples) => {
          const world = drawWorld(metric, label, examples);
          const units = measureWorld(metric, world, 'none');
          world.runs.forEach(({ score }, run) => {
            const all = everyExample(world.labels);
            const value = score(all)[metric] ?? Number.NaN;
            const contributions = units.contributions(run);
            for (const left of all) {
              const without = score(all.filter((example) => example !== left))[metric] ?? value;
              expect(contributions[left]).toBeCloseTo(examples * value - (examples - 1) * without, 9);
            }
          });
        }),
        { numRuns: 15 },
      );
    });
  },
);

test('knows which metrics it can measure', () => {
  for (const metric of ALL) expect(isMeasurable(metric)).toBe(true);
  for (const metric of ['loss', 'bleu', 'toString']) expect(isMeasurable(metric)).toBe(false);
});

describe('says what it needs', () => {
  const run = (...predictions: number[]): RunPredictions => ({ predictions, probabilities: null });
  const arms = (labels: number[], ...runs: RunPredictions[]) =>
    ({ labels, baseline: runs.slice(0, 1), candidate: runs.slice(1), pairing: 'none' }) as const;

  test.each([
    ['a metric that predictions give', 'bleu', arms([0, 1], run(0, 1), run(1, 1)), '"bleu" is none'],
    ['probabilities', 'log_loss', arms([0, 1], run(0, 1), run(1, 1)), 'requires probabilities for log_loss'],
    ['classes', 'macro_f1', arms([0, 1], run(0, 0.5), run(1, 1)), 'example 2 has 0.5'],
    ['the same examples', 'accuracy', arms([0, 1], run(0, 1), run(1)), 'one has 2, another 1'],
    ['runs', 'accuracy', arms([0, 1], run(0, 1)), 'at least one run an arm'],
    ['labels that vary', 'r2', arms([2, 2], run(0, 1), run(1, 1)), 'labels do not vary'],
    ['finite values', 'mae', arms([0, 1], run(0, Number.NaN), run(1, 1)), 'finite'],
    ['finite values', 'rmse', arms([0, 1], run(0, Number.NaN), run(1, 1)), 'defined'],
  ])('%s, for %s', (_what, metric, input, message) => {
    expect(() => measure(metric, input)).toThrow(message);
  });

  test('as many runs in both arms, in pairs', () => {
    const input = { ...arms([0, 1], run(0, 1), run(1, 1), run(0, 0)), pairing: 'seed' } as const;
    expect(() => measure('accuracy', input)).toThrow('baseline has 1, candidate 2');
  });

  test('two classes, for auroc', () => {
    const probabilities = keepProbabilities(
      [0, 2],
      [
        [0.5, 0.3, 0.2],
        [0.1, 0.2, 0.7],
      ],
      3,
    );
    const three = { predictions: [0, 2], probabilities };
    expect(() => measure('auroc', arms([0, 2], three, three))).toThrow('two classes for auroc');
  });
});
