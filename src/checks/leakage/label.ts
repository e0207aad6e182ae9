import type { ColumnEvidence } from '../../records/data/split-columns.ts';
import { wordFor } from '../../words/plural.ts';
import type { Finding } from '../check.ts';
import { defineCheck } from '../define-check.ts';
import { notChecked, shortenPath } from '../words.ts';
import { fromFiles, judgeColumns } from './columns.ts';

const SHOWN = 2;

/**
 * A column that gives the label away: a copy of it, also with noise, or an id in files that are sorted by class. Each column is asked by itself
 * (`stats/dataset/single-column-predictor.ts`): learnt from the training file, it labels the test file. Warns where it settles 98 % of what
 * is open without it, or explains 99 % of the variance of an amount. Such a column may be an honest measurement of an easy task, so the
 * check never fails.
 */
export const labelColumn = defineCheck({
  id: 'leakage/label',
  title: 'does one column reveal the label?',
  invalidates: false,
  options: {},
  needs: ['modelData'],
  requestedBy: ({ files }) => (files?.label === undefined ? null : 'files.label'),
  of: fromFiles,
  judge: (known) => judgeColumns(known, judgeLabel),
});

function judgeLabel({ label, telling, next, isNumeric }: ColumnEvidence): Finding {
  const base = { threshold: null, interval: null } as const;
  if (label === null) return notChecked('the label column is unknown', 'name it under checks.files.label');
  const [best] = telling;
  const unit = isNumeric ? 'of its variance' : 'of the test examples';
  const told = (share: number) => `${Math.round(1000 * share) / 10} % ${unit}`;
  if (best === undefined) {
    const known = next === null ? '' : `; the best predicts it for ${told(next)}`;
    return {
      ...base,
      status: 'pass',
      value: next,
      message: `no single column predicts ${shortenPath(label)}${known}`,
      advice: null,
    };
  }
  const names = telling.slice(0, SHOWN).map(({ column }) => shortenPath(column));
  const more = telling.length > SHOWN ? ` and ${telling.length - SHOWN} more` : '';
  const others = next === null ? '' : `; the next best column does for ${told(next)}`;
  const verb = wordFor(telling.length, 'alone predicts', 'each predict');
  return {
    ...base,
    status: 'warn',
    value: best.right,
    message: `${names.join(', ')}${more} ${verb} ${shortenPath(label)} for ${told(best.right)}${others}`,
    advice:
      'remove the column and compare again. Ignore this check if the program does not read it, or if it is a legitimate measurement',
  };
}
