import { describe, expect, test } from 'vitest';
import { groups } from '../../../src/checks/leakage/groups.ts';
import type { ColumnEvidence } from '../../../src/records/data/split-columns.ts';
import { known } from '../data/known-data.ts';
import { judge } from '../judge.ts';
import { askedByKey, judgeColumns } from './judge-columns.ts';

const check = (columns: Partial<ColumnEvidence> | null) => judgeColumns(groups, columns);

const PATIENTS = { column: 'patient', shared: 30, examples: 87, of: 100, isNamed: true };

test('warns of groups on both sides, the most shared first', () => {
  expect(check({ groups: [{ ...PATIENTS, column: 'site', examples: 12 }, PATIENTS] })).toMatchObject({
    status: 'warn',
    value: 0.87,
    threshold: 0.01,
    message:
      '87 of 100 examples of the test set belong to a patient that is also in the training set; 30 groups are in both',
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

describe('the column', () => askedByKey(groups, 'group'));
