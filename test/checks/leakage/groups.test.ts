import { describe } from 'vitest';
import { groups } from '../../../src/checks/leakage/groups.ts';
import { cases } from '../judge.ts';
import { columnCheck, judgeColumns } from './judge-columns.ts';

const PATIENTS = { column: 'patient', shared: 30, examples: 87, of: 100, isNamed: true };

describe('leakage/groups', () => {
  cases([
    [
      'groups in both splits, the most shared first',
      judgeColumns(groups, { groups: [{ ...PATIENTS, column: 'site', examples: 12 }, PATIENTS] }),
      {
        status: 'warn',
        value: 0.87,
        threshold: 0.01,
        message:
          '87 of 100 examples of the test set belong to a patient that is also in the training set; 30 groups are in both',
      },
    ],
    [
      'no shared group',
      judgeColumns(groups, { groups: [{ ...PATIENTS, shared: 0, examples: 0 }] }),
      { status: 'pass', value: 0 },
    ],
    [
      'no group',
      judgeColumns(groups, {}),
      { status: 'not-checked', advice: 'name it under checks.files.group' },
    ],
  ]);
  columnCheck(groups, 'group');
});
