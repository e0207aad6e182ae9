import { changedAmount, type DataChange } from '../../plan/code/data-changes.ts';
import { isDataAmount } from '../../plan/code/data-names.ts';
import type { Amount } from '../../records/data/count-examples.ts';
import type { RunRecord } from '../../records/record.ts';
import type { Check } from '../check.ts';
import { defineCheck } from '../define-check.ts';
import { otherCounts } from '../evidence/counted-examples.ts';
import type { Evidence } from '../evidence.ts';
import { warnedVariants } from '../headline.ts';
import { baselineOf } from '../subjects.ts';
import { shortenPath } from '../words.ts';

/** As many as a sentence can hold; the others are counted. */
const SHOWN = 2;
/** With a longer message, one change is shown. */
const MAX_CHARS = 140;

/**
 * Whether both arms were trained, validated and tested on the same data. Data files are known by their names (`plan/code/data-names.ts`) or
 * named under `checks.files`, and compared by their content in git; parameters that name another file, or how much data there is,
 * count as well. Files under `evaluation` have a check of their own.
 *
 * A variant that was trained on more data may be better for the data alone, so the comparison does not speak of the change of the model.
 */
export const dataFiles = defineCheck({
  id: 'data-files',
  title: 'do both arms use the same data?',
  invalidates: false,
  options: {},
  headline: [
    {
      rank: 11,
      words: 'trained on more data',
      about: (facts) => warnedVariants(facts, hasMoreData),
    },
    {
      rank: 12,
      words: 'trained on different data than the baseline',
      about: (facts) => warnedVariants(facts, (row) => !hasMoreData(row)),
    },
  ],
  needs: ['dataChanges', 'records'],
  of: ({ dataChanges }) => dataChanges,
  judge({ model, changes: ofFiles }, { statedNumbers, records, models }) {
    const arms = [baselineOf({ models }), model] as const;
    const stated = [...ofFiles, ...writtenAmounts(statedNumbers, arms, ofFiles)];
    const changes = stated.length > 0 ? stated : countedChanges(records, arms);
    const base = { threshold: 0, interval: null } as const;
    if (changes.length === 0) {
      const message = 'git and the parameters show no data file that differs';
      return { ...base, status: 'pass', value: 0, message, advice: null };
    }
    const sorted = [...changes].sort((a, b) => rank(a) - rank(b));
    const growth = growthOf(sorted);
    return {
      ...base,
      status: 'warn',
      value: changes.length,
      ...(growth === null ? {} : { severity: growth }),
      message: messageOf(sorted),
      advice:
        'change the data in a separate step first, or give both arms the same data. Ignore this check if the data is what you compare',
    };
  },
});

/** The severity is how many times the baseline's training data the variant has. */
function hasMoreData({ severity = 0 }: Check): boolean {
  return severity > 1;
}

/** Amounts of data in the command or in the program, beside the parameters. */
function writtenAmounts(
  stated: Evidence['statedNumbers'] | undefined,
  [baseline, variant]: readonly [string, string],
  known: readonly DataChange[],
): DataChange[] {
  const before = stated?.get(baseline);
  return [...(stated?.get(variant) ?? [])].flatMap(([name, after]) => {
    const value = before?.get(name);
    const isKnown = known.some(
      (change) => change.name.toLowerCase().replaceAll('-', '_') === `params.${name}`,
    );
    const isOther = value !== undefined && value !== after && isDataAmount(name) && !isKnown;
    return isOther ? [changedAmount(name, value, after)] : [];
  });
}

/** Where nothing says so: accuracies on training that are shares of other numbers of examples. */
function countedChanges(records: readonly RunRecord[], arms: readonly [string, string]): DataChange[] {
  return (['train', 'validation'] as const).flatMap((split) => {
    const counts = otherCounts(records, arms, split);
    if (counts === null) return [];
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
  return message.length > MAX_CHARS && shown > 1 ? messageOf(changes, shown - 1) : message;
}

const ORDER = ['train', 'test', 'validation'];

/** Training data first: that is what makes a gain. */
function rank({ split }: DataChange): number {
  return split === null ? ORDER.length : ORDER.indexOf(split);
}

function subjectOf(changes: readonly DataChange[]): string {
  const splits = new Set(changes.map(({ split }) => split));
  const [split = null] = splits;
  if (splits.size > 1 || split === null) return 'different data than the baseline';
  return `different ${split === 'train' ? 'training' : split} data than the baseline`;
}

/** Training rows of the variant over those of the baseline; null where they are not known. */
function growthOf(changes: readonly DataChange[]): number | null {
  const counted = changes.filter(({ split }) => split === 'train' || split === null);
  const sum = (side: 'before' | 'after') => counted.reduce((all, one) => all + (one[side]?.count ?? 0), 0);
  const before = sum('before');
  const after = sum('after');
  return before > 0 && after > 0 ? after / before : null;
}

/** `train.csv 250 → 850 rows`. */
function describe({ name, before, after }: DataChange): string {
  const file = shortenPath(name);
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
