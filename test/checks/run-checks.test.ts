import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Check } from '../../src/checks/check.ts';
import { defineCheck } from '../../src/checks/define-check.ts';
import type { Gathered } from '../../src/checks/evidence.ts';
import { defineExtraRuns } from '../../src/checks/extra-runs.ts';
import { CHECKS } from '../../src/checks/registry.ts';
import { ignoreCheck, runChecks } from '../../src/checks/run-checks.ts';
import { eachVariant } from '../../src/checks/subjects.ts';
import { StatisticsError } from '../../src/stats/error.ts';
import { parseConfig } from '../support/parse-config.ts';
import { ACCURACY, judge, named } from './judge.ts';
import { bothArms, record } from './records.ts';

const judgeAll = (known: Partial<Gathered>) =>
  CHECKS.flatMap((check) =>
    judge(check, { metrics: [ACCURACY], comparisons: [], evaluationDigests: [], ...known }),
  );

test('where a check cannot be made for any model, one row says so for all', () => {
  const models = named('baseline', 'head', 'other');
  const records = models.flatMap(({ name }) => [1, 2].map((seed) => record(name, seed)));
  const found = judgeAll({ models, records });
  const rows = (id: string) => found.filter((one) => one.id === id);
  expect(rows('overfitting/gap')).toMatchObject([{ status: 'not-checked', model: null }]);
  expect(rows('overfitting/against-baseline')).toMatchObject([{ status: 'not-checked', model: null }]);
  expect(rows('failed-runs').map(({ model }) => model)).toEqual(['baseline', 'head', 'other']);
});

test('numbers as large as a double can be are not checked, and do not stop the rest', () => {
  const losses = [1e308, -1e308, 1.7e308];
  const records = bothArms(3, (seed, arm) => ({
    metrics: {
      test: { accuracy: 0.8 + seed / 1000 },
      shifted: { accuracy: arm === 1 ? 1.7e308 / seed : 0.7 + seed / 500 },
    },
    curves: losses.map((loss, epoch) => ({
      epoch,
      train: { loss: -loss },
      validation: { loss: loss / seed },
    })),
  }));
  const found = judgeAll({ records });
  for (const id of ['overfitting/gap', 'domain/drop'])
    expect(found.find((check) => check.id === id)).toMatchObject({
      status: 'not-checked',
      message: 'the numbers are too large for the computation',
    });
});

const EXTRA_RUNS = defineExtraRuns({
  options: {},
  isRepeat: false,
  plan: () => ({ groups: [] }),
  isWorthwhile: () => true,
});
const CHECK = {
  id: 'weather',
  title: 'does it rain?',
  options: { leakage: z.number() },
  needs: ['records'],
  of: eachVariant,
} as const;

test('what no statistic is defined for is told in the words of the statistic', () => {
  const check = defineCheck({
    ...CHECK,
    judge() {
      throw new StatisticsError('pairedT requires at least two pairs, but there is one');
    },
  });
  expect(judge(check, { records: [] })).toMatchObject([
    {
      model: 'head',
      status: 'not-checked',
      message: 'pairedT requires at least two pairs, but there is one',
    },
  ]);
});

test('a mistake in the program is no finding', () => {
  const check = defineCheck({
    ...CHECK,
    judge() {
      throw new TypeError('undefined is not a function');
    },
  });
  expect(() => judge(check, { records: [] })).toThrow(TypeError);
});

test('a check gets its own options, and is not judged without what it needs', () => {
  const check = defineCheck({
    ...CHECK,
    judge: (_, { records }, { leakage }) => ({
      status: 'pass',
      value: leakage,
      threshold: records.length,
      interval: null,
      message: '',
      advice: null,
    }),
  });
  expect(judge(check, { records: [] }, { leakage: 0.5 })).toMatchObject([{ value: 0.5, threshold: 0 }]);
  expect(judge(check, {})).toEqual([]);
});

test('checks whose runs were not trained say why, and are no row where none were asked for', () => {
  const check = defineCheck({
    ...CHECK,
    extraRuns: EXTRA_RUNS,
    judge: () => {
      throw new Error('unreachable');
    },
  });
  const untrained = 'the comparison is invalid, so no more runs were trained';
  expect(judge(check, { records: [], extraRuns: new Map([[EXTRA_RUNS, { untrained }]]) })).toMatchObject([
    { id: 'weather', model: null, status: 'not-checked', message: untrained },
  ]);
  expect(judge(check, { records: [], extraRuns: new Map() })).toEqual([]);
});

test('every check that trains runs of its own says why they were not trained', () => {
  const untrained = 'the comparison is invalid, so no more runs were trained';
  const retraining = CHECKS.filter(({ extraRuns }) => extraRuns?.isRepeat === false);
  const found = retraining.flatMap((check) =>
    judge(check, {
      records: [],
      comparisons: [],
      extraRuns: new Map([[check.extraRuns as NonNullable<typeof check.extraRuns>, { untrained }]]),
    }),
  );
  expect(found.map(({ id, status, message }) => [id, status, message])).toEqual([
    ['reference', 'not-checked', untrained],
    ['sensitivity', 'not-checked', untrained],
    ['tuning-budget', 'not-checked', untrained],
    ['variance-sources', 'not-checked', untrained],
  ]);
});

test.each([
  [['overfitting'], 'overfitting'],
  [['seed-effect'], 'seed-effect'],
])('with only %j no other check is made, but for those that make a comparison invalid', (only, kept) => {
  const known = { records: [], comparisons: [] } as never;
  const made = (section: object) => {
    const checks = CHECKS.map((check) => ({
      ...check,
      rows: () => [{ model: null, judge: () => ({ status: 'pass', message: '' }) }] as never,
    }));
    return runChecks(checks, known, { ignore: [], ...section }).map(({ id }) => id);
  };
  expect(made({})).toHaveLength(CHECKS.length);
  const expected = CHECKS.filter(
    ({ id, invalidates }) => invalidates || id === kept || id.startsWith(`${kept}/`),
  );
  expect(made({ only })).toEqual(expected.map(({ id }) => id));
  expect(expected.length).toBeLessThan(CHECKS.length);
});

test('a check that only names wrongly is told with the nearest one', () => {
  const config = (only: string) => `trainer: { command: x }
models: { variants: [{ name: a, params: { a: 1 } }] }
metrics: [{ name: accuracy }]
checks: { only: [${only}] }`;
  expect(parseConfig(config('leakage, overfitting/gap'), 'c.yml').checks.only).toEqual([
    'leakage',
    'overfitting/gap',
  ]);
  expect(() => parseConfig(config('overfiting'), 'c.yml')).toThrow('did you mean "overfitting"?');
});

const CONFIG = `trainer: { command: train }
models: { variants: [{ name: head, params: { x: 1 } }, { name: other, params: { x: 2 } }] }
metrics: [{ name: accuracy }]`;

const check = (status: Check['status'], model: string | null = 'head'): Check => ({
  id: 'overfitting/gap',
  model,
  status,
  value: 1,
  threshold: 0,
  interval: null,
  message: 'wide',
  advice: 'stop',
});

describe('checks.ignore', () => {
  const ignored = (...entries: readonly string[]) =>
    parseConfig(`${CONFIG}\nchecks: { ignore: [${entries.join(', ')}] }`, 'c.yml').checks.ignore;

  test('takes the alarm out of a check and keeps what it found, with the reason', () => {
    const list = ignored('{ check: overfitting/gap, reason: small data }');
    expect([check('warn'), check('fail')].map((one) => ignoreCheck(one, list))).toEqual([
      { ...check('warn'), status: 'ignored', message: 'wide (ignored: small data)', advice: null },
      { ...check('fail'), status: 'ignored', message: 'wide (ignored: small data)', advice: null },
    ]);
  });

  test('leaves alone what passes, what could not be checked, and other models', () => {
    const list = ignored('{ check: overfitting/gap, model: baseline, reason: small data }');
    const checks = [check('warn'), check('pass', 'baseline'), check('not-checked', 'baseline')];
    expect(checks.map((one) => ignoreCheck(one, list))).toEqual(checks);
    expect(ignoreCheck(check('warn', 'baseline'), list).status).toBe('ignored');
  });

  test('an unknown name is refused with the nearest one, and a reason is a must', () => {
    expect(() => ignored('{ check: overfiting/gap, reason: x }')).toThrow('did you mean "overfitting/gap"?');
    expect(() => ignored('{ check: overfitting/gap }')).toThrow('reason: is missing');
  });
});
