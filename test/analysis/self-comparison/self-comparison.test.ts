import { describe, expect, test } from 'vitest';
import { SECOND_HALF } from '../../../src/analysis/self-comparison/seed-order.ts';
import { compareWithItself } from '../../../src/analysis/self-comparison/self-comparison.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { record } from '../../checks/records.ts';
import { ACCURACY, MACRO_F1 } from '../../support/sample-results.ts';
import { crossedRows, runsOf } from '../examples/predicted-records.ts';
import { metric } from '../metric.ts';

const random = createRandom('self comparison');
const records = Array.from({ length: 20 }, (_, index) =>
  record('baseline', index + 1, {
    metrics: { test: { macro_f1: 0.7 + 0.01 * randomNormal(random), accuracy: 0.8 } },
  }),
);
const request = { experiment: 'x', metrics: [MACRO_F1, ACCURACY], alpha: 0.05, looks: [10] };

describe('the baseline against itself', async () => {
  const found = await compareWithItself(records, request);

  test('measures the noise that a comparison has to rise above', async () => {
    const values = records.map(({ metrics }) => metrics.test?.macro_f1 ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / 20;
    const spread = Math.sqrt((2 * values.reduce((sum, value) => sum + (value - mean) ** 2, 0)) / 19);
    const noise = found.metrics[0]?.noise;
    expect(noise?.standardDeviation).toBeCloseTo(spread, 12);
    // scipy.stats.t.ppf(0.975, 19) = 2.0930240544
    expect(noise?.singleRun).toBeCloseTo(2.0930240544 * spread, 9);
    // The d at which scipy.stats.nct gives the t test of 10 pairs at 0.05 a power of 0.8: 0.9960013715
    expect(noise?.detectable).toBeCloseTo(0.9960013715 * spread, 9);
  });

  test('has no noise and no alarm where every run is the same', async () => {
    expect(found.metrics[1]).toEqual({
      metric: 'accuracy',
      role: 'secondary',
      falseAlarms: null,
      noise: null,
    });
    const constant = await compareWithItself(records, { ...request, metrics: [metric('accuracy')] });
    expect(constant).toMatchObject({ falseAlarms: null, seedOrder: [] });
  });

  test('compares the first half of the seeds with the second as any experiment is', async () => {
    expect(found.comparisons.map(({ variant, metric }) => [variant, metric])).toEqual([
      [SECOND_HALF, 'macro_f1'],
      [SECOND_HALF, 'accuracy'],
    ]);
    const [first] = found.comparisons;
    expect(first).toMatchObject({ pairing: 'seed', baseline: { n: 10 }, candidate: { n: 10 } });
  });

  test('leaves out runs that failed, and keeps the rest in pairs', async () => {
    const failed = records.map((one, index) => (index < 3 ? { ...one, status: 'crashed' as const } : one));
    const rest = await compareWithItself(failed, request);
    expect(rest.runs).toBe(17);
    expect(rest.comparisons[0]).toMatchObject({ baseline: { n: 8 } });
  });

  test('ends the design at half of the runs that finished, and spends there all of alpha', async () => {
    const without = (count: number, looks: readonly number[]) =>
      compareWithItself(records.slice(count), { ...request, looks });
    const odd = await without(1, [10]);
    expect(odd).toMatchObject({ looks: [10], takenLooks: [9] });
    expect(odd.falseAlarms?.rate).toBeGreaterThan(0.02);
    expect((await without(1, [4, 6, 8, 10])).takenLooks).toEqual([4, 6, 8, 9]);
    expect((await without(4, [4, 6, 8, 10])).takenLooks).toEqual([4, 6, 8]);
    const [fixed] = (await without(4, [8])).comparisons;
    const [sequential] = (await without(4, [4, 8, 10])).comparisons;
    expect(fixed).toMatchObject({ significanceLevel: 0.025 });
    expect(sequential).toMatchObject({ baseline: { n: 8 } });
  });

  test('takes the looks of a sequential design', async () => {
    const looks = [4, 6, 8, 10];
    const sequential = await compareWithItself(records, { ...request, looks });
    expect(sequential.takenLooks).toEqual(looks);
    expect(sequential.falseAlarms?.interval.low).toBeLessThanOrEqual(0.05);
    expect(sequential.metrics[0]?.noise?.detectable).toBeGreaterThan(
      found.metrics[0]?.noise?.detectable ?? Number.POSITIVE_INFINITY,
    );
  });
});

test('where runs leave predictions the halves are compared as experiments are, over examples, too', async () => {
  const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
  const metrics = [metric('accuracy')];
  const { records, rows } = crossedRows(runsOf('baseline', seeds), metrics, { variants: [SECOND_HALF] });
  const { comparisons, seedOrder } = await compareWithItself(records, { ...request, metrics, rows });
  expect(comparisons).toMatchObject([
    { variant: SECOND_HALF, scope: 'new-examples', testExamples: 40, baseline: { n: 10 } },
  ]);
  expect(seedOrder.map(({ test, depends }) => [test, depends])).toEqual([
    ['halves', false],
    ['neighbours', false],
  ]);
});

describe('the order of the seeds', () => {
  const inOrder = (value: (index: number) => number, count = 40) =>
    compareWithItself(
      Array.from({ length: count }, (_, index) =>
        record('baseline', index + 1, { metrics: { test: { macro_f1: value(index), accuracy: 0.8 } } }),
      ),
      { ...request, looks: [20] },
    );
  const dependent = (comparison: Awaited<ReturnType<typeof inOrder>>) =>
    comparison.seedOrder.filter(({ depends }) => depends).map(({ test }) => test);

  test('plays no part where runs are independent', async () => {
    const noise = createRandom('seed order');
    const nothing = await inOrder(() => 0.7 + 0.01 * randomNormal(noise));
    expect(nothing.seedOrder).toMatchObject([
      { metric: 'macro_f1', test: 'halves', significanceLevel: 0.025, depends: false },
      { metric: 'macro_f1', test: 'neighbours', significanceLevel: 0.025, depends: false },
    ]);
  });

  test('is found in a drift, which the false-alarm rate of shuffled runs cannot show', async () => {
    for (const runs of [39, 40]) {
      const drift = await inOrder((index) => index + Math.sin(37 * index), runs);
      expect(dependent(drift)).toEqual(['halves', 'neighbours']);
      expect(drift.falseAlarms?.interval.low).toBeGreaterThan(0);
      expect(drift.falseAlarms?.interval.low).toBeLessThanOrEqual(0.05);
    }
  });

  test('is found in blocks of equal runs', async () => {
    expect(dependent(await inOrder((index) => Math.sin(1 + Math.floor(index / 5))))).toContain('neighbours');
  });

  test('is that of the seeds, whatever order the records come in', async () => {
    const drift = Array.from({ length: 20 }, (_, index) =>
      record('baseline', index + 1, { metrics: { test: { macro_f1: index, accuracy: 0.8 } } }),
    );
    const scattered = [...drift.slice(0, 10).reverse(), ...drift.slice(10)];
    expect(await compareWithItself(scattered, request)).toEqual(await compareWithItself(drift, request));
  });
});
