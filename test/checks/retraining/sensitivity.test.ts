import { describe, expect } from 'vitest';
import type { Check } from '../../../src/checks/check.ts';
import { sensitivity } from '../../../src/checks/retraining/sensitivity.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { cases } from '../judge.ts';
import { bothArms } from '../records.ts';
import { arms, atSettings, failed, judgeTrained, run, UNDECIDED } from './trained.ts';

const judged = (difference: number, settings: ReadonlyArray<readonly RunRecord[]>, seeds?: number) =>
  judgeTrained(sensitivity, difference, atSettings(settings), seeds)[0] as Check;

const holds = arms(3, 0.05);
/** 0.9 against 0.1, 0.9 and 0.13: the mean is far below zero, its interval reaches above. */
const broken = arms(3, 0.05, 0, 2).map((own) =>
  own.model === 'head' && own.seed !== 2 ? run('head', own.seed, 0.1 + 0.015 * (own.seed - 1)) : own,
);
const ALL = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/** A setting at which runs of these seeds fail. */
const failing = (head: readonly number[], baseline: readonly number[] = [], runs = arms(3, 0.05)) =>
  runs.map((own) =>
    (own.model === 'head' ? head : baseline).includes(own.seed) ? failed(own.model, own.seed) : own,
  );
const flat = (baseline: number, head: number) =>
  bothArms(3, () => ({})).map(({ model, seed }) => run(model, seed, model === 'head' ? head : baseline));
const huge = bothArms(3, () => ({})).map(({ model, seed }) =>
  run(model, seed, (model === 'head' ? -1.7e308 : 1.7e308) / seed),
);
const few = (words: string) => ({
  status: 'not-checked',
  value: null,
  message: new RegExp(
    `rate × 2 gave fewer than two pairs of finished runs: ${words} of head failed; of the others the worst: at rate × 0.5`,
  ),
});

describe('sensitivity', () =>
  cases([
    [
      'an improvement at every setting',
      judged(0.05, [arms(3, 0.05, 0.01, 2), arms(3, 0.045, -0.01, 3)]),
      {
        id: 'sensitivity',
        model: 'head',
        status: 'pass',
        message:
          /the verdict \(improvement\) is not lost at any of 2 settings; worst: at rate × 2 the difference in accuracy is 0\.04\d \[0\.0\d+, 0\.0\d+\] \(3 pairs\)/,
      },
    ],
    [
      'one that turns, before one that vanishes',
      judged(0.05, [arms(3, 0.001, 0, 2), arms(3, -0.3, 0, 3)]),
      {
        status: 'warn',
        advice: /tune both arms equally/,
        message: 'the improvement changes sign at rate × 2',
        evidence:
          /^at rate × 2 the difference in accuracy is −0\.(29|30)\d \[−.*\] \(3 pairs\), against 0\.0\d+ \[.*\] as configured$/,
        interval: { level: expect.closeTo(1 - 0.05 / 2, 12) },
      },
    ],
    [
      'one that vanishes',
      judged(0.05, [arms(5, 0.05), arms(5, 0.0001, 0, 3)]),
      'warn',
      /the improvement is gone at rate × 2/,
    ],
    ['one that is only smaller', judged(0.05, [arms(5, 0.05), arms(5, 0.02, 0, 3)]), 'pass'],
    [
      'runs that break down and vary widely',
      judged(0.05, [holds, broken]),
      {
        status: 'warn',
        message: 'the improvement breaks down at rate × 2',
        interval: { high: expect.toSatisfy((high) => high > 0) },
      },
    ],
    [
      'the same for an equivalence',
      judged(0.0001, [arms(3, 0.0001), broken]),
      { message: /^the equivalence breaks down/ },
    ],
    [
      'a regression that turns',
      judged(-0.05, [arms(3, 0.2, 0, 2), arms(3, -0.05)]),
      { message: /the regression changes sign at rate × 0\.5/ },
    ],
    [
      'an equivalence that vanishes',
      judged(0.0001, [arms(3, 0.2, 0, 2), arms(3, 0.0001)]),
      { message: /the equivalence is gone at rate × 0\.5/ },
    ],
    [
      'the worse of two losses',
      judged(0.05, [arms(3, -0.01, 0, 2), arms(3, -0.4, 0, 3)]),
      { evidence: /^at rate × 2 the difference in accuracy is −0\.(39|4)/ },
    ],
    [
      'a variant that fails where the baseline does not',
      judged(0.05, [holds, failing([1, 2, 3])]),
      'warn',
      'every run of head fails at rate × 2; 0 of 3 of baseline and 3 of 3 of head failed',
    ],
    [
      'a variant that fails where the baseline fails once in ten',
      judged(0.05, [failing(ALL, [4], arms(10, 0.05))]),
      'warn',
    ],
    [
      'failures of both arms',
      judged(0.05, [holds, failing([1, 2, 3], [1, 2, 3])]),
      few('3 of 3 of baseline and 3 of 3'),
    ],
    [
      'a baseline that fails too',
      judged(0.05, [holds, failing([1, 2, 3], [3])]),
      few('1 of 3 of baseline and 3 of 3'),
    ],
    ['one finished pair', judged(0.05, [holds, failing([1, 2])]), few('0 of 3 of baseline and 2 of 3')],
    ['one finished pair at each setting', judged(0.05, [failing([1, 2]), failing([1, 2])]), 'not-checked'],
    ['a loss beside it', judged(0.05, [arms(3, -0.3, 0, 3), failing([1, 2])]), 'warn'],
    [
      'failed runs beside a verdict that holds',
      judged(0.05, [holds, failing([2], [], arms(3, 0.05, 0, 2))]),
      'pass',
      /; 1 of 12 runs failed$/,
    ],
    [
      'the same large loss with every seed',
      judged(0.05, [holds, flat(0.8, 0.1)]),
      {
        status: 'warn',
        interval: null,
        message: /the improvement changes sign/,
        evidence: /at rate × 2 the difference in accuracy is −0\.7/,
      },
    ],
    [
      'one score for both arms',
      judged(0.05, [holds, flat(0.1, 0.1)]),
      {
        status: 'warn',
        interval: null,
        message: /the improvement is gone/,
        evidence: /at rate × 2 the difference in accuracy is 0/,
      },
    ],
    ['no decided comparison', judged(0.004, [arms(3, -0.4, 0, 2)], 2), UNDECIDED],
    [
      'numbers as large as a double',
      judged(0.05, [huge]),
      'not-checked',
      'the numbers are too large for the computation',
    ],
  ]));
