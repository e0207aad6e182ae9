import { describe, expect, test } from 'vitest';
import { slicesNamed } from '../../../src/checks/data/slices-named.ts';
import type { Metric } from '../../../src/config/file/normalise.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { ACCURACY, judgeOne } from '../judge.ts';
import { record } from '../records.ts';

const LOSS: Metric = { ...ACCURACY, name: 'loss', direction: 'minimize' };

/** Runs whose slices lie `shifts` away from 0.8 on average, and the whole test split `overall`. */
function runs(model: string, shifts: Readonly<Record<string, number>>, overall: number, metric = 'accuracy') {
  const random = createRandom('named-slices', model);
  const near = (mean: number) => 0.8 + mean + 0.01 * randomNormal(random);
  return [1, 2, 3, 4, 5, 6].map((seed) =>
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

function check(
  candidate: readonly RunRecord[],
  metric: Metric = ACCURACY,
  baseline = runs('baseline', { short: 0, long: 0, rare: 0 }, 0, metric.name),
) {
  return judgeOne(slicesNamed, { records: [...baseline, ...candidate], metrics: [metric] });
}

describe('slices/named', () => {
  test('fails where a slice gets worse while the whole gets better, with its numbers', () => {
    const found = check(runs('head', { short: 0.02, long: 0.03, rare: -0.1 }, 0.02));
    expect(found).toMatchObject({ id: 'slices/named', model: 'head', status: 'fail' });
    expect(found.message).toMatch(
      /^1 of 3 slices conclusively worse: "rare" \(40 examples\) accuracy −0\.\d{3} \[−0\.\d{3}, −0\.\d{3}\], all of the test split \+0\.\d{3}$/,
    );
    expect(found.value).toBeCloseTo(-0.1, 1);
    expect(found.interval?.high).toBeLessThan(0);
  });

  test('warns where the whole gets worse as well', () => {
    expect(check(runs('head', { short: -0.08, long: -0.1, rare: -0.1 }, -0.1))).toMatchObject({
      status: 'warn',
    });
  });

  test('passes where slices only get better or move within their noise', () => {
    expect(check(runs('head', { short: 0, long: 0.1, rare: 0 }, 0.03))).toMatchObject({ status: 'pass' });
  });

  test('a metric that is minimised gets worse by rising', () => {
    expect(check(runs('head', { short: 0, long: 0, rare: 0.1 }, -0.02, 'loss'), LOSS)).toMatchObject({
      status: 'fail',
    });
    expect(check(runs('head', { short: 0, long: 0, rare: -0.1 }, -0.02, 'loss'), LOSS)).toMatchObject({
      status: 'pass',
    });
  });

  test('a loss that is shown to be within the margin is no finding', () => {
    expect(
      check(runs('head', { short: 0, long: 0, rare: -0.1 }, 0.02), { ...ACCURACY, margin: 0.2 }),
    ).toMatchObject({ status: 'pass' });
  });

  test('more slices ask for more: the interval is that of Holm’s step', () => {
    const few = check(runs('head', { rare: -0.1 }, 0.02));
    const many = check(runs('head', { rare: -0.1, short: 0, long: 0 }, 0.02));
    expect(few.interval?.level).toBeCloseTo(1 - 0.05 / 4, 10);
    expect(many.interval?.level).toBeCloseTo(1 - 0.05 / 4 / 3, 10);
  });

  test('says why it cannot be checked', () => {
    expect(check(runs('head', {}, 0))).toMatchObject({
      status: 'not-checked',
      message: 'no run reports metrics by slice',
    });
    const other = runs('head', { rare: 0 }, 0).map((run) => ({
      ...run,
      slices: { rare: { examples: 39, metrics: { accuracy: 0.8 } } },
    }));
    expect(check(other)).toMatchObject({
      status: 'not-checked',
      message: expect.stringMatching(/same examples/),
    });
  });
});
