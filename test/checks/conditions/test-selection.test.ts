import { describe, expect, test } from 'vitest';
import { testSelection } from '../../../src/checks/conditions/test-selection.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { ACCURACY, judgeOne, named } from '../judge.ts';
import { curves, record } from '../records.ts';

/** Accuracy on validation peaks at epoch 4 of 6. */
const scored = (seed: number) =>
  curves(
    6,
    (epoch) => 1 / epoch,
    (epoch) => 1 / epoch,
  ).map((point) => ({
    ...point,
    validation: { ...point.validation, accuracy: 0.8 + 0.01 * seed - 0.02 * Math.abs(point.epoch - 4) },
  }));
const check = (runs: ReadonlyArray<Partial<RunRecord>>) =>
  judgeOne(testSelection, {
    records: runs.map((run, index) => record('head', index + 1, run)),
    models: named('head'),
    metrics: [ACCURACY],
  });
const SEEDS = [1, 2, 3, 4];

describe('test-selection', () => {
  test('a test value that is the best of the validation curve in every run was chosen on the test set', () => {
    const found = check(
      SEEDS.map((seed) => ({ curves: scored(seed), metrics: { test: { accuracy: 0.8 + 0.01 * seed } } })),
    );
    expect(found).toMatchObject({
      status: 'warn',
      message:
        'accuracy on test equals its best value on validation in all 4 runs: the epoch was chosen on the test set',
    });
  });

  test('a score as good as can be on both splits tells of no choice', () => {
    const perfect = (seed: number) =>
      scored(seed).map((point) => ({
        ...point,
        validation: {
          accuracy: seed === 2 && point.epoch === 6 ? 0.99 : Math.min(1, 0.8 + 0.05 * point.epoch),
        },
      }));
    const found = check(SEEDS.map((seed) => ({ curves: perfect(seed), metrics: { test: { accuracy: 1 } } })));
    expect(found.status).not.toBe('warn');
  });

  test('a value that a program states as the best on test is told', () => {
    const origin = {
      file: 'log.csv',
      key: 'best_test_accuracy',
      at: 'stated',
      of: 60,
      selected: 'name',
    } as const;
    expect(check(SEEDS.map(() => ({ origins: { test: { accuracy: origin } } }))).message).toBe(
      'accuracy on test is the best of 60 values, chosen on the test set',
    );
  });

  test('so is one that is the best of its curve in every run, though the last as well in some', () => {
    const origin = { file: 'metrics.json', key: 'accuracy', at: 'stated' } as const;
    const [chosen, last] = [{ ...origin, selected: 'curve' } as const, { ...origin, isBest: true } as const];
    const statusOf = (origins: ReadonlyArray<typeof chosen | typeof last | typeof origin>) =>
      check(origins.map((accuracy) => ({ origins: { test: { accuracy } } }))).status;
    expect(statusOf([chosen, last, chosen, chosen, last])).toBe('warn');
    expect(statusOf([chosen, last, chosen, last])).toBe('pass');
    expect(statusOf([chosen, origin, chosen, chosen])).toBe('pass');
  });

  test('validation and test that are one split are told', () => {
    const values = (seed: number) => ({ accuracy: 0.8 + 0.01 * seed, loss: 1 / seed });
    expect(
      check(SEEDS.map((seed) => ({ metrics: { validation: values(seed), test: values(seed) } }))).message,
    ).toBe('validation and test give the same accuracy in all 4 runs: they are one split');
  });

  test.each([
    [
      'a test value of its own',
      SEEDS.map((seed) => ({ curves: scored(seed), metrics: { test: { accuracy: 0.79 + 0.011 * seed } } })),
    ],
    [
      'a value that agrees once by chance',
      SEEDS.map((seed) => ({
        curves: scored(seed),
        metrics: { test: { accuracy: seed === 2 ? 0.82 : 0.7 } },
      })),
    ],
    [
      'a perfect score on both splits',
      SEEDS.map(() => ({ metrics: { validation: { accuracy: 1 }, test: { accuracy: 1 } } })),
    ],
  ])('%s is no alarm', (_, runs) => {
    expect(check(runs).status).toBe('pass');
  });

  test('two runs agree by chance now and then', () => {
    expect(check(SEEDS.slice(2).map((seed) => ({ curves: scored(seed) }))).status).toBe('not-checked');
  });
});
