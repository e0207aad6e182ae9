import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createSplitReader } from '../../../src/analysis/examples/run-predictions.ts';
import {
  type TestSetChance,
  type TestSetChanceRequest,
  testSetChance,
} from '../../../src/analysis/examples/test-set-chance.ts';
import { scorePredictions } from '../../../src/records/metrics/score.ts';
import { readPredictions } from '../../../src/records/readers/predictions/predictions.ts';
import { RUN_SCHEMA, type RunRecord } from '../../../src/records/record.ts';
import { openRunStore } from '../../../src/records/store/store.ts';
import { createRandom, randomInteger } from '../../../src/stats/random.ts';
import { temporaryFolder } from '../../support/temporary.ts';

interface Row {
  readonly id: string;
  readonly label: number;
  readonly prediction?: number;
  readonly probabilities?: readonly number[];
}

interface Run {
  readonly model: string;
  readonly seed: number;
  /** Null: the run keeps no predictions. */
  readonly rows: readonly Row[] | null;
  readonly metrics?: RunRecord['metrics'];
}

/** Saves the runs in a real store, scored as training does it. */
async function keep(runs: readonly Run[]) {
  const directory = await temporaryFolder();
  const store = await openRunStore(join(directory, 'store'), () => {});
  const records: RunRecord[] = [];
  for (const [index, { model, seed, rows, metrics }] of runs.entries()) {
    const path = join(directory, `${index}.jsonl`);
    if (rows !== null) await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const scores =
      rows === null ? {} : Object.fromEntries(scorePredictions(await readPredictions(path), []).metrics);
    const record = {
      schema: RUN_SCHEMA as typeof RUN_SCHEMA,
      fingerprint: index.toString(16).padStart(64, '0'),
      model,
      seed,
      params: {},
      commit: null,
      status: 'ok' as const,
      failure: null,
      divergedBy: null,
      curves: [],
      metrics: { ...scores, ...metrics },
      slices: {},
      parameters: null,
      environment: {},
      cost: { wallSeconds: 1, cpuSeconds: null, peakMemoryBytes: null },
    };
    records.push(await store.save(record, rows === null ? undefined : path));
  }
  return { store, records };
}

/** Examples of three classes, easy and hard, and models that are right about them with a chance that a seed moves. */
function predict(model: string, seed: number, skill: number, examples = 120): Row[] {
  const labels = createRandom('labels');
  const random = createRandom('predictions', model, seed);
  const own = skill + 0.1 * (random() - 0.5);
  return Array.from({ length: examples }, (_, example) => {
    const label = randomInteger(labels, 3);
    const ease = labels();
    const raw = [0, 1, 2].map((k) => 0.2 + random() + (k === label && random() < ease + own ? 1.5 : 0));
    const sum = raw.reduce((a, b) => a + b);
    return { id: `e${example}`, label, probabilities: raw.map((part) => part / sum) };
  });
}

const runsOf = (model: string, seeds: readonly number[], skill: number): Run[] =>
  seeds.map((seed) => ({ model, seed, rows: predict(model, seed, skill) }));

async function ask(runs: readonly Run[], more: Partial<TestSetChanceRequest> = {}) {
  const { store, records } = await keep(runs);
  const metric = { name: 'accuracy', direction: 'maximize' } as const;
  const predictions = createSplitReader(store.predictionsOf, 'test');
  const request = {
    experiment: 'e',
    variant: 'head',
    metric,
    alpha: 0.05,
    records,
    split: 'test',
    predictions,
  } as const;
  return testSetChance({ ...request, ...more });
}

async function numbers(...args: Parameters<typeof ask>): Promise<TestSetChance> {
  const chance = await ask(...args);
  if (chance.difference === null) throw new Error(chance.reason);
  return chance;
}

const SEEDS = [1, 2, 3, 4, 5];
const RUNS = [...runsOf('baseline', SEEDS, 0), ...runsOf('head', SEEDS, 0.15)];

describe('runs that kept their predictions', () => {
  test('give an interval, a p-value and the shares of both sources', async () => {
    const chance = await numbers(RUNS);
    expect(chance).toMatchObject({ pairing: 'seed', seeds: 5, examples: 120, resamples: 10_000 });
    const { interval, difference, shares, pValue, standardErrors } = chance;
    expect(interval).toMatchObject({ level: 0.95, method: 'multi-bootstrap' });
    expect(interval.low).toBeLessThan(difference);
    expect(interval.high).toBeGreaterThan(difference);
    expect(pValue).toBeGreaterThan(0);
    expect((shares?.seeds ?? 0) + (shares?.examples ?? 0) + (shares?.interaction ?? 0)).toBeCloseTo(1, 12);
    expect(standardErrors.total).toBeGreaterThan(standardErrors.withTwiceTheExamples);
    expect(chance.advice).toMatch(/standard error from 0\.0\d+ to 0\.0\d+/);
  });

  test('give the difference that the records report, on every metric', async () => {
    const { store, records } = await keep(RUNS);
    const predictions = createSplitReader(store.predictionsOf, 'test');
    for (const name of [
      'accuracy',
      'macro_f1',
      'weighted_f1',
      'balanced_accuracy',
      'mcc',
      'log_loss',
      'ece',
    ]) {
      const direction = name === 'log_loss' || name === 'ece' ? 'minimize' : 'maximize';
      const chance = await testSetChance({
        experiment: 'e',
        variant: 'head',
        metric: { name, direction },
        alpha: 0.05,
        records,
        split: 'test',
        predictions,
      });
      const meanOf = (model: string) =>
        records
          .filter((record) => record.model === model)
          .reduce((sum, { metrics }) => sum + (metrics.test?.[name] ?? 0), 0) / 5;
      const sign = direction === 'maximize' ? 1 : -1;
      expect(chance.difference).toBeCloseTo(sign * (meanOf('head') - meanOf('baseline')), 12);
    }
  });

  test('are matched by id, in whatever order they were written', async () => {
    const reversed = RUNS.map((run) => ({
      ...run,
      rows: run.seed % 2 === 0 ? run.rows : (run.rows ?? []).toReversed(),
    }));
    // The first run read decides the order, so it is left as it is.
    const runs = [RUNS[0] as Run, ...reversed.slice(1)];
    expect(await numbers(runs)).toEqual(await numbers(RUNS));
  });

  test('are turned so that positive is better', async () => {
    const better = await numbers(RUNS, { metric: { name: 'log_loss', direction: 'minimize' } });
    const worse = await numbers(RUNS, { metric: { name: 'log_loss', direction: 'maximize' } });
    expect(better.difference).toBe(-worse.difference);
    expect(better.interval.low).toBe(-worse.interval.high);
    expect(better.pValue).toBe(worse.pValue);
  });

  test('count for as many pairs as there are, and without shared seeds for both arms', async () => {
    const some = [...runsOf('baseline', [1, 2, 3, 4], 0), ...runsOf('head', [2, 3, 4, 9], 0.1)];
    expect(await numbers(some)).toMatchObject({ pairing: 'seed', seeds: 3 });
    const none = [...runsOf('baseline', [1, 2, 3, 4], 0), ...runsOf('head', [7, 8, 9], 0.1)];
    expect(await numbers(none)).toMatchObject({ pairing: 'none', seeds: 3 });
  });

  test('give the same numbers whatever else is compared, and others for another variant', async () => {
    const both = [...RUNS, ...runsOf('wide', SEEDS, 0.15)];
    expect(await numbers(both)).toEqual(await numbers(RUNS));
    expect((await numbers(both, { variant: 'wide' })).variant).toBe('wide');
  });

  test('say so where both models answer alike', async () => {
    const alike = [
      ...runsOf('baseline', SEEDS, 0),
      ...runsOf('baseline', SEEDS, 0).map((run) => ({ ...run, model: 'head' })),
    ];
    const chance = await numbers(alike);
    expect(chance).toMatchObject({ difference: 0, pValue: 1, shares: null });
    expect(chance.advice).toMatch(/answer alike/);
  });
});

describe('gives a reason and no numbers', () => {
  const change = (index: number, change: (run: Run) => Run) =>
    RUNS.map((run, place) => (place === index ? change(run) : run));
  const rowsOf = (run: Run, map: (row: Row, index: number) => Row | null) => ({
    ...run,
    rows: (run.rows ?? []).flatMap((row, index) => map(row, index) ?? []),
  });
  const bare = { test: { accuracy: 0.5 } };

  test.each([
    [
      'a run without predictions',
      change(6, (run) => ({ ...run, rows: null, metrics: bare })),
      'head under seed 2 has kept no predictions',
    ],
    [
      'another number of examples',
      change(3, (run) => rowsOf(run, (row, i) => (i === 7 ? null : row))),
      'baseline under seed 4 has predicted 119 examples, baseline under seed 1 120',
    ],
    [
      'another example',
      change(8, (run) => rowsOf(run, (row, i) => (i === 7 ? { ...row, id: 'new' } : row))),
      'head under seed 4 has not predicted the example "e7" of baseline under seed 1',
    ],
    [
      'another label',
      change(8, (run) => rowsOf(run, (row, i) => (i === 7 ? { ...row, label: (row.label + 1) % 3 } : row))),
      'another label than baseline under seed 1 for the example "e7"',
    ],
    [
      'an id that is there twice',
      change(8, (run) => rowsOf(run, (row, i) => (i === 7 ? { ...row, id: 'e8' } : row))),
      'two examples with the same id',
    ],
    [
      'a metric that is reported otherwise',
      change(8, (run) => ({ ...run, metrics: bare })),
      'report another accuracy than their predictions give',
    ],
    ['a single pair', [RUNS[0] as Run, RUNS[5] as Run], 'at least two seed pairs'],
  ])('for %s', async (_what, runs, reason) => {
    const chance = await ask(runs);
    expect(chance).toMatchObject({ variant: 'head', metric: 'accuracy', difference: null });
    expect(chance.difference === null && chance.reason).toContain(reason);
  });

  test('for a metric that only the run knows', async () => {
    const runs = RUNS.map((run) => ({ ...run, metrics: { test: { loss: 1 } } }));
    const chance = await ask(runs, { metric: { name: 'loss', direction: 'minimize' } });
    expect(chance).toMatchObject({
      difference: null,
      reason: expect.stringContaining('not computed from predictions'),
    });
  });

  test('for predictions of another split', async () => {
    const { store, records } = await keep(RUNS);
    const chance = await testSetChance({
      experiment: 'e',
      variant: 'head',
      metric: { name: 'accuracy', direction: 'maximize' },
      alpha: 0.05,
      records: records.map((record) => ({ ...record, metrics: { validation: record.metrics.test ?? {} } })),
      split: 'validation',
      predictions: createSplitReader(store.predictionsOf, 'validation'),
    });
    expect(chance).toMatchObject({
      difference: null,
      reason: expect.stringContaining('no predictions of the validation split'),
    });
  });
});
