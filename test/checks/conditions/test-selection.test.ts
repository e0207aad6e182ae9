import { describe } from 'vitest';
import { testSelection } from '../../../src/checks/conditions/test-selection.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { ACCURACY, cases, judgeOne, named } from '../judge.ts';
import { curves, record, seedsTo } from '../records.ts';

const judged = (runs: ReadonlyArray<Partial<RunRecord>>) =>
  judgeOne(testSelection, {
    records: runs.map((run, index) => record('head', index + 1, run)),
    chosenThresholds: [],
    models: named('head'),
    metrics: [ACCURACY],
  });
const check = (of: (seed: number) => Partial<RunRecord>, runs = 4) => judged(seedsTo(runs).map(of));

const withAccuracy = (accuracy: (epoch: number) => number) =>
  curves(6, { train: (epoch) => 1 / epoch, validation: (epoch) => 1 / epoch, accuracy });
/** Accuracy on validation peaks at epoch 4 of 6. */
const scored = (seed: number) => withAccuracy((epoch) => 0.8 + 0.01 * seed - 0.02 * Math.abs(epoch - 4));
const perfect = (seed: number) =>
  withAccuracy((epoch) => (seed === 2 && epoch === 6 ? 0.99 : Math.min(1, 0.8 + 0.05 * epoch)));
const onTest = (accuracy: number) => ({ metrics: { test: { accuracy } } });
const onBoth = (values: Record<string, number>) => ({ metrics: { validation: values, test: values } });

const origin = { file: 'metrics.json', key: 'accuracy', at: 'stated' } as const;
const byName = { ...origin, key: 'best_test_accuracy', of: 60, selected: 'name' } as const;
const chosen = { ...origin, selected: 'curve' } as const;
const last = { ...origin, isBest: true } as const;
const from = (...origins: ReadonlyArray<typeof origin | typeof byName | typeof chosen | typeof last>) =>
  judged(origins.map((accuracy) => ({ origins: { test: { accuracy } } })));

describe('test-selection', () =>
  cases([
    [
      'the best of the validation curve in every run',
      check((seed) => ({ curves: scored(seed), ...onTest(0.8 + 0.01 * seed) })),
      'warn',
      'accuracy on test equals its best value on validation in all 4 runs: the epoch was chosen on the test set',
    ],
    ['the best possible score', check((seed) => ({ curves: perfect(seed), ...onTest(1) })), 'pass'],
    [
      'a value that is the best by its name',
      from(byName, byName, byName, byName),
      { message: 'accuracy on test is the best of 60 values, chosen on the test set' },
    ],
    ['the best of its curve, in some runs the last', from(chosen, last, chosen, chosen, last), 'warn'],
    ['the last in too many runs', from(chosen, last, chosen, last), 'pass'],
    ['another value in one run', from(chosen, origin, chosen, chosen), 'pass'],
    [
      'one split with two names',
      check((seed) => onBoth({ accuracy: 0.8 + 0.01 * seed, loss: 1 / seed })),
      { message: 'validation and test give the same accuracy in all 4 runs: they are one split' },
    ],
    [
      'another value on test',
      check((seed) => ({ curves: scored(seed), ...onTest(0.79 + 0.011 * seed) })),
      'pass',
    ],
    [
      'a value that agrees once',
      check((seed) => ({ curves: scored(seed), ...onTest(seed === 2 ? 0.82 : 0.7) })),
      'pass',
    ],
    ['the best possible score on both splits', check(() => onBoth({ accuracy: 1 })), 'pass'],
    ['two runs', check((seed) => ({ curves: scored(seed + 2) }), 2), 'not-checked'],
  ]));
