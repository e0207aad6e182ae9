import { describe, expect, test } from 'vitest';
import { numberClusters, sumByCluster } from '../../../src/stats/crossed/clusters.ts';
import { crossedTest } from '../../../src/stats/crossed/crossed-test.ts';
import { layOut } from '../../../src/stats/crossed/layout.ts';
import { mean } from '../../../src/stats/describe.ts';
import { expectClose } from '../support.ts';
import { ROWS } from './support.ts';

const CLUSTERS = numberClusters(['a', 'b', 'a', 'c', 'b', 'a']);

describe('a row of clusters', () => {
  test('has the mean of its examples', () => {
    for (const row of ROWS) expectClose(mean([...sumByCluster(row, CLUSTERS)]) + 10, mean(row) + 10, 1e-15);
  });

  test('of one example each is the row itself', () => {
    const own = numberClusters([7, 3, 5, 9, 1, 0]);
    for (const row of ROWS) {
      for (const [index, value] of sumByCluster(row, own).entries()) {
        expect(value).toBeCloseTo(row[index] ?? 0, 14);
      }
    }
  });

  test('of equal sizes holds the means of the clusters', () => {
    const halves = numberClusters([0, 0, 0, 1, 1, 1]);
    const [first, second] = sumByCluster([1, 2, 3, 4, 5, 9], halves);
    expect(first).toBeCloseTo(2, 14);
    expect(second).toBeCloseTo(6, 14);
  });
});

test('examples that are written several times count once', () => {
  const doubled = ROWS.map((row) => row.flatMap((value) => [value, value, value]));
  const clusters = numberClusters(ROWS[0]?.flatMap((_, example) => [example, example, example]) ?? []);
  const own = crossedTest(layOut(ROWS));
  const clustered = crossedTest(layOut(doubled.map((row) => sumByCluster(row, clusters))));
  expectClose(clustered.pValue, own.pValue, 1e-9);
  expect(clustered.examples).toBe(6);
});

test('says what it needs', () => {
  expect(() => sumByCluster([1], CLUSTERS)).toThrow('a row of 1 contributions');
});
