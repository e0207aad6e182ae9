import type { ColumnEvidence } from '../../records/data/split-columns.ts';
import { firstOf } from '../../words/list.ts';
import { wordFor } from '../../words/plural.ts';
import type { Judgement } from '../check.ts';
import { defineCheck } from '../define-check.ts';
import { fromFiles, judgeColumns } from '../evidence/model-data.ts';
import { notChecked, shortenPath } from '../words.ts';

const SHOWN = 2;

/**
 * Finds a column that reveals the label: a copy of it, with or without noise, or an id in files sorted by class
 * (`stats/dataset/single-column-predictor.ts`), and a target encoding that was computed with the test labels
 * (`stats/dataset/target-encoding.ts`). Such a column may be an honest measurement of an easy task, so the check never fails.
 */
export const labelColumn = defineCheck({
  id: 'leakage/label',
  title: 'does one column reveal the label?',
  needs: ['modelData'],
  requestedBy: ({ files }) => (files?.label === undefined ? null : 'files.label'),
  of: fromFiles,
  judge: (known) => judgeColumns(known, judgeLabel),
});

function judgeLabel({ label, telling, next, isNumeric, encoded }: ColumnEvidence): Judgement {
  if (label === null) return notChecked('the label column is unknown', 'name it under checks.files.label');
  if (encoded.length > 0) {
    const names = firstOf(encoded.map(shortenPath), SHOWN);
    return {
      status: 'warn',
      value: encoded.length,
      message: `${names} ${wordFor(encoded.length, 'holds', 'hold')} the mean of ${shortenPath(label)} over training and test rows together, so the inputs contain the test labels and the score is too high`,
      advice: 'split first, and compute target encodings from the training rows alone',
    };
  }
  const [best] = telling;
  const unit = isNumeric ? 'of its variance' : 'of the test examples';
  const told = (share: number) => `${Math.round(1000 * share) / 10} % ${unit}`;
  if (best === undefined) {
    const known = next === null ? '' : `; the best predicts it for ${told(next)}`;
    return {
      status: 'pass',
      value: next,
      message: `no single column predicts ${shortenPath(label)}${known}`,
    };
  }
  const names = firstOf(
    telling.map(({ column }) => shortenPath(column)),
    SHOWN,
  );
  const others = next === null ? '' : `; the next best column does for ${told(next)}`;
  const verb = wordFor(telling.length, 'alone predicts', 'each predict');
  return {
    status: 'warn',
    value: best.right,
    message: `${names} ${verb} ${shortenPath(label)} for ${told(best.right)}${others}. It may be a copy of the label, which new data lack`,
    advice:
      'remove the column and compare again. Ignore this check if the program does not read it, or if it is a legitimate measurement',
  };
}
