import { describe, expect, test } from 'vitest';
import { collapse } from '../../../src/checks/instability/collapse.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { ACCURACY, judgeOne, named } from '../judge.ts';
import { normal, runs } from './runs.ts';

const RMSE = { ...ACCURACY, name: 'rmse', direction: 'minimize', unit: 'none' } as const;

describe('instability/collapse', () => {
  const check = (values: readonly number[], metric: typeof ACCURACY = ACCURACY) =>
    judgeOne(collapse, {
      records: runs('head', values).map((run) => ({
        ...run,
        metrics: { test: { [metric.name]: Object.values(run.metrics.test ?? {})[0] as number } },
      })),
      models: named('head'),
      metrics: [metric],
    });

  test.each([6, 12, 25])('one of %s runs that collapsed is named with its seed', (count) => {
    const found = check([0.098, ...normal(`good ${count}`, count - 1, 0.904, 0.004)]);
    expect(found).toMatchObject({ status: 'warn', value: 1 });
    expect(found.message).toMatch(
      new RegExp(
        `^1 of ${count} runs collapsed: accuracy 9\\.8 % under seed \\d+, 90\\.\\d % in the others$`,
      ),
    );
    expect(found.advice).toContain('do not leave the run out');
  });

  test('two of ten are named, and four of ten are two groups', () => {
    const good = (count: number) => normal(`of ten ${count}`, count, 0.9, 0.004);
    expect(check([0.1, 0.15, ...good(8)])).toMatchObject({ status: 'warn', value: 2 });
    expect(check([0.1, 0.15, 0.12, 0.11, ...good(6)])).toMatchObject({ status: 'pass' });
  });

  test('an error that explodes is a collapse too', () => {
    expect(check([0.5, 0.52, 0.51, 0.49, 0.53, 44], RMSE)).toMatchObject({ status: 'warn' });
    expect(check([0.5, 0.52, 0.51, 0.49, 0.53, 0.6], RMSE)).toMatchObject({ status: 'pass' });
  });

  test('a run that is a little worse is none', () => {
    expect(check([0.88, ...normal('near', 5, 0.904, 0.002)])).toMatchObject({ status: 'pass' });
  });

  test('seldom alarms on scores of one law, however much they scatter', () => {
    const random = createRandom('collapse');
    const alarms = Array.from({ length: 400 }, () =>
      check(Array.from({ length: 6 }, () => randomNormal(random))),
    ).filter(({ status }) => status === 'warn');
    expect(alarms.length).toBeLessThanOrEqual(12);
  });

  test('says what the difference would be without the run', () => {
    const records = [
      ...runs('baseline', [0.9, 0.902, 0.901, 0.904, 0.9, 0.903]),
      ...runs('head', [0.91, 0.912, 0.1, 0.913, 0.911, 0.912]),
    ];
    const found = judgeOne(collapse, { records, metrics: [ACCURACY] }, {}, 'head');
    expect(found.evidence).toMatch(
      /^the others lie within 0\.3 points of each other; the difference of head is −12\.\d+ points \[.*\] with it, and would be \+0\.98 points \[.*\] without it$/,
    );
  });

  test('needs five runs', () => {
    expect(check([0.1, 0.9, 0.9, 0.9])).toMatchObject({ status: 'not-checked' });
  });
});
