import type { ColumnEvidence } from '../../records/data/split-columns.ts';
import type { Finding } from '../check.ts';
import { defineCheck } from '../define-check.ts';
import { countExamples, notChecked, shortenPath } from '../words.ts';
import { fromFiles, judgeColumns } from './columns.ts';
import { leakageThreshold } from './copies.ts';

/**
 * Examples of one patient, document or user on both sides of the split. A model can recognise the group, and what it does for new ones is not
 * measured. A group is the column that `checks.files.group` names, one with the name of such a group (patient, subject, speaker, doc, …),
 * or one of many values with several rows each whose rows share their label (`records/data/split-columns.ts`); where every row
 * has a name of its own, the first part of it counts (`patient12_slice4.png`).
 */
export const groups = defineCheck({
  id: 'leakage/groups',
  title: 'are groups on both sides of the split?',
  invalidates: false,
  options: { leakage: leakageThreshold },
  needs: ['modelData'],
  requestedBy: ({ files }) => (files?.group === undefined ? null : 'files.group'),
  of: fromFiles,
  judge: (known, _, { leakage }) => judgeColumns(known, (columns) => judgeGroups(columns, leakage)),
});

function judgeGroups(columns: ColumnEvidence, threshold: number): Finding {
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
    interval: null,
    status: isShared ? 'warn' : 'pass',
    value,
    message: isShared ? `${belonging}; ${shared} groups are in both` : belonging,
    advice: isShared ? 'split by group' : null,
  };
}
