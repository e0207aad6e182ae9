import { describe, expect, test } from 'vitest';
import { examplesDigest } from '../../src/records/examples-digest.ts';
import type { PredictionTable } from '../../src/records/readers/prediction-table.ts';

const table = (
  ids: readonly string[],
  labels: readonly number[],
  classes: number | null = null,
): PredictionTable => ({
  splits: new Map([['test', { ids, labels, predictions: labels, probabilities: null, slices: new Map() }]]),
  classes,
});

describe('the digest of what a run was measured on', () => {
  test('does not depend on the order of the examples', () => {
    expect(examplesDigest(table(['a', 'b'], [0, 1]))).toBe(examplesDigest(table(['b', 'a'], [1, 0])));
  });

  test.each([
    ['an example less', table(['a'], [0])],
    ['another id', table(['a', 'c'], [0, 1])],
    ['another label', table(['a', 'b'], [1, 1])],
    ['swapped labels', table(['a', 'b'], [1, 0])],
  ])('is another for %s', (_, other) => {
    expect(examplesDigest(other)).not.toBe(examplesDigest(table(['a', 'b'], [0, 1])));
  });

  test('is the same where a class that is only predicted shifts the numbers of the others', () => {
    expect(examplesDigest(table(['a', 'b'], [0, 2], 3))).toBe(examplesDigest(table(['a', 'b'], [0, 1], 2)));
  });

  test('is null without a test or validation split', () => {
    expect(examplesDigest({ splits: new Map(), classes: null })).toBeNull();
  });
});
