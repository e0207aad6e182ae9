import { wordFor } from '../../words/plural.ts';
import { defineCheck } from '../define-check.ts';
import { FEWEST_EXAMPLES } from '../evidence/example-groups.ts';
import type { FoundSlice, FoundSlices, SliceSearch } from '../evidence/find-slices.ts';
import { countExamples, notChecked } from '../words.ts';
import { slicesOption } from './slices-named.ts';

const MAX_NAMED = 3;
const MAX_IDS = 5;
/** A group that loses fewer examples per run is no corner case. */
const FEWEST_LOST = 2;
/** A larger group is no corner case: one class of two or three often gains what another loses. */
const LARGEST_SHARE = 0.3;

/**
 * Searches unnamed groups of test examples for those on which the variant is worse (`checks/evidence/find-slices.ts`). The search is
 * exploratory, so a new experiment must confirm what it finds.
 */
export const slicesFound = defineCheck({
  id: 'slices/found',
  title: 'does an unnamed corner case get worse?',
  options: { slices: slicesOption },
  threshold: 0,
  picture: 'found-slices',
  needs: ['sliceSearches'],
  isEnabled: ({ slices }) => slices,
  of: ({ sliceSearches }) => sliceSearches,
  judge(search) {
    if ('reason' in search) return notChecked(search.reason);
    const { pairs, groups, level } = search;
    if (groups.length === 0) {
      return notChecked(
        `no class, confusion or fifth of the test examples has ${FEWEST_EXAMPLES} examples; ${wrongExamples(search)}`,
        'test on more examples',
      );
    }
    if (2 ** -pairs > level) {
      const needed = Math.ceil(-Math.log2(level));
      return notChecked(
        `${pairs} seed pairs cannot show a loss at the level of ${level.toPrecision(2)}; ${needed} can (${wrongExamples(search)})`,
      );
    }
    const worse = groups.filter(
      (group) =>
        group.pValueAdjusted <= level &&
        lost(group) >= FEWEST_LOST &&
        group.examples <= LARGEST_SHARE * search.ids.length &&
        isHidden(group, groups),
    );
    // A fifth by certainty is named only if no class, confusion or input describes the loss.
    const described = worse.filter(({ isFifth }) => isFifth !== true);
    const [worst] = (described.length > 0 ? described : worse).toSorted((a, b) => lost(b) - lost(a));
    if (worst === undefined) {
      const message = `none of ${groups.length} groups of test examples gets worse beyond chance; ${wrongExamples(search)}`;
      return { status: 'pass', message };
    }
    const named = [worst, ...worse.filter((group) => group !== worst)].slice(0, MAX_NAMED).map(describe);
    const more = worse.length > MAX_NAMED ? ` and ${worse.length - MAX_NAMED} more` : '';
    const others = worse.length > 1 ? ` and ${worse.length - 1} more` : '';
    return {
      status: 'warn',
      value: worst.difference,
      severity: lost(worst),
      interval: worst.interval,
      message: `exploratory: ${worse.length} of ${groups.length} groups of test examples get worse: ${worst.name} by ${(-100 * worst.difference).toFixed(1)} points${others}. A mean over all examples does not show it`,
      evidence: `${named.join('; ')}${more}; ${wrongExamples(search)}`,
      advice:
        'look at these examples; if they matter, name them as a slice, which the next experiment will test',
    };
  },
});

/**
 * Nearly all differences lie among the hardest examples, so a fifth by certainty repeats the difference of the whole test set
 * unless other examples win back at least half of its loss.
 */
function isHidden(group: FoundSlice, groups: readonly FoundSlice[]): boolean {
  if (group.isFifth === undefined) return true;
  const fifths = groups.filter(({ isFifth }) => isFifth);
  return fifths.reduce((sum, fifth) => sum + lost(fifth), 0) <= lost(group) / 2;
}

/** Mean number of examples that a run loses. */
function lost({ difference, examples }: FoundSlice): number {
  return -difference * examples;
}

function describe({ name, examples, difference, interval, pValueAdjusted }: FoundSlice): string {
  const bounds = interval === null ? '' : ` [${percent(interval.low)}, ${percent(interval.high)}]`;
  return `${name} (${countExamples(examples)}) ${percent(difference)}${bounds} points, p = ${pValueAdjusted.toPrecision(2)}`;
}

function percent(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(100 * value).toFixed(1)}`;
}

function wrongExamples({ wrong, pairs, ids }: Extract<SliceSearch, FoundSlices>): string {
  const count = wrong.examples.length;
  const shown = wrong.examples.slice(0, MAX_IDS).map((example) => `"${ids[example] ?? example}"`);
  const named = count === 0 ? '' : `: ${shown.join(', ')}${count > MAX_IDS ? ' and others' : ''}`;
  return `${countExamples(count)} ${wordFor(count, 'is', 'are')} newly wrong in most of ${pairs} seeds, ${wrong.newlyRight} newly right, ${wrong.expected.toFixed(1)} expected by chance${named}`;
}
