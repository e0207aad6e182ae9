import type { CheckDefinition } from '../../../src/checks/define-check.ts';
import type { ColumnEvidence } from '../../../src/records/data/split-columns.ts';
import { known } from '../data/known-data.ts';
import { judgeOne } from '../judge.ts';

const NOTHING: ColumnEvidence = {
  label: 'y',
  telling: [],
  next: 0.71,
  columns: 5,
  isNumeric: false,
  groups: [],
};

/** Files of which nothing is found but what is given; null: they have no columns. */
export const judgeColumns = (check: CheckDefinition, columns: Partial<ColumnEvidence> | null) =>
  judgeOne(check, {
    modelData: [
      { ...known({}), files: { train: 'a', test: 'b' }, columns: columns && { ...NOTHING, ...columns } },
    ],
  });
