import { describe, expect, test } from 'vitest';
import { collapse } from '../../../src/checks/instability/collapse.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { ACCURACY, cases, judgeOne, named } from '../judge.ts';
import { normalValues, scored } from '../records.ts';

const RMSE = { ...ACCURACY, name: 'rmse', direction: 'minimize', unit: 'none' } as const;

const check = (values: readonly number[], metric: typeof ACCURACY = ACCURACY) =>
  judgeOne(collapse, {
    records: scored('head', values, metric.name),
    models: named('head'),
    metrics: [metric],
  });
const oneOf = (count: number) => check([0.098, ...normalValues(`good ${count}`, count - 1, 0.904, 0.004)]);
const collapsed = (count: number) => ({
  status: 'warn',
  value: 1,
  message: new RegExp(
    `^1 of ${count} runs collapsed: accuracy 9\\.8 % under seed \\d+, 90\\.\\d % in the others\\.`,
  ),
  advice: /do not leave the run out/,
});
const good = (count: number) => normalValues(`of ten ${count}`, count, 0.9, 0.004);
const bothArms = judgeOne(
  collapse,
  {
    records: [
      ...scored('baseline', [0.9, 0.902, 0.901, 0.904, 0.9, 0.903]),
      ...scored('head', [0.91, 0.912, 0.1, 0.913, 0.911, 0.912]),
    ],
    metrics: [ACCURACY],
  },
  {},
  'head',
);

describe('instability/collapse', () => {
  cases([
    ['one of 6 runs', oneOf(6), collapsed(6)],
    ['one of 25 runs', oneOf(25), collapsed(25)],
    ['two of ten', check([0.1, 0.15, ...good(8)]), { status: 'warn', value: 2 }],
    ['four of ten, which are a group', check([0.1, 0.15, 0.12, 0.11, ...good(6)]), 'pass'],
    ['an error that explodes', check([0.5, 0.52, 0.51, 0.49, 0.53, 44], RMSE), 'warn'],
    ['a slightly larger error', check([0.5, 0.52, 0.51, 0.49, 0.53, 0.6], RMSE), 'pass'],
    ['a slightly worse run', check([0.88, ...normalValues('near', 5, 0.904, 0.002)]), 'pass'],
    [
      'the difference without the run',
      bothArms,
      {
        evidence:
          /^the others lie within 0\.3 points of each other; the difference of head is −12\.\d+ points \[.*\] with it, and would be \+0\.98 points \[.*\] without it$/,
      },
    ],
    ['four runs', check([0.1, 0.9, 0.9, 0.9]), 'not-checked'],
  ]);

  test('seldom alarms on scores of one distribution, however much they vary', () => {
    const random = createRandom('collapse');
    const alarms = Array.from({ length: 400 }, () =>
      check(Array.from({ length: 6 }, () => randomNormal(random))),
    ).filter(({ status }) => status === 'warn');
    expect(alarms.length).toBeLessThanOrEqual(12);
  });
});
