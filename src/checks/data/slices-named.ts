import { z } from 'zod';
import { runsOf } from '../../analysis/compare/samples.ts';
import type { RunRecord } from '../../records/record.ts';
import { plural } from '../../words/plural.ts';
import type { Judgement } from '../check.ts';
import { defineCheck } from '../define-check.ts';
import {
  type SliceDifference,
  type SliceDifferences,
  sliceDifferences,
} from '../evidence/slice-differences.ts';
import { eachVariant } from '../subjects.ts';
import { countExamples, notChecked } from '../words.ts';

const MAX_OTHERS = 2;

/** `checks.slices`, which named and found slices share. */
export const slicesOption = z
  .boolean()
  .default(true)
  .describe('Whether to test the differences on named slices, and to search for other slices.');

/**
 * Finds slices that get conclusively worse (`checks/evidence/slice-differences.ts`). Fails if the metric does not fall on the whole
 * test split, because then nothing else shows the loss; else warns. A slice that stays within the margin is no finding.
 */
export const slicesNamed = defineCheck({
  id: 'slices/named',
  title: 'does a slice get worse while the mean improves?',
  options: { slices: slicesOption },
  threshold: 0,
  picture: 'named-slices',
  gateEntry: 'slices',
  headline: [
    {
      rank: 2,
      words: 'worse on a slice',
      about: ({ rows }) =>
        rows.flatMap(({ model, status }) =>
          model !== null && status === 'fail' ? [{ kind: 'model', model }] : [],
        ),
    },
  ],
  needs: ['records'],
  isEnabled: ({ slices }) => slices,
  of: eachVariant,
  judge({ model: variant }, { records, ...setup }) {
    const found = sliceDifferences(records, setup, variant);
    const worse = found.tested.filter((slice) => isWorse(slice, found.level));
    const worst = worstOf(worse.length > 0 ? worse : found.tested);
    if (worst === undefined) return unknown(found, runsOf(records, variant));
    const untested = found.untested.length === 0 ? [] : [`${found.untested.length} more could not be tested`];
    const numbers = { value: worst.difference, interval: worst.interval };
    if (worse.length === 0) {
      const none = `none of ${count(found)} is conclusively worse; the lowest: ${describe(worst)}`;
      return { ...numbers, status: 'pass', message: [none, ...untested].join('; ') };
    }
    const isHidden = worse.some(({ overall }) => overall >= 0);
    const others = worse.filter((slice) => slice !== worst);
    const shown = others.slice(0, MAX_OTHERS).map(describe);
    if (others.length > MAX_OTHERS) shown.push(`${others.length - MAX_OTHERS} more`);
    return {
      ...numbers,
      status: isHidden ? 'fail' : 'warn',
      severity: -worst.difference,
      message: `${worse.length} of ${count(found)} conclusively worse: ${describe(worst)}${isHidden ? '. The mean hides this loss' : ''}`,
      evidence: [...shown, ...untested].join('; '),
      advice: isHidden ? 'look at the examples of the slice before merging' : 'start with these examples',
    };
  },
});

function isWorse({ difference, pValueAdjusted, interval, margin }: SliceDifference, level: number): boolean {
  return difference < 0 && pValueAdjusted <= level && interval.low < -(margin ?? 0);
}

/** Hidden losses come first, then larger ones. */
function worstOf(slices: readonly SliceDifference[]): SliceDifference | undefined {
  const rank = ({ overall, difference }: SliceDifference) => [overall >= 0 ? 0 : 1, difference] as const;
  return slices.toSorted((a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1])[0];
}

function describe({ slice, metric, examples, difference, interval, overall }: SliceDifference): string {
  const bounds = `[${signed(interval.low)}, ${signed(interval.high)}]`;
  return `"${slice}" (${countExamples(examples)}) ${metric} ${signed(difference)} ${bounds}, all of the test split ${signed(overall)}`;
}

function count({ tested }: SliceDifferences): string {
  const slices = new Set(tested.map(({ slice }) => slice)).size;
  return plural(slices, 'slice');
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}

function unknown({ untested }: SliceDifferences, candidate: readonly RunRecord[]): Judgement {
  if (candidate.every(({ slices }) => Object.keys(slices).length === 0)) {
    return notChecked(
      'no run reports metrics by slice',
      'name corner cases as slices: in data() of a module, or in the predictions of a command',
    );
  }
  return notChecked(
    `${untested.length} slices could not be tested: that needs two seed pairs with the primary metric on the same examples, and differences that vary`,
  );
}
