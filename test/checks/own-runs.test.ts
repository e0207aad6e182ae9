/** The checks that train runs of their own, on records that are written here. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { analyseOnce } from '../../src/analysis/decide/analyse.ts';
import { checkOwnRuns, type OwnRunsRequest } from '../../src/checks/own-runs.ts';
import { parseConfig } from '../../src/config/file/load.ts';
import type { RunRecord } from '../../src/records/record.ts';
import { record } from './records.ts';

const CONFIG = `
trainer: { command: train }
params: { rate: 0.1 }
models: { variants: [{ name: head }] }
metrics: [{ name: accuracy, margin: 0.005 }]
vary: [init, order, data]
checks: { sensitivity: { rate: [0.5, 2] }, variance: { seeds: 4 } }`;

/** A spread that differs between arms, settings and seeds, at most 0.003. */
const noise = (...labels: number[]) =>
  0.003 * Math.sin(labels.reduce((sum, label) => 7.3 * sum + label, 0.7));

const run = (model: string, seed: number, accuracy: number, validation = accuracy): RunRecord =>
  record(model, seed, {
    fingerprint: createHash('sha256').update(`${model} ${seed} ${accuracy}`).digest('hex'),
    metrics: { test: { accuracy }, validation: { accuracy: validation } },
  });

const failed = (model: string, seed: number): RunRecord =>
  record(model, seed, { status: 'diverged', failure: 'loss is NaN', metrics: {} });

/** Runs of both arms at seeds 1 to n, the baseline at 0.8 + `level`. */
function arms(seeds: number, difference: number, level = 0, stream = 0): RunRecord[] {
  return Array.from({ length: seeds }, (_, index) => index + 1).flatMap((seed) => [
    run('baseline', seed, 0.8 + level + noise(seed, stream)),
    run('head', seed, 0.8 + level + difference + noise(seed, stream, 1)),
  ]);
}

function check(
  difference: number,
  settings: ReadonlyArray<readonly RunRecord[]>,
  more: Partial<OwnRunsRequest['own']> = {},
  seeds = 8,
) {
  const config = parseConfig(CONFIG, 'conclusive.yml');
  const records = arms(seeds, difference);
  const models = [{ name: 'baseline' }, { name: 'head' }];
  const own = {
    settings: settings.map((list, index) => ({
      parameter: 'rate',
      factor: [0.5, 2][index] ?? 3,
      records: list,
    })),
    cells: [],
    missing: null,
    ...more,
  };
  const { metrics } = config;
  const comparisons = analyseOnce({ experiment: 'test', variants: ['head'], metrics, alpha: 0.05 }, records);
  return checkOwnRuns({ config, metrics, models, records, comparisons, own });
}

const sensitivityOf = (...args: Parameters<typeof check>) => check(...args)[0];

describe('sensitivity', () => {
  test('an improvement that every setting leaves alone is not lost', () => {
    expect(sensitivityOf(0.05, [arms(3, 0.05, 0.01, 2), arms(3, 0.045, -0.01, 3)])).toMatchObject({
      id: 'sensitivity',
      model: 'head',
      status: 'pass',
      message: expect.stringMatching(
        /the verdict \(improvement\) is not lost at any of 2 settings; worst: at rate × 2 the difference in accuracy is 0\.04\d \[0\.0\d+, 0\.0\d+\] \(3 pairs\)/,
      ),
    });
  });

  test('an improvement that turns around is told with both intervals, and comes before one that only vanishes', () => {
    const found = sensitivityOf(0.05, [arms(3, 0.001, 0, 2), arms(3, -0.3, 0, 3)]);
    expect(found).toMatchObject({ status: 'warn', advice: expect.stringContaining('tune both arms alike') });
    expect(found?.message).toMatch(
      /^the improvement turns around: at rate × 2 the difference in accuracy is −0\.(29|30)\d \[−.*\] \(3 pairs\), against 0\.0\d+ \[.*\] as configured$/,
    );
    expect(found?.interval?.level).toBeCloseTo(1 - 0.05 / 2, 12);
  });

  test('an improvement that is gone warns, one that is only smaller does not', () => {
    expect(sensitivityOf(0.05, [arms(5, 0.05), arms(5, 0.0001, 0, 3)])).toMatchObject({
      status: 'warn',
      message: expect.stringContaining('the improvement is gone: at rate × 2'),
    });
    expect(sensitivityOf(0.05, [arms(5, 0.05), arms(5, 0.02, 0, 3)])?.status).toBe('pass');
  });

  test('a regression and an equivalence can be lost as well', () => {
    expect(sensitivityOf(-0.05, [arms(3, 0.2, 0, 2), arms(3, -0.05)])?.message).toMatch(
      /^the regression turns around: at rate × 0\.5/,
    );
    expect(sensitivityOf(0.0001, [arms(3, 0.2, 0, 2), arms(3, 0.0001)])?.message).toMatch(
      /^the equivalence is gone: at rate × 0\.5/,
    );
  });

  test('of two settings that lose the verdict the worse one is told', () => {
    expect(sensitivityOf(0.05, [arms(3, -0.01, 0, 2), arms(3, -0.4, 0, 3)])?.message).toMatch(
      /^the improvement turns around: at rate × 2 the difference in accuracy is −0\.(39|40)\d/,
    );
  });

  const failing = (model: string, seeds: readonly number[]) => (own: RunRecord) =>
    own.model === model && seeds.includes(own.seed) ? failed(model, own.seed) : own;

  test('a variant that fails wherever the baseline does not is fragile', () => {
    const fails = arms(3, 0.05).map(failing('head', [1, 2, 3]));
    expect(sensitivityOf(0.05, [arms(3, 0.05), fails])).toMatchObject({
      status: 'warn',
      message: 'every run of head fails at rate × 2; 0 of 3 of baseline and 3 of 3 of head failed',
    });
    const limit = arms(10, 0.05)
      .map(failing('head', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))
      .map(failing('baseline', [4]));
    expect(sensitivityOf(0.05, [limit])?.status).toBe('warn');
  });

  test.each([
    ['both arms fail alike', { head: [1, 2, 3], baseline: [1, 2, 3] }, '3 of 3 of baseline and 3 of 3'],
    [
      'the baseline fails now and then too',
      { head: [1, 2, 3], baseline: [3] },
      '1 of 3 of baseline and 3 of 3',
    ],
    ['one run of the variant is left', { head: [1, 2], baseline: [] }, '0 of 3 of baseline and 2 of 3'],
  ])('a setting without two pairs is never passed over: %s', (_, lost, words) => {
    const setting = arms(3, 0.05).map(failing('head', lost.head)).map(failing('baseline', lost.baseline));
    const found = sensitivityOf(0.05, [arms(3, 0.05), setting]);
    expect(found).toMatchObject({ status: 'not-checked', value: null });
    expect(found?.message).toContain(
      `rate × 2 left fewer than two pairs of finished runs: ${words} of head failed; of the others the worst: at rate × 0.5`,
    );
    expect(sensitivityOf(0.05, [setting, setting])?.status).toBe('not-checked');
    expect(sensitivityOf(0.05, [arms(3, -0.3, 0, 3), setting])?.status).toBe('warn');
  });

  test('runs that failed are told where the rest holds', () => {
    const setting = arms(3, 0.05, 0, 2).map(failing('head', [2]));
    expect(sensitivityOf(0.05, [arms(3, 0.05), setting])).toMatchObject({
      status: 'pass',
      message: expect.stringMatching(/; 1 of 12 runs failed$/),
    });
  });

  test.each([
    [
      'the same large loss',
      0.8,
      0.1,
      'turns around: at rate × 2 the difference in accuracy is −0.700 in every pair',
    ],
    [
      'one score for both arms',
      0.1,
      0.1,
      'is gone: at rate × 2 the difference in accuracy is 0.000 in every pair',
    ],
  ])('under every seed %s loses the improvement', (_, baseline, head, words) => {
    const flat = [1, 2, 3].flatMap((seed) => [run('baseline', seed, baseline), run('head', seed, head)]);
    expect(sensitivityOf(0.05, [arms(3, 0.05), flat])).toMatchObject({
      status: 'warn',
      interval: null,
      message: expect.stringContaining(`the improvement ${words}`),
    });
  });

  test('what was never decided cannot be lost, and does not pass', () => {
    const found = check(0.004, [arms(3, -0.4, 0, 2)], {}, 2);
    expect(found.map(({ id, status, message }) => [id, status, message])).toEqual(
      ['sensitivity', 'tuning-budget'].map((id) => [
        id,
        'not-checked',
        'no primary comparison of head was decided, so there is no verdict to lose',
      ]),
    );
  });

  test('numbers as large as a double can be are not checked', () => {
    const huge = [1, 2, 3].flatMap((seed) => [
      run('baseline', seed, 1.7e308 / seed),
      run('head', seed, -1.7e308 / seed),
    ]);
    expect(sensitivityOf(0.05, [huge])).toMatchObject({
      status: 'not-checked',
      message: 'the numbers are too large to compute with',
    });
  });
});

describe('tuning budget', () => {
  const budgetOf = (...args: Parameters<typeof check>) => check(...args)[1];
  /** A setting under which the baseline gains as much as the variant loses. */
  const reversed = (seeds: number) =>
    arms(seeds, 0, 0.05, 4).map((own) => (own.model === 'head' ? run('head', own.seed, 0.7) : own));

  test('an improvement that the baseline reaches with the same search is a matter of tuning', () => {
    expect(budgetOf(0.05, [reversed(4)])).toMatchObject({
      id: 'tuning-budget',
      status: 'warn',
      message: expect.stringMatching(
        /^where both arms have the best of the same 2 settings the difference in accuracy is −?0\.00\d \[.*\], with one of them at random −0\.05\d \[.*\]; expected of the best of 1, 2: baseline 0\.82\d*, 0\.8\d*, variant 0\.77\d*, 0\.8\d*; as configured it is 0\.0/,
      ),
      advice: expect.stringContaining('give the baseline the same search'),
    });
  });

  test('arms that have one and the same run as their best are equal without a test', () => {
    const nominal = arms(3, 0.05);
    const same = nominal
      .filter(({ model }) => model === 'head')
      .flatMap((own) => [{ ...own, model: 'baseline' }, run('head', own.seed, 0.7)]);
    expect(budgetOf(0.05, [same])).toMatchObject({ status: 'warn', value: 0 });
  });

  test('an improvement at every setting is none', () => {
    expect(budgetOf(0.05, [arms(4, 0.05, -0.1, 2), arms(4, 0.05, -0.05, 3)])?.status).toBe('pass');
  });

  test('the best is chosen on validation, and worth what it reaches on test', () => {
    const lucky = arms(4, 0.05, 0, 2).map((own) =>
      own.model === 'baseline' ? run('baseline', own.seed, 0.99, 0.1) : own,
    );
    expect(budgetOf(0.05, [lucky])?.status).toBe('pass');
    const blind = lucky.map(({ metrics: { test: values }, ...own }) => ({
      ...own,
      metrics: values === undefined ? {} : { test: values },
    }));
    expect(budgetOf(0.05, [blind])?.status).toBe('warn');
  });

  test('seeds that the comparison does not have are left out; with fewer than two nothing is said', () => {
    const late = arms(12, 0.05).filter(({ seed }) => seed > 7);
    expect(budgetOf(0.05, [late])).toMatchObject({ status: 'not-checked' });
  });
});

describe('variance by source', () => {
  const sides = [0, 1, 2, 3];
  const cells = (value: (levels: readonly number[], model: number) => RunRecord['metrics'] | null) =>
    sides.flatMap((row) =>
      sides.map((column) => {
        const levels = [row, column, (row + column) % 4];
        const records = ['baseline', 'head'].map((name, model) => {
          const metrics = value(levels, model);
          return metrics === null ? failed(name, row + 1) : record(name, row + 1, { metrics });
        });
        return { levels, records };
      }),
    );
  const scored =
    (value: (levels: readonly number[], model: number) => number) =>
    (levels: readonly number[], model: number) => ({ test: { accuracy: value(levels, model) } });
  const sourcesOf = (...args: Parameters<typeof cells>) => check(0.05, [], { cells: cells(...args) });

  test('names the source that dominates, of the scores and of the differences', () => {
    const [baseline, head] = sourcesOf(
      scored(([init = 0, order = 0, data = 0], model) => {
        const own = noise(init, order, data, model) / 100;
        return 0.8 + (model === 1 ? 0.03 * Math.sin(9 * init) : 0.05 * Math.sin(3 * data)) + own;
      }),
    );
    expect(baseline).toMatchObject({ id: 'variance-sources', model: 'baseline', status: 'warn' });
    expect(baseline?.message).toMatch(
      /^accuracy has a standard deviation of 0\.0\d+ between runs; of its variance: initial weights 0 % .*training data 100 % \[\d+ %, 100 %\]/,
    );
    expect(baseline?.advice).toMatch(/more or cleaner training data/);
    expect(head?.message).toMatch(/^the difference in accuracy has .*initial weights \d+ %/);
  });

  test('sources of equal weight do not dominate', () => {
    const [baseline] = sourcesOf(scored((levels, model) => 0.8 + noise(...levels, model)));
    expect(baseline?.status).toBe('pass');
  });

  test('a program that reads one seed only is found out', () => {
    const [baseline] = sourcesOf(scored(([init = 0], model) => 0.8 + noise(init, model)));
    expect(baseline).toMatchObject({
      status: 'not-checked',
      message: 'the runs follow the seed of the initial weights alone, so the sources cannot be told apart',
      advice: expect.stringContaining('CONCLUSIVE_SEED_ORDER'),
    });
  });

  test('a run that failed leaves a hole in the design', () => {
    const [baseline] = sourcesOf((levels) =>
      levels[0] === 1 && levels[1] === 2 ? null : { test: { accuracy: 0.8 + noise(...levels) } },
    );
    expect(baseline).toMatchObject({
      status: 'not-checked',
      message: '1 of 16 cells of the crossed design have a run that failed',
    });
  });
});

test('checks whose runs were not trained say why', () => {
  const found = check(0.05, [], { missing: 'the comparison is broken, so nothing more was trained' });
  expect(found.map(({ id, status, message }) => [id, status, message.slice(0, 24)])).toEqual([
    ['sensitivity', 'not-checked', 'the comparison is broken'],
    ['tuning-budget', 'not-checked', 'the comparison is broken'],
    ['variance-sources', 'not-checked', 'the comparison is broken'],
  ]);
});
