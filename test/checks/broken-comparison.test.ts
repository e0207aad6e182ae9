import { describe, expect, test } from 'vitest';
import { checkEvaluationFiles } from '../../src/checks/evaluation-files.ts';
import { checkFailedRuns } from '../../src/checks/failed-runs.ts';
import { checkSeedEffect } from '../../src/checks/seed-effect.ts';
import { record } from './records.ts';

describe('evaluation-files', () => {
  const digests = (baseline: string | null, head: string | null) => [
    { model: 'baseline', files: { 'data/test.csv': baseline, 'score.py': 's' } },
    { model: 'same', files: { 'data/test.csv': baseline, 'score.py': 's' } },
    { model: 'head', files: { 'data/test.csv': head, 'score.py': 's' } },
  ];

  test('passes where every model has the same files', () => {
    expect(checkEvaluationFiles(digests('a', 'a'))).toMatchObject({ status: 'pass', value: 0 });
  });

  test.each([
    ['changed', 'b'],
    ['deleted', null],
  ])('fails where a file is %s, and names file and model', (_, head) => {
    expect(checkEvaluationFiles(digests('a', head))).toMatchObject({
      status: 'fail',
      value: 1,
      message:
        "data/test.csv (head) differs from the baseline's, so the scores do not measure the same thing",
    });
  });

  test('is not checked where none are declared', () => {
    expect(checkEvaluationFiles([{ model: 'baseline', files: {} }])).toMatchObject({ status: 'not-checked' });
  });
});

describe('failed-runs', () => {
  const runs = [
    record('a', 1),
    record('a', 2, { status: 'diverged' }),
    record('a', 3),
    record('a', 4),
    record('b', 1, { status: 'crashed' }),
  ];

  test('passes where all runs of the model finished', () => {
    expect(checkFailedRuns([record('a', 1)], 'a', 0.1)).toMatchObject({ status: 'pass', value: 0 });
  });

  test('warns within the limit and fails beyond it, with seed and status', () => {
    expect(checkFailedRuns(runs, 'a', 0.25)).toMatchObject({
      status: 'warn',
      value: 0.25,
      message: '1 of 4 runs did not finish: seed 2 (diverged)',
    });
    expect(checkFailedRuns(runs, 'a', 0.1)).toMatchObject({ status: 'fail' });
    expect(checkFailedRuns(runs, 'b', 0.5)).toMatchObject({ status: 'fail', value: 1 });
  });
});

describe('seed-effect', () => {
  test('passes where runs differ', () => {
    expect(checkSeedEffect([record('a', 1), record('a', 2)], 'a')).toMatchObject({
      status: 'pass',
      value: 2,
    });
  });

  test('fails where all runs are one', () => {
    const metrics = { test: { accuracy: 0.8 } };
    expect(checkSeedEffect([record('a', 1, { metrics }), record('a', 2, { metrics })], 'a')).toMatchObject({
      status: 'fail',
      value: 1,
    });
  });

  test('is not checked with fewer than two finished runs', () => {
    expect(checkSeedEffect([record('a', 1), record('a', 2, { status: 'crashed' })], 'a')).toMatchObject({
      status: 'not-checked',
    });
  });
});
