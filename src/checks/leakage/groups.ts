import { notInspected, requestedByFiles, sharedModelData } from '../data/model-data.ts';
import { defineCheck } from '../define-check.ts';
import { countExamples, notChecked, shortenPath } from '../words.ts';
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
  requestedBy: requestedByFiles,
  of: ({ modelData }) => sharedModelData(modelData).filter(({ files }) => files !== undefined),
  judge({ evidence, columns }, _, { leakage }) {
    const base = { threshold: leakage, interval: null } as const;
    if (evidence === null || columns === undefined)
      return { ...base, ...notInspected('the files cannot be read') };
    if (columns === null) return notChecked('the files have no columns, or fewer than 20 rows');
    const share = ({ examples, of }: (typeof columns.groups)[number]) => examples / Math.max(1, of);
    const worst = [...columns.groups].sort((a, b) => share(b) - share(a))[0];
    if (worst === undefined)
      return notChecked('no column looks like a group', 'name it under checks.files.group');
    const { column, shared, examples, of } = worst;
    const value = share(worst);
    const isShared = value > leakage;
    const name = shortenPath(column);
    return {
      ...base,
      status: isShared ? 'warn' : 'pass',
      value,
      message: isShared
        ? `${examples} of ${countExamples(of)} of the test set belong to a ${name} that is in training too; ${shared} of them are in both`
        : `${examples} of ${countExamples(of)} of the test set belong to a ${name} that is in training`,
      advice: isShared ? 'draw the split by group, so that no group is in both' : null,
    };
  },
});
