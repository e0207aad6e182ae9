import { describe, expect, test } from 'vitest';
import { labelColumn } from '../../../src/checks/leakage/label.ts';
import type { ColumnEvidence } from '../../../src/records/data/split-columns.ts';
import { known } from '../data/known-data.ts';
import { judge } from '../judge.ts';
import { askedByKey, judgeColumns } from './judge-columns.ts';

const check = (columns: Partial<ColumnEvidence> | null) => judgeColumns(labelColumn, columns);

test('warns of a column that tells the label, and says how far the next one is', () => {
  expect(check({ telling: [{ column: 'id', right: 1, baseRate: 0.5 }] })).toMatchObject({
    status: 'warn',
    value: 1,
    message:
      'id alone predicts y for 100 % of the test examples; the next best column does for 71 % of the test examples',
  });
});

test('passes where none does', () => {
  expect(check({})).toMatchObject({ status: 'pass', value: 0.71 });
});

test('is not checked without columns, without a label, and says nothing without files', () => {
  expect(check(null)).toMatchObject({ status: 'not-checked' });
  expect(check({ label: null })).toMatchObject({
    status: 'not-checked',
    advice: 'name it under checks.files.label',
  });
  expect(judge(labelColumn, { modelData: [known({})] })).toEqual([]);
});

describe('the column', () => askedByKey(labelColumn, 'label'));
