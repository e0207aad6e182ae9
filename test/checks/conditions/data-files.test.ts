import { describe, expect, test } from 'vitest';
import { dataFiles } from '../../../src/checks/conditions/data-files.ts';
import type { Gathered } from '../../../src/checks/evidence.ts';
import type { DataChange } from '../../../src/plan/code/data-changes.ts';
import { cases, judge, judgeOne } from '../judge.ts';
import { bothArms } from '../records.ts';

const rows = (count: number) => ({ count, unit: 'rows' }) as const;
const judged = (changes: readonly DataChange[], more: Partial<Gathered> = {}) =>
  judgeOne(dataFiles, { records: [], dataChanges: [{ model: 'head', changes }], ...more });
const check = (...changes: readonly DataChange[]) => judged(changes);
const TRAIN = { name: 'train.csv', split: 'train', before: rows(250), after: rows(850) } as const;
const training = (words: string) => ({ message: `different training data than the baseline: ${words}` });
const counted = bothArms(5, (seed, arm) => {
  const of = arm === 0 ? 341 : 512;
  return { metrics: { train: { accuracy: (of - 10 - seed) / of } } };
});

describe('data-files', () => {
  cases([
    ['no difference', check(), { status: 'pass', value: 0 }],
    [
      'more training data',
      check(TRAIN),
      { status: 'warn', severity: 3.4, ...training('train.csv 250 → 850 rows') },
    ],
    [
      'another seed of the split',
      check({ name: 'params.split_seed', split: null, before: null, after: null, chosenBy: [1, 2] }),
      {
        status: 'warn',
        message: 'different data than the baseline: params.split_seed 1 → 2, which chooses the examples. A ',
      },
    ],
    ['as many rows', check({ ...TRAIN, after: rows(250) }), training('train.csv changed, 250 rows in both')],
    ['a new file', check({ ...TRAIN, before: null }), training('train.csv new, 850 rows')],
    ['a removed file', check({ ...TRAIN, after: null }), training('train.csv removed, 250 rows')],
    ['a file without rows', check({ ...TRAIN, before: null, after: null }), training('train.csv')],
    [
      'another format',
      check({ ...TRAIN, before: { count: 120, unit: 'files' } }),
      training('train.csv 120 files → 850 rows'),
    ],
    [
      'training accuracies with other steps',
      judged([], { records: counted }),
      training('examples of its train accuracy 341 → 512 rows'),
    ],
  ]);

  test('is silent if nothing was compared', () => expect(judge(dataFiles, {})).toEqual([]));

  test('training data come first, and the sentence stays short', () => {
    const long = { ...TRAIN, name: `${'folder/'.repeat(20)}test.jsonl`, split: 'test' } as const;
    const { message, status } = check(long, { ...long, name: 'val.csv', split: 'validation' }, TRAIN);
    expect(status).toBe('warn');
    expect(message).toMatch(
      /^different data than the baseline: train\.csv 250 → 850 rows, ….* and 1 more\. /,
    );
    expect(message.length).toBeLessThanOrEqual(180);
  });
});
