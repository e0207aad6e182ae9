import { describe } from 'vitest';
import type { Verdict } from '../../../src/analysis/compare/comparison.ts';
import { undertrained } from '../../../src/checks/conditions/undertrained.ts';
import { ACCURACY, cases, decided, judgeOne } from '../judge.ts';
import { bothArms, curves } from '../records.ts';

type Curve = (epoch: number) => number;
const falling: Curve = (epoch) => 2 - 0.1 * epoch;
const slow: Curve = (epoch) => 2.3 - 0.01 * epoch;
const flat: Curve = (epoch) => 1 + 1 / epoch ** 3;

function check(baseline: Curve, head: Curve, verdict: Verdict, model: string, score?: Curve) {
  const records = bothArms(5, (seed, arm) => {
    const loss = arm === 0 ? baseline : head;
    return {
      curves: curves(10, {
        train: loss,
        validation: (epoch) => loss(epoch) + 0.01 * Math.sin(seed),
        accuracy: score && ((epoch) => score(epoch) + 0.001 * Math.sin(seed * epoch)),
      }),
    };
  });
  return judgeOne(undertrained, { records, comparisons: decided(verdict), metrics: [ACCURACY] }, {}, model);
}

describe('undertrained', () =>
  cases([
    [
      'a beaten baseline whose loss still falls',
      check(falling, flat, 'improvement', 'baseline'),
      'advice',
      'the gain may shrink with longer training',
    ],
    ['a worse variant', check(flat, falling, 'regression', 'head'), 'advice'],
    ['a baseline trained to the end', check(flat, falling, 'improvement', 'baseline'), 'pass'],
    ['a winner that still learns', check(flat, falling, 'improvement', 'head'), 'pass'],
    ['no loser', check(falling, falling, 'inconclusive', 'baseline'), 'pass'],
    [
      'a score that gains while the loss hardly falls',
      check(slow, flat, 'improvement', 'baseline', (epoch) => 0.1 + 0.03 * epoch),
      'advice',
    ],
    [
      'a loss that falls for ever with a constant score',
      check(falling, flat, 'improvement', 'baseline', () => 0.97),
      'pass',
    ],
    [
      'a loss that falls with a score that gains',
      check(falling, flat, 'improvement', 'baseline', (epoch) => 0.5 + 0.03 * epoch),
      'advice',
    ],
  ]));
