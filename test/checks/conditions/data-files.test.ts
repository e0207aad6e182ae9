import { describe, expect, test } from 'vitest';
import { dataFiles } from '../../../src/checks/conditions/data-files.ts';
import type { DataChange } from '../../../src/plan/code/data-changes.ts';
import { judge, judgeOne } from '../judge.ts';

const rows = (count: number) => ({ count, unit: 'rows' }) as const;
const check = (...changes: readonly DataChange[]) =>
  judgeOne(dataFiles, { dataChanges: [{ model: 'head', changes }] });
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
      message: 'other training data than the baseline: train.csv 250 → 850 rows',
    });
  });

  test.each<[string, DataChange, string]>([
    ['as many rows', { ...TRAIN, after: rows(250) }, 'train.csv changed, 250 rows in both'],
    ['a new file', { ...TRAIN, before: null }, 'train.csv new, 850 rows'],
    ['a file that is gone', { ...TRAIN, after: null }, 'train.csv removed, 250 rows'],
    ['what cannot be counted', { ...TRAIN, before: null, after: null }, 'train.csv'],
    ['another format', { ...TRAIN, before: { count: 120, unit: 'files' } }, 'train.csv 120 files → 850 rows'],
  ])('tells of %s', (_, change, words) => {
    expect(check(change).message).toBe(`other training data than the baseline: ${words}`);
  });

  test('training data come first, and the sentence stays short', () => {
    const long = { ...TRAIN, name: `${'folder/'.repeat(20)}test.jsonl`, split: 'test' } as const;
    const { message, status } = check(long, { ...long, name: 'val.csv', split: 'validation' }, TRAIN);
    expect(status).toBe('warn');
    expect(message).toMatch(/^other data than the baseline: train\.csv 250 → 850 rows, ….* and 1 more$/);
    expect(message.length).toBeLessThanOrEqual(140);
  });
});
