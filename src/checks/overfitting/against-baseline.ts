import type { Comparison } from '../../analysis/compare/comparison.ts';
import { decidingSplit, pairBySeed } from '../../analysis/compare/samples.ts';
import { differenceOfMeans, mean } from '../../stats/describe.ts';
import type { PairedT } from '../../stats/tests/paired-t.ts';
import { defineCheck } from '../define-check.ts';
import { warnedComparisons } from '../headline.ts';
import { meanOverRuns } from '../mean-over-runs.ts';
import { adjustByHolm, testDifferences } from '../seed-differences.ts';
import { baselineOf, eachVariant, levelPerVariant } from '../subjects.ts';
import { notChecked, show, showBounds, showP } from '../words.ts';
import { lossCurves } from './loss-curves.ts';
import {
  describeUnshownRise,
  measureOverfitting,
  type Overfitting,
  type RunOverfitting,
} from './measure-overfitting.ts';
import { overfittingOptions } from './options.ts';
import { findStoppingEpoch } from './stopping-epoch.ts';

const MEASURES = [
  { name: 'gap', unit: '', of: (run: RunOverfitting) => run.gapAtEnd },
  { name: 'GL', unit: ' %', of: (run: RunOverfitting) => run.generalisationLoss },
  { name: 'validation loss', unit: '', of: (run: RunOverfitting) => run.lossAtEnd },
  { name: 'best epoch', unit: '', of: (run: RunOverfitting) => run.bestEpoch },
] as const;

const WITHHELD =
  "better on validation only, where its loss rises again and ends above the baseline's; no test split confirms it";

function isWithheld(comparison: Comparison): boolean {
  return comparison.difference !== null && comparison.downgradedBy !== undefined;
}

interface Tested {
  readonly measure: (typeof MEASURES)[number];
  readonly ofBaseline: number;
  readonly ofVariant: number;
  readonly test: PairedT;
  readonly pValueAdjusted: number;
}

/**
 * Compares the gap between validation and training loss, Prechelt's generalisation loss (GL), the validation loss and the best
 * epoch: paired t tests over shared seeds, with Holm's correction. A wider gap or an earlier best epoch is no alarm, because a
 * model that learns more or faster has one.
 *
 * Both arms must report the same loss. Label smoothing, for example, moves it without overfitting.
 */
export const againstBaseline = defineCheck({
  id: 'overfitting/against-baseline',
  title: 'does the variant overfit more?',
  options: { overfitting: overfittingOptions },
  picture: 'losses',
  isSeenInCurves: true,
  gateEntry: 'overfitting',
  headline: [
    {
      rank: 1,
      words: 'better on validation only, with more overfitting than the baseline',
      // The verdict says so itself if nothing else is open.
      about: ({ verdict, comparisons }) => {
        const open = comparisons.filter((one) => one.verdict === 'inconclusive');
        const withheld = open.filter(isWithheld);
        return verdict === 'inconclusive' && withheld.length === open.length
          ? []
          : withheld.map((comparison) => ({ kind: 'comparison', comparison }));
      },
    },
    {
      rank: 26,
      words: 'overfitting more than the baseline',
      about: (facts) => warnedComparisons(facts, ({ verdict }) => verdict === 'improvement'),
    },
  ],
  withheldAs: 'better on validation only and overfits more than the baseline',
  /** Without a test split, an improvement on validation stands only if the curves have its score, and it has not fallen. */
  withholds({ variant, metric }, { records, metrics, ...setup }) {
    if (decidingSplit(records, metric) === 'test') return null;
    const curves = lossCurves(records, variant);
    const found = measureOverfitting(curves);
    const own = metrics.filter(({ name }) => name === metric);
    const score = found && findStoppingEpoch(curves, found, own, levelPerVariant(setup)).score;
    return score !== null && !score.hasFallen ? null : WITHHELD;
  },
  threshold: 0,
  needs: ['records'],
  of: eachVariant,
  judge({ model: variant }, { records, metrics, ...setup }, { overfitting }) {
    const level = levelPerVariant(setup);
    const [ofBaseline, ofVariant] = [baselineOf(setup), variant].map((model) => {
      const curves = lossCurves(records, model);
      return { curves, found: measureOverfitting(curves) };
    });
    const runs = [ofBaseline?.found?.runs ?? [], ofVariant?.found?.runs ?? []] as const;
    const tested = testAll(...runs, level);
    const testOf = (name: Tested['measure']['name']) => tested.find(({ measure }) => measure.name === name);
    const gap = testOf('gap');
    const loss = testOf('GL');
    const lossAbove = testOf('validation loss');
    const found = ofVariant?.found ?? null;
    if (found === null || (gap ?? lossAbove) === undefined) return notChecked(whyUntested(...runs));
    // A gap that differs by the same amount with every seed has no interval.
    const numbersOfGap = { value: gap?.test.mean ?? null, interval: gap?.test.interval ?? null };
    const stop = findStoppingEpoch(ofVariant?.curves ?? [], found, metrics, level);
    const isMore = (one: Tested | undefined) =>
      one !== undefined && one.test.mean > 0 && one.pValueAdjusted <= level;
    const excuse =
      found.turnPValue > level
        ? describeUnshownRise(found)
        : found.keepsBest
          ? 'its best checkpoint is kept'
          : (excuseOfRise(found, overfitting.gl, level) ??
            (isMore(loss)
              ? null
              : 'it is not shown to end further above its lowest than the baseline does') ??
            (isMore(lossAbove) ? null : "its validation loss is not shown to end above the baseline's") ??
            (stop.score?.isStillRising ? stop.score.words : null));
    const numbers = `at the end, ${tested.map(describe).join('; ')}`;
    if (excuse !== null) {
      const message = tested.some(isMore) ? `${numbers}; ${excuse}` : numbers;
      return { ...numbersOfGap, status: 'pass', message };
    }
    const ends = loss as Tested;
    return {
      ...numbersOfGap,
      status: 'warn',
      message: `overfits more: validation loss ends ${show(ends.ofVariant)} % above its lowest (baseline: ${show(ends.ofBaseline)} %)`,
      evidence: stop.score === null ? numbers : `${numbers}; ${stop.score.words}`,
      advice:
        stop.shareAfter > 0 ? `stop at epoch ${stop.epoch} or regularise` : 'regularise, then compare again',
    };
  },
});

/** Says that the variant's validation loss may end too little above its lowest to matter; null if it matters. */
function excuseOfRise({ runs }: Overfitting, limit: number, level: number): string | null {
  const own = meanOverRuns(
    runs.flatMap(({ generalisationLoss }) => generalisationLoss ?? []),
    1 - level,
  );
  if (own !== null && own.interval.low > limit) return null;
  const size = own === null ? '' : ` of ${show(own.value)} % ${showBounds(own.interval)}`;
  return `its own GL${size} is not shown to exceed the limit of ${limit} %`;
}

function testAll(
  baseline: readonly RunOverfitting[],
  variant: readonly RunOverfitting[],
  level: number,
): Tested[] {
  const tests = MEASURES.flatMap((measure) => {
    const valuesOf = (runs: readonly RunOverfitting[]) =>
      runs.flatMap((run) => {
        const value = measure.of(run);
        return value === null ? [] : [{ seed: run.seed, value }];
      });
    const pairs = pairBySeed(valuesOf(baseline), valuesOf(variant));
    const one = pairs.map((pair) => pair.baseline);
    const other = pairs.map((pair) => pair.candidate);
    const differences = pairs.map(({ baseline, candidate }) => ({
      value: candidate - baseline,
      magnitude: Math.max(Math.abs(baseline), Math.abs(candidate)),
    }));
    const found = testDifferences(differences, level);
    if (found === null) return [];
    const test = { ...found, mean: differenceOfMeans(other, one) };
    return [{ measure, ofBaseline: mean(one), ofVariant: mean(other), test }];
  });
  return adjustByHolm(tests, ({ test }) => test.pValue);
}

/** Losses may differ by the same amount with every seed, which can't be tested. */
function whyUntested(baseline: readonly RunOverfitting[], variant: readonly RunOverfitting[]): string {
  const gapsOf = (runs: readonly RunOverfitting[]) =>
    runs.map(({ seed, gapAtEnd }) => ({ seed, value: gapAtEnd }));
  const pairs = pairBySeed(gapsOf(baseline), gapsOf(variant));
  const [first] = pairs;
  if (first === undefined || pairs.length < 2) {
    return 'needs two seeds under which both models report training and validation loss';
  }
  const difference = show(first.candidate - first.baseline);
  return `the gap between validation and training loss differs from the baseline's by ${difference} under all ${pairs.length} seeds, so it cannot be tested`;
}

function describe({ measure: { name, unit }, ofBaseline, ofVariant, test, pValueAdjusted }: Tested): string {
  const values = `${name} ${show(ofVariant)}${unit}, the baseline's ${show(ofBaseline)}${unit}`;
  const difference = name === 'gap' ? `difference ${show(test.mean)} ${showBounds(test.interval)}, ` : '';
  return `${values} (${difference}${showP(pValueAdjusted)})`;
}
