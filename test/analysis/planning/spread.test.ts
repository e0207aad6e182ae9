import { describe, expect, test } from 'vitest';
import {
  IncomparablePredictionsError,
  type SplitReader,
} from '../../../src/analysis/examples/run-predictions.ts';
import { type Spread, spreadOfRecords } from '../../../src/analysis/planning/spread.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { mean, standardDeviation } from '../../../src/stats/describe.ts';
import { createRandom } from '../../../src/stats/random.ts';
import { record } from '../../checks/records.ts';

const noise = (...labels: Array<string | number>) => createRandom('spread', ...labels)() - 0.5;
const runs = (model: string, seeds: number, value: (seed: number) => number, more: Partial<RunRecord> = {}) =>
  Array.from({ length: seeds }, (_, index) =>
    record(model, index + 1, { metrics: { test: { accuracy: value(index + 1) } }, ...more }),
  );
const none = (): SplitReader => ({
  read: () => Promise.reject(new IncomparablePredictionsError('none')),
  labels: () => new Float64Array(),
  ids: () => [],
  clusters: () => [],
  features: () => new Map(),
  shown: () => [],
});
const spreadOf = async (
  records: readonly RunRecord[],
  readerOf: () => SplitReader = none,
): Promise<Spread> => {
  const found = await spreadOfRecords(records, 'accuracy', readerOf);
  if ('unknown' in found) throw new Error(found.unknown);
  return found;
};

describe('the spread of a pair', () => {
  const shared = (seed: number) => noise('seed', seed);
  const baseline = runs('baseline', 8, shared);
  const head = runs('head', 8, (seed) => shared(seed) + 0.1 * noise('head', seed));

  test('is that of the differences of runs that share a seed, without what the seed brings to both', async () => {
    const differences = Array.from({ length: 8 }, (_, index) => 0.1 * noise('head', index + 1));
    const found = await spreadOf([...head, ...baseline]);
    expect(found.standardDeviation).toBeCloseTo(standardDeviation(differences), 12);
    expect(found).toMatchObject({
      source: { kind: 'pairs', count: 8, models: ['baseline', 'head'] },
      examples: null,
    });
    expect(found.interval?.low).toBeLessThan(found.standardDeviation);
    expect(found.interval?.high).toBeGreaterThan(found.standardDeviation);
  });

  test('is √2 that of one model where the baseline was trained alone, as by run --aa', async () => {
    const found = await spreadOf(runs('baseline', 20, shared));
    const values = Array.from({ length: 20 }, (_, index) => shared(index + 1));
    expect(found.standardDeviation).toBeCloseTo(Math.SQRT2 * standardDeviation(values), 12);
    expect(found.source).toEqual({ kind: 'runs', count: 20, model: 'baseline' });
  });

  test('is unknown where only the differences are constant, and the runs are not called equal', async () => {
    const moved = runs('head', 8, (seed) => shared(seed) + 0.03);
    expect(await spreadOfRecords([...baseline, ...moved], 'accuracy', none)).toEqual({
      unknown: 'all 8 pairs on record differ by the same accuracy, so the seed moves both models alike',
    });
  });

  test('rests on many runs of one model and not on a few pairs', async () => {
    const records = [...runs('baseline', 20, shared), ...head.slice(0, 4)];
    expect((await spreadOf(records)).source).toMatchObject({ kind: 'runs', count: 20 });
    expect((await spreadOf([...runs('baseline', 20, shared), ...head])).source).toMatchObject({
      kind: 'pairs',
    });
  });

  test('keeps programs apart: other commits, parameters and versions, and several under one name not at all', async () => {
    const other = runs('head', 12, (seed) => 5 * noise('other', seed), { commit: 'b'.repeat(40) });
    const found = await spreadOf([...baseline, ...head, ...other.slice(0, 5)]);
    expect(found.source).toMatchObject({ count: 8 });
    expect(found.standardDeviation).toBeLessThan(0.1);
    const twice = [...head, ...runs('head', 8, (seed) => 5 * noise('again', seed))];
    expect((await spreadOf([...baseline, ...twice])).source).toMatchObject({
      kind: 'runs',
      model: 'baseline',
    });
  });

  test.each([
    ['no run', [], 'no finished run on record reports accuracy'],
    ['a failed run alone', [record('baseline', 1, { status: 'crashed' })], 'no finished run on record'],
    ['two runs', runs('baseline', 2, shared), 'the records have 2'],
    [
      'two versions of uncommitted code',
      [...runs('baseline', 8, shared), ...runs('baseline', 8, (seed) => shared(seed) + 0.1)],
      'several versions of the code that no commit tells apart',
    ],
    [
      'runs that are all the same',
      runs('baseline', 9, () => 0.8),
      'all 9 runs on record gave the same accuracy',
    ],
    [
      'runs of a crossed check alone',
      runs('baseline', 9, shared, { seeds: { init: 1, order: 2, data: 3 } }),
      'no finished run on record',
    ],
  ])('is not known with %s, and says why', async (_, records, why) => {
    const found = await spreadOfRecords(records, 'accuracy', none);
    expect('unknown' in found && found.unknown).toContain(why);
  });
});

describe('the spread over test examples', () => {
  const EXAMPLES = 400;
  /** Right or wrong by example and run: an example is hard, and the rest is chance. */
  const predictionsOf = ({ model, seed }: Pick<RunRecord, 'model' | 'seed'>) =>
    Float64Array.from({ length: EXAMPLES }, (_, example) =>
      noise('hard', example) + 0.3 * noise('cell', model, seed, example) > -0.3 ? 1 : 0,
    );
  /** By fingerprint, as a run is known to readers. */
  const at = (model: string, seeds: number) =>
    runs(model, seeds, (seed) => mean(Array.from(predictionsOf({ model, seed })))).map((run) => ({
      ...run,
      fingerprint: `${model} ${run.seed}`,
    }));
  const ids = Array.from({ length: EXAMPLES }, (_, example) => String(example));
  const readerWith = (clusters: readonly string[]) => (): SplitReader => ({
    labels: () => new Float64Array(EXAMPLES).fill(1),
    ids: () => ids,
    clusters: () => clusters,
    features: () => new Map(),
    shown: () => [],
    read: async ({ fingerprint }) => {
      const [model = '', seed] = fingerprint.split(' ');
      return { predictions: predictionsOf({ model, seed: Number(seed) }), probabilities: null };
    },
  });

  test.each([
    ['pairs', () => [...at('baseline', 8), ...at('head', 8)]],
    ['neighbouring runs of one model', () => at('baseline', 16)],
  ])('is split into components from the predictions of %s', async (_, records) => {
    const { examples } = await spreadOf(records(), readerWith(ids));
    expect(examples).toMatchObject({ count: EXAMPLES, unit: 'test examples' });
    // Two runs differ where chance decides, on other examples every time: all of it is rest.
    expect(examples?.components.rest).toBeGreaterThan(0.05);
    expect(examples?.components.example).toBeLessThan(0.05);
  });

  test('counts clusters where examples belong together', async () => {
    const clusters = ids.map((_, example) => `group ${example % 40}`);
    const { examples } = await spreadOf([...at('baseline', 8), ...at('head', 8)], readerWith(clusters));
    expect(examples).toMatchObject({ count: 40, unit: 'clusters' });
  });

  test('is not known for a metric that no prediction gives, nor where runs report another value', async () => {
    const records = at('baseline', 8).map((run) => ({
      ...run,
      metrics: { test: { speed: noise(run.seed), accuracy: 0.5 + noise(run.seed) / 9 } },
    }));
    for (const metric of ['speed', 'accuracy'])
      expect(await spreadOfRecords(records, metric, readerWith(ids))).toMatchObject({ examples: null });
  });
});
