import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../../src/analysis/compare/comparison.ts';
import { statedEffort, trainingEffort } from '../../../src/checks/conditions/training-effort.ts';
import { ACCURACY, judgeOne } from '../judge.ts';
import { curves, record } from '../records.ts';

const SEEDS = [1, 2, 3, 4, 5];
const decided = (verdict: string) =>
  [{ variant: 'head', metric: 'accuracy', role: 'primary', verdict }] as unknown as Comparison[];

/** Accuracy on validation rises by the epoch, alike in both arms. */
function arms(epochs: readonly [number, number], seconds: readonly [number, number] = [10, 10]) {
  return ['baseline', 'head'].flatMap((model, arm) =>
    SEEDS.map((seed) =>
      record(model, seed, {
        cost: {
          wallSeconds: (seconds[arm] ?? 1) * (1 + 0.01 * Math.sin(seed + arm)),
          cpuSeconds: null,
          peakMemoryBytes: null,
        },
        curves: curves(
          epochs[arm] ?? 0,
          (epoch) => 1 / epoch,
          (epoch) => 2 / epoch,
        ).map((point) => ({
          ...point,
          validation: {
            ...point.validation,
            accuracy: 0.5 + 0.01 * point.epoch + 0.001 * Math.sin(seed * (arm + 1)),
          },
        })),
      }),
    ),
  );
}
const check = (records: ReturnType<typeof arms>, verdict: string) =>
  judgeOne(trainingEffort, { records, metrics: [ACCURACY], comparisons: decided(verdict) });

describe('training-effort', () => {
  test('a gain that came with three times the epochs is told so, with what it is at equal epochs', () => {
    const found = check(arms([10, 30]), 'improvement');
    expect(found).toMatchObject({ status: 'warn', value: expect.closeTo(3, 9) });
    expect(found.message).toMatch(
      /^accuracy is better after 3× the epochs \(30 against 10\); 0\.\d+ points (better|worse) at equal epochs$/,
    );
    expect(found.evidence).toMatch(
      /at epoch 10 in both arms accuracy on validation is 0\.\d+ points \[.*\] (better|worse)$/,
    );
  });

  test('a variant that is worse after a third of the epochs is no regression of its own', () => {
    expect(check(arms([30, 10]), 'regression').message).toMatch(
      /^accuracy is worse, and the baseline had 3× the epochs \(30 against 10\)/,
    );
  });

  test('time counts where it is conclusively twice as much', () => {
    expect(check(arms([10, 10], [10, 30]), 'improvement').message).toMatch(
      /^accuracy is better after 2\.99× the training time$/,
    );
    expect(check(arms([10, 10], [10, 30]), 'improvement').advice).toMatch(/baseline at equal cost/);
    expect(check(arms([10, 10], [10, 15]), 'improvement').status).toBe('pass');
  });

  test.each([
    ['epochs', [5, 25], 'improvement', 'accuracy is better after 5× the epochs (epochs 25 against 5)'],
    [
      'n_trials',
      [1, 20],
      'improvement',
      'accuracy is better after 20× the settings tried (n_trials 20 against 1)',
    ],
    [
      'epochs',
      [30, 3],
      'regression',
      'accuracy is worse, and the baseline had 10× the epochs (epochs 30 against 3)',
    ],
  ] as const)(
    'without curves, %s that command or program state count',
    (name, [before, after], verdict, words) => {
      const statedNumbers = new Map([
        ['baseline', new Map<string, number>([[name, before]])],
        ['head', new Map<string, number>([[name, after]])],
      ]);
      const records = arms([0, 0]);
      const known = { records, metrics: [ACCURACY], comparisons: decided(verdict), statedNumbers };
      expect(judgeOne(trainingEffort, known)).toMatchObject({
        status: 'warn',
        message: words,
        value: after / before,
      });
    },
  );

  test.each([
    ['more training without a gain', arms([10, 30]), 'inconclusive'],
    ['a gain with less training', arms([30, 10]), 'improvement'],
    ['equal training', arms([10, 10]), 'improvement'],
  ])('%s is no alarm', (_, records, verdict) => {
    expect(check(records, verdict).status).toBe('pass');
  });

  test('runs that were stopped early have as many epochs as they needed', () => {
    const stopped = ['baseline', 'head'].flatMap((model, arm) =>
      SEEDS.map((seed) => {
        const best = (arm === 0 ? 5 : 12) + seed;
        return record(model, seed, {
          curves: curves(
            best + 3,
            (epoch) => 1 / epoch,
            (epoch) => 1 + 0.1 * Math.abs(epoch - best),
          ),
        });
      }),
    );
    expect(check(stopped, 'improvement')).toMatchObject({
      status: 'pass',
      message: expect.stringContaining('stopped early'),
    });
  });
});

const ARMS = ['baseline', 'head'] as const;
const stated = (before: Record<string, number>, after: Record<string, number>) =>
  new Map([
    ['baseline', new Map(Object.entries(before))],
    ['head', new Map(Object.entries(after))],
  ]);

test.each(['epochs', 'num_train_epochs', 'max_steps', 'n_iter', 'num_boost_round', 'iterations'])(
  '%s says how long an arm was trained',
  (name) => {
    expect(statedEffort(stated({ [name]: 5 }, { [name]: 25 }), ARMS, 'epochs')).toEqual({
      ratio: 5,
      kind: 'epochs',
      words: `${name} 25 against 5`,
    });
  },
);

test.each(['n_trials', 'max_evals', 'search_budget'])('%s says how many settings were tried', (name) => {
  expect(statedEffort(stated({ [name]: 20 }, { [name]: 2 }), ARMS, 'settings tried')?.ratio).toBe(0.1);
});

test.each([
  ['the same number', stated({ epochs: 5 }, { epochs: 5 })],
  ['a number of one arm', stated({}, { epochs: 5 })],
  [
    'steps of something else',
    stated({ warmup_steps: 5, eval_steps: 1 }, { warmup_steps: 50, eval_steps: 2 }),
  ],
  ['no command', undefined],
])('%s says nothing', (_, numbers) => {
  expect(statedEffort(numbers, ARMS, 'epochs')).toBeNull();
});
