import type { ColumnEvidence } from '../../records/data/split-columns.ts';
import type { Judgement } from '../check.ts';
import { defineCheck } from '../define-check.ts';
import { fromFiles, judgeColumns } from '../evidence/model-data.ts';
import { countExamples, notChecked, shortenPath } from '../words.ts';
import { leakageThreshold } from './copies.ts';

/**
 * A model can recognise a patient, document or user on both sides of the split, so results for new ones are not measured.
 * `checks.files.group` names the column of the group; else `records/data/split-columns.ts` finds it by its name or values.
 */
export const groups = defineCheck({
  id: 'leakage/groups',
  title: 'are groups on both sides of the split?',
  options: { leakage: leakageThreshold },
  needs: ['modelData'],
  requestedBy: ({ files }) => (files?.group === undefined ? null : 'files.group'),
  of: fromFiles,
  judge: (known, _, { leakage }) => judgeColumns(known, (columns) => judgeGroups(columns, leakage)),
});

function judgeGroups(columns: ColumnEvidence, threshold: number): Judgement {
  const share = ({ examples, of }: (typeof columns.groups)[number]) => examples / Math.max(1, of);
  const worst = [...columns.groups].sort((a, b) => share(b) - share(a))[0];
  if (worst === undefined)
    return notChecked('no column looks like a group', 'name it under checks.files.group');
  const { column, shared, examples, of } = worst;
  const value = share(worst);
  const isShared = value > threshold;
  const belonging = `${examples} of ${countExamples(of)} of the test set belong to a ${shortenPath(column)} that is also in the training set`;
  return {
    threshold,
    status: isShared ? 'warn' : 'pass',
    value,
    message: isShared
      ? `${belonging}; ${shared} groups are in both. The score does not hold for new groups`
      : belonging,
    advice: isShared ? 'split by group' : null,
  };
}
