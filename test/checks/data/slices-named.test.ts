import { describe, expect, test } from 'vitest';
import { slicesNamed } from '../../../src/checks/data/slices-named.ts';
import type { Metric } from '../../../src/config/file/normalise.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { ACCURACY, cases, judgeOne } from '../judge.ts';
import { record, seedsTo } from '../records.ts';

type Shifts = Readonly<Record<string, number>>;

/** Runs whose slices lie `shifts` away from 0.8 on average, and the whole test split `overall`. */
function runs(model: string, shifts: Shifts, overall: number, metric: string) {
  const random = createRandom('named-slices', model);
  const near = (mean: number) => 0.8 + mean + 0.01 * randomNormal(random);
  return seedsTo(6).map((seed) =>
    record(model, seed, {
      metrics: { test: { [metric]: near(overall) } },
      slices: Object.fromEntries(
        Object.entries(shifts).map(([name, shift]) => [
          name,
          { examples: 40, metrics: { [metric]: near(shift) } },
        ]),
      ),
    }),
  );
}

/** @param examples of each slice of the variant */
function check(shifts: Shifts, overall: number, metric: Metric = ACCURACY, examples = 40) {
  const head = runs('head', shifts, overall, metric.name).map((run) => ({
    ...run,
    slices: Object.fromEntries(
      Object.entries(run.slices).map(([name, slice]) => [name, { ...slice, examples }]),
    ),
  }));
  const baseline = runs('baseline', { short: 0, long: 0, rare: 0 }, 0, metric.name);
  return judgeOne(slicesNamed, { records: [...baseline, ...head], metrics: [metric] });
}
const LOSS: Metric = { ...ACCURACY, name: 'loss', direction: 'minimize' };
const levelOf = (shifts: Shifts) => check(shifts, 0.02).interval?.level;

describe('slices/named', () => {
  cases([
    [
      'a worse slice of a better whole',
      check({ short: 0.02, long: 0.03, rare: -0.1 }, 0.02),
      {
        id: 'slices/named',
        model: 'head',
        status: 'fail',
        value: expect.closeTo(-0.1, 1),
        message:
          /^1 of 3 slices conclusively worse: "rare" \(40 examples\) accuracy −0\.\d{3} \[−0\.\d{3}, −0\.\d{3}\], all of the test split \+0\.\d{3}\. The mean hides this loss$/,
      },
    ],
    ['worse slices of a worse whole', check({ short: -0.08, long: -0.1, rare: -0.1 }, -0.1), 'warn'],
    ['slices that are better or vary by chance', check({ short: 0, long: 0.1, rare: 0 }, 0.03), 'pass'],
    ['a loss that rises', check({ short: 0, long: 0, rare: 0.1 }, -0.02, LOSS), 'fail'],
    ['a loss that falls', check({ short: 0, long: 0, rare: -0.1 }, -0.02, LOSS), 'pass'],
    [
      'a loss within the margin',
      check({ short: 0, long: 0, rare: -0.1 }, 0.02, { ...ACCURACY, margin: 0.2 }),
      'pass',
    ],
    ['no slices', check({}, 0), 'not-checked', 'no run reports metrics by slice'],
    ['slices of other examples', check({ rare: 0 }, 0, ACCURACY, 39), 'not-checked', /same examples/],
  ]);

  test('the interval is that of Holm’s step, so more slices widen it', () => {
    expect(levelOf({ rare: -0.1 })).toBeCloseTo(1 - 0.05 / 4, 10);
    expect(levelOf({ rare: -0.1, short: 0, long: 0 })).toBeCloseTo(1 - 0.05 / 4 / 3, 10);
  });
});
