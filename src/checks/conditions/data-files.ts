import type { DataChange } from '../../plan/code/data-changes.ts';
import type { Amount } from '../../records/data/count-examples.ts';
import type { RunRecord } from '../../records/record.ts';
import type { Check } from '../check.ts';
import { defineCheck } from '../define-check.ts';
import { otherCounts } from '../evidence/counted-examples.ts';
import { warnedVariants } from '../headline.ts';
import { baselineOf } from '../subjects.ts';
import { shortenPath } from '../words.ts';

const SHOWN = 2;
/** A longer message shows one change only. */
const MAX_CHARS = 140;

/**
 * A variant trained on more data may be better for the data alone. Data files are known by their names
 * (`plan/code/data-names.ts`) or listed under `checks.files`, and compared by their content in git. Parameters that name a
 * file, an amount of data or the seed of a split count as well. `evaluation-files` checks files under `evaluation`.
 */
export const dataFiles = defineCheck({
  id: 'data-files',
  title: 'do both arms use the same data?',
  headline: [
    { rank: 11, words: 'trained on more data', about: (facts) => warnedVariants(facts, hasMoreData) },
    {
      rank: 12,
      words: 'trained on different data than the baseline',
      about: (facts) => warnedVariants(facts, (row) => !hasMoreData(row)),
    },
  ],
  threshold: 0,
  needs: ['dataChanges', 'records'],
  of: ({ dataChanges }) => dataChanges,
  judge({ model, changes: ofFiles }, { records, models }) {
    const arms = [baselineOf({ models }), model] as const;
    const changes = ofFiles.length > 0 ? ofFiles : countedChanges(records, arms);
    if (changes.length === 0)
      return { status: 'pass', value: 0, message: 'git and the parameters show no data file that differs' };
    const sorted = [...changes].sort((a, b) => rank(a) - rank(b));
    const growth = growthOf(sorted);
    return {
      status: 'warn',
      value: changes.length,
      ...(growth === null ? {} : { severity: growth }),
      message: messageOf(sorted),
      advice:
        'change the data in a separate step first, or give both arms the same data. Ignore this check if the data is what you compare',
    };
  },
});

/** `severity` is the variant's training data over the baseline's. */
function hasMoreData({ severity = 0 }: Check): boolean {
  return severity > 1;
}

/** Without stated changes, accuracies may show different numbers of examples. */
function countedChanges(records: readonly RunRecord[], arms: readonly [string, string]): DataChange[] {
  return (['train', 'validation'] as const).flatMap((split) => {
    const counts = otherCounts(records, arms, split);
    if (counts?.before == null || counts.after === null) return [];
    const amount = (count: number) => ({ count, unit: 'rows' }) as const;
    return [
      {
        name: `examples of its ${split} accuracy`,
        split,
        before: amount(counts.before),
        after: amount(counts.after),
      },
    ];
  });
}

function messageOf(changes: readonly DataChange[], shown = SHOWN): string {
  const more = changes.length > shown ? ` and ${changes.length - shown} more` : '';
  const message = `${subjectOf(changes)}: ${changes.slice(0, shown).map(describe).join(', ')}${more}`;
  return message.length > MAX_CHARS && shown > 1
    ? messageOf(changes, shown - 1)
    : `${message}. A difference may come from the data alone`;
}

const ORDER = ['train', 'test', 'validation'];

/** Training data comes first, because it makes gains. */
function rank({ split }: DataChange): number {
  return split === null ? ORDER.length : ORDER.indexOf(split);
}

function subjectOf(changes: readonly DataChange[]): string {
  const splits = new Set(changes.map(({ split }) => split));
  const [split = null] = splits;
  if (splits.size > 1 || split === null) return 'different data than the baseline';
  return `different ${split === 'train' ? 'training' : split} data than the baseline`;
}

/** The variant's training rows over the baseline's; null if unknown. */
function growthOf(changes: readonly DataChange[]): number | null {
  const counted = changes.filter(({ split }) => split === 'train' || split === null);
  const sum = (side: 'before' | 'after') => counted.reduce((all, one) => all + (one[side]?.count ?? 0), 0);
  const before = sum('before');
  const after = sum('after');
  return before > 0 && after > 0 ? after / before : null;
}

/** `train.csv 250 → 850 rows`. */
function describe({ name, before, after, chosenBy }: DataChange): string {
  const file = shortenPath(name);
  if (chosenBy !== undefined) return `${file} ${chosenBy.join(' → ')}, which chooses the examples`;
  if (before === null && after === null) return file;
  if (before === null || after === null)
    return before === null ? `${file} new, ${show(after)}` : `${file} removed, ${show(before)}`;
  if (before.unit !== after.unit) return `${file} ${show(before)} → ${show(after)}`;
  if (before.content !== undefined && before.content.inAnyOrder === after.content?.inAnyOrder)
    return `${file} with the same ${show(after)} in a different order`;
  if (before.count === after.count) return `${file} changed, ${show(after)} in both`;
  return `${file} ${count(before)} → ${show(after)}`;
}

function show(amount: Amount | null): string {
  if (amount === null) return 'not counted';
  return amount.unit === 'share' ? count(amount) : `${count(amount)} ${amount.unit}`;
}

function count({ count, unit }: Amount): string {
  return unit === 'share' ? String(count) : count.toLocaleString('en-US');
}
