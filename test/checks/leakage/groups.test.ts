import { expect, test } from 'vitest';
import { CONFIG_SCHEMA } from '../../../src/checks/config-schema.ts';
import { groups } from '../../../src/checks/leakage/groups.ts';
import type { ColumnEvidence } from '../../../src/records/data/split-columns.ts';
import { known } from '../data/known-data.ts';
import { judge } from '../judge.ts';
import { judgeColumns } from './judge-columns.ts';

const check = (columns: Partial<ColumnEvidence> | null) => judgeColumns(groups, columns);

const PATIENTS = { column: 'patient', shared: 30, examples: 87, of: 100, isNamed: true };

test('warns of groups on both sides, the most shared first', () => {
  expect(check({ groups: [{ ...PATIENTS, column: 'site', examples: 12 }, PATIENTS] })).toMatchObject({
    status: 'warn',
    value: 0.87,
    threshold: 0.01,
    message:
      '87 of 100 examples of the test set belong to a patient that is in training too; 30 of them are in both',
  });
});

test('passes where no group is on both sides', () => {
  expect(check({ groups: [{ ...PATIENTS, shared: 0, examples: 0 }] })).toMatchObject({
    status: 'pass',
    value: 0,
  });
});

test('is not checked without a group, without columns, and says nothing without files', () => {
  expect(check({})).toMatchObject({ status: 'not-checked', advice: 'name it under checks.files.group' });
  expect(check(null)).toMatchObject({ status: 'not-checked' });
  expect(judge(groups, { modelData: [known({})] })).toEqual([]);
});

test('says why files cannot be read', () => {
  const reason = 'checks.files: "a" is not there';
  const modelData = [{ model: null, evidence: null, reason, files: { train: 'a', test: 'b' } }];
  expect(judge(groups, { modelData })).toMatchObject([{ status: 'not-checked', message: reason }]);
});

test('is asked for by a key of its own: files without it are named for other checks', () => {
  const asked = (files: object) =>
    groups.requestedBy(CONFIG_SCHEMA.shape.checks.parse({ files }), { records: [], comparisons: [] });
  expect(asked({ train: 'a', test: 'b' })).toBeNull();
  expect(asked({ train: 'a', test: 'b', group: 'c' })).toBe('files.group');
});
