import { describe, expect, test } from 'vitest';
import { findClusters, sumByCluster } from '../../../src/stats/crossed/clusters.ts';
import { crossedEstimate, crossedTest } from '../../../src/stats/crossed/crossed-test.ts';
import { mean } from '../../../src/stats/describe.ts';
import { expectClose } from '../support.ts';
import { layOut } from './lay-out.ts';
import { ROWS } from './support.ts';

const CLUSTERS = findClusters(['a', 'b', 'a', 'c', 'b', 'a']);

describe('a row of clusters', () => {
  test('has the mean of its examples', () => {
    for (const row of ROWS) expectClose(mean([...sumByCluster(row, CLUSTERS)]) + 10, mean(row) + 10, 1e-15);
  });

  test('of one example each is the row itself', () => {
    const own = findClusters([7, 3, 5, 9, 1, 0]);
    for (const row of ROWS) {
      for (const [index, value] of sumByCluster(row, own).entries()) {
        expect(value).toBeCloseTo(row[index] ?? 0, 14);
      }
    }
  });

  test('of equal sizes holds the means of the clusters', () => {
    const halves = findClusters([0, 0, 0, 1, 1, 1]);
    const [first, second] = sumByCluster([1, 2, 3, 4, 5, 9], halves);
    expect(first).toBeCloseTo(2, 14);
    expect(second).toBeCloseTo(6, 14);
  });
});

test('clusters of unequal size are worth fewer of equal size', () => {
  expect(CLUSTERS.count).toBe(3);
  expectClose(CLUSTERS.effective, 36 / 14, 1e-15);
  expectClose(findClusters([1, 1, 2, 2, 3, 3]).effective, 3, 1e-15);
});

test('examples that are written several times count once', () => {
  const doubled = ROWS.map((row) => row.flatMap((value) => [value, value, value]));
  const clusters = findClusters(ROWS[0]?.flatMap((_, example) => [example, example, example]) ?? []);
  const own = crossedTest(crossedEstimate(layOut(ROWS)));
  const clustered = crossedEstimate(layOut(doubled.map((row) => sumByCluster(row, clusters))));
  expectClose(crossedTest(clustered).pValue, own.pValue, 1e-9);
  expect(clustered.examples).toBe(6);
});
