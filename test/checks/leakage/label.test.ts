import { describe } from 'vitest';
import { labelColumn } from '../../../src/checks/leakage/label.ts';
import { cases } from '../judge.ts';
import { columnCheck, judgeColumns } from './judge-columns.ts';

describe('leakage/label', () => {
  cases([
    [
      'a column that reveals the label',
      judgeColumns(labelColumn, { telling: [{ column: 'id', right: 1, baseRate: 0.5 }] }),
      {
        status: 'warn',
        value: 1,
        message:
          'id alone predicts y for 100 % of the test examples; the next best column does for 71 % of the test examples',
      },
    ],
    [
      'a target encoding of all rows',
      judgeColumns(labelColumn, { encoded: ['city'] }),
      { status: 'warn', message: 'city holds the mean of y over training and test rows together' },
    ],
    ['no such column', judgeColumns(labelColumn, {}), { status: 'pass', value: 0.71 }],
    [
      'no label',
      judgeColumns(labelColumn, { label: null }),
      { status: 'not-checked', advice: 'name it under checks.files.label' },
    ],
  ]);
  columnCheck(labelColumn, 'label');
});
