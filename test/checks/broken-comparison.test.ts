import { describe, expect, test } from 'vitest';
import { checkCodeUnchanged } from '../../src/checks/comparison/code-unchanged.ts';
import { checkEvaluationFiles } from '../../src/checks/comparison/evaluation-files.ts';
import { checkFailedRuns } from '../../src/checks/comparison/failed-runs.ts';
import { checkSeedEffect } from '../../src/checks/comparison/seed-effect.ts';
import type { RunRecord } from '../../src/records/record.ts';
import { curves, record } from './records.ts';

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
    expect(checkFailedRuns([record('a', 1)], 'a', 0.1)).toMatchObject({
      status: 'pass',
      value: 0,
      message: 'its one run finished',
    });
    expect(checkFailedRuns([record('a', 1), record('a', 2)], 'a', 0.1).message).toBe('all 2 runs finished');
    expect(checkFailedRuns([record('b', 1, { status: 'crashed' })], 'b', 0.5).message).toBe(
      'its one run did not finish: seed 1 (crashed)',
    );
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
  const check = (records: readonly RunRecord[]) => checkSeedEffect(records, 'a', ['accuracy']);
  const coarse = (accuracy: number, more = {}) => ({ metrics: { test: { accuracy, ...more } } });
  const loss = (value: number) => ({
    curves: curves(
      2,
      () => value,
      () => 1,
    ),
  });

  test('passes where runs differ', () => {
    expect(check([record('a', 1), record('a', 2)])).toMatchObject({ status: 'pass', value: 2 });
    expect(check([record('a', 1, loss(1)), record('a', 2, loss(2))])).toMatchObject({ status: 'pass' });
  });

  test('passes where a coarse metric repeats, since it may', () => {
    expect(
      check([record('a', 1, coarse(0.8)), record('a', 2, coarse(0.8)), record('a', 3, coarse(0.81))]),
    ).toMatchObject({ status: 'pass', value: 2, threshold: 2 });
  });

  test('fails where all runs are one, whatever else they log', () => {
    expect(
      check([record('a', 1, coarse(0.8, { seconds: 1 })), record('a', 2, coarse(0.8, { seconds: 2 }))]),
    ).toMatchObject({ status: 'fail', value: 1 });
  });

  test('fails where some runs share all of their losses: they were trained under one seed', () => {
    expect(
      check(
        [Math.SQRT1_2, Math.LN2, Math.SQRT1_2, Math.LN2].map((value, index) =>
          record('a', index, { ...loss(value), ...coarse(0.8) }),
        ),
      ),
    ).toMatchObject({
      status: 'fail',
      value: 2,
      threshold: 4,
      message: '4 seeds gave only 2 different runs: the seed does not fully reach the training',
    });
  });

  test('passes where coarse values repeat beside curves that hold no loss', () => {
    const runs = [40, 41, 40, 42].map((hits, index) =>
      record('a', index, {
        ...coarse(hits / 50),
        curves: [{ epoch: 1, train: {}, validation: { accuracy: hits / 50 } }],
      }),
    );
    expect(check(runs)).toMatchObject({ status: 'pass', value: 3, threshold: 2 });
  });

  test('passes where only the final losses tell the runs apart, as where an accuracy is 1 in all of them', () => {
    const runs = [0.0123456789012345, 0.0234567890123456].map((value, index) =>
      record('a', index, {
        metrics: {
          train: { loss: value / 3 },
          validation: { loss: value / 2 },
          test: { loss: value, accuracy: 1 },
        },
      }),
    );
    expect(check(runs)).toMatchObject({ status: 'pass', value: 2, threshold: 2 });
    const [first] = runs;
    expect(check([...runs, { ...(first as RunRecord), seed: 3 }])).toMatchObject({
      status: 'fail',
      value: 2,
      threshold: 3,
    });
  });

  test('passes where losses repeat that were rounded to two digits', () => {
    expect(check([0.31, 0.32, 0.31].map((value, index) => record('a', index, loss(value))))).toMatchObject({
      status: 'pass',
      threshold: 2,
    });
  });

  test('runs that share their predictions were one run where these are probabilities, and need not be where they are classes', () => {
    const predictions = {
      file: `${'a'.repeat(64)}.predictions.jsonl`,
      sha256: 'a'.repeat(64),
      examples: null,
    };
    const other = { ...predictions, sha256: 'b'.repeat(64) };
    const runs = (more: Record<string, number>) =>
      [predictions, predictions, other].map((kept, index) =>
        record('a', index, { predictions: kept, metrics: { test: { accuracy: 0.9, ...more } } }),
      );
    expect(check(runs({}))).toMatchObject({ status: 'pass', value: 2, threshold: 2 });
    expect(check(runs({ log_loss: 0.3 }))).toMatchObject({ status: 'fail', value: 2, threshold: 3 });
  });

  test('is not checked with fewer than two finished runs', () => {
    expect(check([record('a', 1), record('a', 2, { status: 'crashed' })])).toMatchObject({
      status: 'not-checked',
    });
  });
});

describe('code-unchanged', () => {
  test('fails where a file of a model changed under way, and names both', () => {
    expect(
      checkCodeUnchanged({
        changed: [{ model: 'baseline', files: ['a.py', 'b.py', 'c.py', 'd.py'] }],
        added: [],
      }),
    ).toMatchObject({
      status: 'fail',
      message: 'code changed while the runs were under way: baseline (a.py, b.py, c.py and 1 more)',
      advice: expect.stringMatching(/run again, and look at what changes files of the repository/),
    });
    expect(
      checkCodeUnchanged({
        changed: [{ model: 'baseline', files: ['train.log'], untracked: ['train.log'] }],
        added: [],
      }).advice,
    ).toBe(
      'git does not know train.log: write it outside of the checkout or to the run directory, or name it in .gitignore, then run again; the records of the model were thrown away',
    );
    expect(checkCodeUnchanged({ changed: [], added: ['ckpt.bin'] })).toMatchObject({ status: 'pass' });
  });
});
