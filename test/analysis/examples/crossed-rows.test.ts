import { describe, expect, test } from 'vitest';
import type { createCrossedRows } from '../../../src/analysis/examples/crossed-rows.ts';
import { findClusters, sumByCluster } from '../../../src/stats/crossed/clusters.ts';
import { contributionsOf, subtractRows } from '../../../src/stats/crossed/contributions.ts';
import { crossedEstimate } from '../../../src/stats/crossed/crossed-test.ts';
import { CrossedTable } from '../../../src/stats/crossed/layout.ts';
import { unpairedEstimate } from '../../../src/stats/crossed/unpaired.ts';
import { metricNamed } from '../../../src/stats/metrics/registry.ts';
import { layOut } from '../../stats/crossed/lay-out.ts';
import {
  answers,
  bothOf,
  crossedRows,
  type PredictedRun,
  predictedRecords,
  runsOf,
} from './predicted-records.ts';

const SEEDS = [1, 2, 3, 4, 5];
const PAIRS = bothOf(SEEDS);

type Request = Parameters<typeof createCrossedRows>[0];

async function read(runs: readonly PredictedRun[], metric: string, more: Partial<Request> = {}) {
  const { records, rows } = crossedRows(runs, [{ name: metric }], more);
  return (await rows.read(records))('head', metric);
}

/** The rows of an arm, run by run, through the statistic itself. */
async function contributions(runs: readonly PredictedRun[], model: string, metric: string) {
  const { records, readerOf } = predictedRecords(runs);
  const reader = readerOf('test');
  const compute = metricNamed(metric)?.compute;
  if (compute === undefined) throw new Error('not computed');
  const rows: Array<ArrayLike<number>> = [];
  for (const record of records.filter((one) => one.model === model)) {
    const run = await reader.read(record);
    rows.push(contributionsOf(compute, reader.labels(), run));
  }
  return rows;
}

async function differences(runs: readonly PredictedRun[], metric: string) {
  const before = await contributions(runs, 'baseline', metric);
  const after = await contributions(runs, 'head', metric);
  return after.map((row, index) => subtractRows(row, before[index] as ArrayLike<number>));
}

test.each(['accuracy', 'macro_f1', 'log_loss', 'auroc'])('%s: a row a seed pair', async (metric) => {
  const rows = await differences(PAIRS, metric);
  const { sample, testExamples, reason } = await read(PAIRS, metric);
  expect(sample?.estimate).toEqual(crossedEstimate(layOut(rows)));
  expect({ testExamples, reason, clusters: sample?.clusters }).toEqual({
    testExamples: 40,
    reason: null,
    clusters: null,
  });
});

test('look by look gives what all at once does, and reads each run once', async () => {
  const metrics = [{ name: 'accuracy' }, { name: 'macro_f1' }];
  const { records, rows, reads } = crossedRows(PAIRS, metrics);
  await rows.read(records.filter(({ seed }) => seed <= 2));
  const byLook = await rows.read(records);
  expect(reads()).toBe(2 * SEEDS.length);
  for (const { name } of metrics)
    expect(byLook('head', name).sample).toEqual((await read(PAIRS, name)).sample);
});

test('a pair that was there and is not is left out again', async () => {
  const { records, rows } = crossedRows(PAIRS, [{ name: 'accuracy' }]);
  await rows.read(records);
  const failed = records.map((one) =>
    one.seed === 2 && one.model === 'head' ? { ...one, status: 'crashed' as const } : one,
  );
  const { sample } = (await rows.read(failed))('head', 'accuracy');
  const others = PAIRS.filter(({ seed }) => seed !== 2);
  expect(sample).toEqual((await read(others, 'accuracy')).sample);
});

test('neither the order of the runs nor that of their examples matters, to the last digit', async () => {
  const shuffled = PAIRS.toReversed().map((run, index) => ({
    ...run,
    rows: index % 2 === 0 ? (run.rows?.toReversed() ?? null) : run.rows,
  }));
  for (const metric of ['accuracy', 'macro_f1', 'log_loss', 'auroc'])
    expect((await read(shuffled, metric)).sample).toEqual((await read(PAIRS, metric)).sample);
});

describe('clusters', () => {
  const stated = { more: (example: number) => ({ cluster: `p${example % 8}` }) };
  const repeated = { more: (example: number) => ({ id: `q${example % 8}`, label: 1 }) };
  const arms = (world: Parameters<typeof runsOf>[2]) => bothOf(SEEDS, world);

  test.each([
    ['stated', stated],
    ['repeated ids', repeated],
  ])('%s are summed first', async (_, world) => {
    const runs = arms(world);
    const clusters = findClusters(Array.from({ length: 40 }, (_, example) => example % 8));
    const rows = (await differences(runs, 'accuracy')).map((row) => sumByCluster(row, clusters));
    const { sample, testExamples } = await read(runs, 'accuracy');
    expect(sample?.estimate).toEqual(crossedEstimate(layOut(rows)));
    expect({ testExamples, clusters: sample?.clusters }).toEqual({ testExamples: 40, clusters: 8 });
  });

  test('an example without one is one of its own, whatever it is called', async () => {
    const some = {
      more: (example: number) => (example < 10 ? { cluster: 'e39' } : {}),
    };
    expect((await read(arms(some), 'accuracy')).sample?.clusters).toBe(31);
  });

  test('of one run must be those of the others', async () => {
    const runs = [...runsOf('baseline', SEEDS, stated), ...runsOf('head', SEEDS)];
    expect((await read(runs, 'accuracy')).reason).toBe(
      'head under seed 1 and baseline under seed 1 have different clusters for the example "e0"',
    );
  });

  test('that are all one leave nothing to compare', async () => {
    const one = arms({ more: () => ({ cluster: 'all' }) });
    expect((await read(one, 'accuracy')).reason).toMatch(/all 40 examples are in one/);
  });
});

test('arms without a seed in common', async () => {
  const runs = [...runsOf('baseline', [1, 2, 3]), ...runsOf('head', [7, 8])];
  const tables = await Promise.all(
    ['baseline', 'head'].map(async (model) => {
      const table = new CrossedTable(40);
      for (const row of await contributions(runs, model, 'accuracy')) table.add(row);
      return table;
    }),
  );
  const [before, after] = tables as [CrossedTable, CrossedTable];
  expect((await read(runs, 'accuracy')).sample?.estimate).toEqual(unpairedEstimate(before, after));
});

test("one run each of right and wrong answers, or copies of it, have McNemar's p, others none", async () => {
  const one = [...runsOf('baseline', [1]), ...runsOf('head', [1])];
  const alone = (await read(one, 'accuracy')).sample?.midPValue;
  expect(alone).toBeGreaterThan(0);
  const copies = [1, 2, 3].flatMap((seed) => one.map((run) => ({ ...run, seed })));
  expect((await read(copies, 'accuracy')).sample?.midPValue).toBe(alone);
  expect((await read(one, 'log_loss')).sample?.midPValue).toBeNull();
  expect((await read(PAIRS, 'accuracy')).sample?.midPValue).toBeNull();
});

describe('where predictions do not tell', () => {
  const instead = (rows: PredictedRun['rows'], more?: PredictedRun['more']) =>
    PAIRS.map((run) =>
      run.model === 'head' && run.seed === 3 ? { ...run, rows, ...(more && { more }) } : run,
    );
  test.each<[string, readonly PredictedRun[], string, RegExp]>([
    ['none are kept', instead(null), 'accuracy', /kept no predictions/],
    ['they are of other examples', instead(answers('head', 3, { examples: 39 })), 'accuracy', /39 examples/],
    [
      'another value is reported',
      instead(answers('head', 3), { metrics: { test: { accuracy: 0.123 } } }),
      'accuracy',
      /reported accuracy differs from the one computed/,
    ],
    [
      'the metric is one of the run',
      PAIRS.map((run) => ({ ...run, more: { metrics: { test: { latency: run.seed } } } })),
      'latency',
      /latency is reported by the runs/,
    ],
  ])('as %s, the reason is said', async (_, runs, metric, reason) => {
    const found = await read(runs, metric);
    expect(found).toMatchObject({ sample: null, isRequired: false });
    expect(found.reason).toMatch(reason);
  });

  test('a verdict that was asked for new examples is required', async () => {
    const found = await read(instead(null), 'accuracy', { verdictFor: 'new-examples' });
    expect(found).toMatchObject({ sample: null, isRequired: true });
  });

  test('a verdict for this test set reads no more than how large it is', async () => {
    expect(await read(PAIRS, 'accuracy', { verdictFor: 'this-test-set' })).toEqual({
      testExamples: 40,
      sample: null,
      reason: null,
      isRequired: false,
    });
  });
});
