import { describe } from 'vitest';
import { spread } from '../../../src/checks/instability/spread.ts';
import { ACCURACY, cases, judgeOne } from '../judge.ts';
import { normalValues, scored } from '../records.ts';

const check = (baseline: readonly number[], head: readonly number[]) =>
  judgeOne(spread, {
    records: [...scored('baseline', baseline), ...scored('head', head)],
    metrics: [ACCURACY],
  });
const around = (label: string, mean: number, deviation: number) => normalValues(label, 15, mean, deviation);
const UNCHECKED = { status: 'not-checked', value: null };

describe('instability/spread', () =>
  cases([
    [
      'a variant that varies conclusively more',
      check(around('a', 0.8, 0.005), around('b', 0.8, 0.03)),
      {
        status: 'warn',
        model: 'head',
        threshold: null,
        evidence:
          /^standard deviation of accuracy over seeds 0\.0\d+ \[.*\], the baseline's 0\.00\d+ \[.*\]; Brown–Forsythe p /,
      },
    ],
    ['equal spreads', check(around('a', 0.8, 0.01), around('b', 0.7, 0.01)), 'pass'],
    ['a variant that varies less', check(around('a', 0.8, 0.03), around('b', 0.8, 0.005)), 'pass'],
    ['two runs each', check([0.8, 0.9], [0.8, 0.7]), UNCHECKED],
    ['equal runs', check([0.8, 0.8, 0.8], [0.7, 0.7, 0.7]), UNCHECKED],
    // No three values against three others reach a p below 0.116.
    ['three runs each', check([0.8, 0.81, 0.82], [0.1, 0.5, 0.95]), UNCHECKED],
  ]));
