import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../src/analysis/compare/comparison.ts';
import { statedEffort, trainingEffort } from '../../../src/checks/conditions/training-effort.ts';
import { ACCURACY, cases, decided, judgeOne } from '../judge.ts';
import { bothArms, curves } from '../records.ts';

/** Accuracy on validation rises by the epoch, alike in both arms. */
const arms = (epochs: readonly [number, number], seconds: readonly [number, number] = [10, 10]) =>
  bothArms(5, (seed, arm) => ({
    cost: {
      wallSeconds: seconds[arm] * (1 + 0.01 * Math.sin(seed + arm)),
      cpuSeconds: null,
      peakMemoryBytes: null,
    },
    curves: curves(epochs[arm], {
      train: (epoch) => 1 / epoch,
      validation: (epoch) => 2 / epoch,
      accuracy: (epoch) => 0.5 + 0.01 * epoch + 0.001 * Math.sin(seed * (arm + 1)),
    }),
  }));
const stated = (before: Record<string, number>, after: Record<string, number>) =>
  arms([0, 0]).map((run) => ({ ...run, params: run.model === 'baseline' ? before : after }));
const check = (records: ReturnType<typeof arms>, verdict: Verdict) =>
  judgeOne(trainingEffort, { records, metrics: [ACCURACY], comparisons: decided(verdict) });
const stating = (name: string, [before, after]: readonly [number, number], verdict: Verdict) =>
  check(stated({ [name]: before }, { [name]: after }), verdict);
const stopped = bothArms(5, (seed, arm) => {
  const best = (arm === 0 ? 5 : 12) + seed;
  return {
    curves: curves(best + 3, {
      train: (epoch) => 1 / epoch,
      validation: (epoch) => 1 + 0.1 * Math.abs(epoch - best),
    }),
  };
});

describe('training-effort', () =>
  cases([
    [
      'a gain with three times the epochs',
      check(arms([10, 30]), 'improvement'),
      {
        status: 'warn',
        value: expect.closeTo(3, 9),
        message:
          /^accuracy is better after 3× the epochs \(30 against 10\); 0\.\d+ points (better|worse) at equal epochs\. /,
        evidence: /at epoch 10 in both arms accuracy on validation is 0\.\d+ points \[.*\] (better|worse)$/,
      },
    ],
    [
      'a loss with a third of the epochs',
      check(arms([30, 10]), 'regression'),
      { message: /^accuracy is worse, and the baseline had 3× the epochs \(30 against 10\)/ },
    ],
    [
      'a gain with three times the time',
      check(arms([10, 10], [10, 30]), 'improvement'),
      { message: /^accuracy is better after 2\.99× the training time\. /, advice: /baseline at equal cost/ },
    ],
    ['half as much time again', check(arms([10, 10], [10, 15]), 'improvement'), 'pass'],
    [
      'stated epochs without curves',
      stating('epochs', [5, 25], 'improvement'),
      { status: 'warn', value: 5, message: 'accuracy is better after 5× the epochs (epochs 25 against 5)' },
    ],
    [
      'stated trials',
      stating('n_trials', [1, 20], 'improvement'),
      {
        status: 'warn',
        value: 20,
        message: 'accuracy is better after 20× the settings tried (n_trials 20 against 1)',
      },
    ],
    [
      'more stated epochs of the baseline',
      stating('epochs', [30, 3], 'regression'),
      {
        status: 'warn',
        value: 0.1,
        message: 'accuracy is worse, and the baseline had 10× the epochs (epochs 30 against 3)',
      },
    ],
    ['more training without a gain', check(arms([10, 30]), 'inconclusive'), 'pass'],
    ['a gain with less training', check(arms([30, 10]), 'improvement'), 'pass'],
    ['equal training', check(arms([10, 10]), 'improvement'), 'pass'],
    ['early stopping', check(stopped, 'improvement'), 'pass', /stopped early/],
  ]));

describe('stated effort', () => {
  const of = (numbers: ReturnType<typeof stated>, kind: 'epochs' | 'settings tried' = 'epochs') =>
    statedEffort(numbers, ['baseline', 'head'], kind);

  test.each(['epochs', 'num_train_epochs', 'max_steps', 'n_iter', 'num_boost_round', 'iterations'])(
    '%s is the length of training',
    (name) => {
      expect(of(stated({ [name]: 5 }, { [name]: 25 }))).toEqual({
        ratio: 5,
        kind: 'epochs',
        words: `${name} 25 against 5`,
      });
    },
  );

  test.each(['n_trials', 'max_evals', 'search_budget'])('%s is the number of tried settings', (name) => {
    expect(of(stated({ [name]: 20 }, { [name]: 2 }), 'settings tried')?.ratio).toBe(0.1);
  });

  test.each([
    ['the same number', stated({ epochs: 5 }, { epochs: 5 })],
    ['a number of one arm', stated({}, { epochs: 5 })],
    ['other steps', stated({ warmup_steps: 5, eval_steps: 1 }, { warmup_steps: 50, eval_steps: 2 })],
  ])('%s says nothing', (_, numbers) => expect(of(numbers)).toBeNull());
});
