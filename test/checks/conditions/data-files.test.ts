import { describe, expect, test } from 'vitest';
import { dataFiles } from '../../../src/checks/conditions/data-files.ts';
import type { DataChange } from '../../../src/plan/code/data-changes.ts';
import { judge, judgeOne } from '../judge.ts';
import { record } from '../records.ts';

const rows = (count: number) => ({ count, unit: 'rows' }) as const;
const check = (...changes: readonly DataChange[]) =>
  judgeOne(dataFiles, { records: [], dataChanges: [{ model: 'head', changes }] });
const TRAIN = { name: 'train.csv', split: 'train', before: rows(250), after: rows(850) } as const;

describe('data-files', () => {
  test('passes where nothing differs, and is silent where nobody looked', () => {
    expect(check()).toMatchObject({ status: 'pass', value: 0 });
    expect(judge(dataFiles, {})).toEqual([]);
  });

  test('names training data with its rows, and how much more there is', () => {
    expect(check(TRAIN)).toMatchObject({
      status: 'warn',
      severity: 3.4,
      message: 'different training data than the baseline: train.csv 250 → 850 rows',
    });
  });

  test.each<[string, DataChange, string]>([
    ['as many rows', { ...TRAIN, after: rows(250) }, 'train.csv changed, 250 rows in both'],
    ['a new file', { ...TRAIN, before: null }, 'train.csv new, 850 rows'],
    ['a file that is gone', { ...TRAIN, after: null }, 'train.csv removed, 250 rows'],
    ['what cannot be counted', { ...TRAIN, before: null, after: null }, 'train.csv'],
    ['another format', { ...TRAIN, before: { count: 120, unit: 'files' } }, 'train.csv 120 files → 850 rows'],
  ])('tells of %s', (_, change, words) => {
    expect(check(change).message).toBe(`different training data than the baseline: ${words}`);
  });

  test('an amount that command or program state is told, and not twice where it is a parameter', () => {
    const numbers = (n: number, size: number) =>
      new Map([
        ['n_train', n],
        ['test_size', size],
        ['hidden', n],
      ]);
    const statedNumbers = new Map([
      ['baseline', numbers(200, 0.4)],
      ['head', numbers(900, 0.1)],
    ]);
    const changes = [{ ...TRAIN, name: 'params.n-train', before: rows(200), after: rows(900) }];
    const dataChanges = [{ model: 'head', changes }];
    const found = judgeOne(dataFiles, { records: [], dataChanges, statedNumbers });
    expect(found.message).toBe(
      'different data than the baseline: params.n-train 200 → 900 rows, test_size 0.4 → 0.1',
    );
  });

  test('training accuracies of other numbers of examples tell of other data', () => {
    const arm = (model: string, of: number) =>
      [0, 1, 2, 3, 4].map((seed) =>
        record(model, seed + 1, { metrics: { train: { accuracy: (of - 11 - seed) / of } } }),
      );
    const records = [...arm('baseline', 341), ...arm('head', 512)];
    const dataChanges = [{ model: 'head', changes: [] }];
    expect(judgeOne(dataFiles, { records, dataChanges }).message).toBe(
      'different training data than the baseline: examples of its train accuracy 341 → 512 rows',
    );
  });

  test('training data come first, and the sentence stays short', () => {
    const long = { ...TRAIN, name: `${'folder/'.repeat(20)}test.jsonl`, split: 'test' } as const;
    const { message, status } = check(long, { ...long, name: 'val.csv', split: 'validation' }, TRAIN);
    expect(status).toBe('warn');
    expect(message).toMatch(/^different data than the baseline: train\.csv 250 → 850 rows, ….* and 1 more$/);
    expect(message.length).toBeLessThanOrEqual(140);
  });
});
