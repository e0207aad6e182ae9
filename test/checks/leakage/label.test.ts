import { expect, test } from 'vitest';
import { CONFIG_SCHEMA } from '../../../src/checks/config-schema.ts';
import { labelColumn } from '../../../src/checks/leakage/label.ts';
import type { ColumnEvidence } from '../../../src/records/data/split-columns.ts';
import { known } from '../data/known-data.ts';
import { judge } from '../judge.ts';
import { judgeColumns } from './judge-columns.ts';

const check = (columns: Partial<ColumnEvidence> | null) => judgeColumns(labelColumn, columns);

test('warns of a column that tells the label, and says how far the next one is', () => {
  expect(check({ telling: [{ column: 'id', right: 1, baseRate: 0.5 }] })).toMatchObject({
    status: 'warn',
    value: 1,
    message:
      'id alone tells y in 100 % of the test examples; the next best column does in 71 % of the test examples',
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

test('says why files cannot be read', () => {
  const reason = 'checks.files: "a" is not there';
  const modelData = [{ model: null, evidence: null, reason, files: { train: 'a', test: 'b' } }];
  expect(judge(labelColumn, { modelData })).toMatchObject([{ status: 'not-checked', message: reason }]);
});

test('is asked for by a key of its own: files without it are named for other checks', () => {
  const asked = (files: object) =>
    labelColumn.requestedBy(CONFIG_SCHEMA.shape.checks.parse({ files }), { records: [], comparisons: [] });
  expect(asked({ train: 'a', test: 'b' })).toBeNull();
  expect(asked({ train: 'a', test: 'b', label: 'c' })).toBe('files.label');
});
