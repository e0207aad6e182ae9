import { expect, test } from 'vitest';
import { CONFIG_SCHEMA } from '../../../src/checks/config-schema.ts';
import type { CheckDefinition } from '../../../src/checks/define-check.ts';
import type { ColumnEvidence } from '../../../src/records/data/split-columns.ts';
import { known } from '../data/known-data.ts';
import { judge, judgeOne } from '../judge.ts';

const NOTHING: ColumnEvidence = {
  label: 'y',
  telling: [],
  next: 0.71,
  columns: 5,
  isNumeric: false,
  encoded: [],
  groups: [],
};

/** Files of which nothing is found but what is given; null: they have no columns. */
export const judgeColumns = (check: CheckDefinition, columns: Partial<ColumnEvidence> | null) =>
  judgeOne(check, {
    modelData: [
      { ...known({}), files: { train: 'a', test: 'b' }, columns: columns && { ...NOTHING, ...columns } },
    ],
  });

/** Tests what all checks of columns share: files that can't be read, or have no columns, and `checks.files.<key>`. */
export function columnCheck(check: CheckDefinition, key: 'group' | 'label'): void {
  test('is not checked without columns, and silent without files', () => {
    expect(judgeColumns(check, null).status).toBe('not-checked');
    expect(judge(check, { modelData: [known({})] })).toEqual([]);
  });

  test('says why files cannot be read', () => {
    const reason = 'checks.files: "a" does not exist';
    const modelData = [{ model: null, evidence: null, reason, files: { train: 'a', test: 'b' } }];
    expect(judge(check, { modelData })).toMatchObject([{ status: 'not-checked', message: reason }]);
  });

  test('is requested by its own key only', () => {
    const asked = (files: object) =>
      check.requestedBy(CONFIG_SCHEMA.shape.checks.parse({ files }), { records: [], comparisons: [] });
    expect(asked({ train: 'a', test: 'b' })).toBeNull();
    expect(asked({ train: 'a', test: 'b', [key]: 'c' })).toBe(`files.${key}`);
  });
}
