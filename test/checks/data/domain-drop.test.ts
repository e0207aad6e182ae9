import { describe, expect } from 'vitest';
import { domainDrop } from '../../../src/checks/data/domain-drop.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { ACCURACY, cases, judgeOne } from '../judge.ts';
import { record, seedsTo } from '../records.ts';

function runs(model: string, inDomain: number, shifted: number | null) {
  const random = createRandom('domain-drop', model);
  return seedsTo(5).map((seed) =>
    record(model, seed, {
      metrics: {
        test: { accuracy: inDomain + 0.01 * randomNormal(random) },
        ...(shifted === null ? {} : { shifted: { accuracy: shifted + 0.01 * randomNormal(random) } }),
      },
    }),
  );
}
const check = (inDomain: number, shifted: number | null) =>
  judgeOne(domainDrop, {
    records: [...runs('baseline', 0.9, 0.8), ...runs('head', inDomain, shifted)],
    metrics: [{ ...ACCURACY, margin: 0.005 }],
  });

describe('domain/drop', () =>
  cases([
    [
      'a lead in-domain that is lost in another domain',
      check(0.95, 0.75),
      {
        status: 'warn',
        model: 'head',
        threshold: 0,
        value: expect.closeTo(0.1, 1),
        message:
          /^accuracy drops by 0\.\d+ from the test to the shifted split, the baseline's by 0\.\d+; difference 0\.\d+ \[/,
      },
    ],
    [
      'a lead on the shifted split too',
      check(0.98, 0.85),
      {
        status: 'pass',
        advice: null,
        value: expect.closeTo(0.03, 1),
        message:
          /; its lead is 0\.0\d+ \[0\.0\d+, 0\.\d+\] on the test split and 0\.0\d+ \[0\.0\d+, 0\.\d+\] on the shifted one, so it still leads, but by less$/,
      },
    ],
    ['a similar lead', check(0.95, 0.89), { message: /on the shifted one$/ }],
    [
      'no lead on the shifted split',
      check(0.95, 0.8),
      { status: 'warn', message: /No lead is left there$/, advice: /^do not claim the gain / },
    ],
    [
      'a loss on the shifted split',
      check(0.95, 0.7),
      { status: 'warn', advice: /^find what it loses on the shifted split/ },
    ],
    ['equal drops', check(0.95, 0.85), 'pass'],
    ['a smaller drop', check(0.9, 0.88), 'pass'],
    [
      'no shifted split',
      check(0.9, null),
      { status: 'not-checked', value: null, message: 'no run was measured on a shifted split' },
    ],
  ]));
