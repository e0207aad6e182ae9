import { meanOverRuns } from '../analysis/interval-of-mean.ts';
import { lossCurves } from '../analysis/loss-curves.ts';
import { measureOverfitting, type Overfitting, type RunOverfitting } from '../analysis/overfitting.ts';
import { pairBySeed } from '../analysis/samples.ts';
import type { RunRecord } from '../records/record.ts';
import { differenceOfMeans, isConstant, mean } from '../stats/describe.ts';
import { holm } from '../stats/holm.ts';
import { type PairedT, pairedT } from '../stats/paired-t.ts';
import type { Check } from './check.ts';
import { notChecked, show, showBounds, showP } from './words.ts';

const ID = 'overfitting/against-baseline';

export interface AgainstBaselineRequest {
  readonly records: readonly RunRecord[];
  readonly baseline: string;
  readonly variant: string;
  /** Alpha, shared among the variants. */
  readonly level: number;
}

const MEASURES = [
  { name: 'gap', of: (run: RunOverfitting) => run.gapAtEnd },
  { name: 'GL', of: (run: RunOverfitting) => run.generalisationLoss },
  { name: 'best epoch', of: (run: RunOverfitting) => run.bestEpoch },
] as const;

interface Tested {
  readonly name: string;
  readonly ofBaseline: number;
  readonly ofVariant: number;
  readonly test: PairedT;
  readonly pValueAdjusted: number;
}

/**
 * Whether the variant overfits more than the baseline: paired t tests over shared seeds of the gap between validation and training
 * loss at the end, of Prechelt's generalisation loss (GL) at the end, and of the best epoch, with Holm's correction for the three.
 * Warns where the gap is conclusively wider or GL conclusively larger, and the variant overfits at all: its own gap is conclusively
 * above zero, or its validation loss has turned. A variant that drops units in training has a higher training loss than validation
 * loss; where that gap is merely less negative than the baseline's, nothing is overfitted. An earlier best epoch is told and no alarm: a
 * variant that merely learns faster has one too.
 *
 * Assumption: both arms report the same loss. One that was made another (label smoothing, a regulariser that counts) moves the gap
 * without overfitting.
 */
export function checkAgainstBaseline({ records, baseline, variant, level }: AgainstBaselineRequest): Check {
  const base = { id: ID, model: variant, threshold: 0 } as const;
  const [ofBaseline, ofVariant] = [baseline, variant].map((model) =>
    measureOverfitting(lossCurves(records, model)),
  );
  const tested = testAll(ofBaseline?.runs ?? [], ofVariant?.runs ?? [], level);
  const gap = tested.find(({ name }) => name === 'gap');
  if (gap === undefined) {
    return notChecked(base, whyUntested(ofBaseline?.runs ?? [], ofVariant?.runs ?? []));
  }
  const { mean: value, interval } = gap.test;
  const larger = tested.filter(
    ({ name, test, pValueAdjusted }) => name !== 'best epoch' && test.mean > 0 && pValueAdjusted <= level,
  );
  const overfits = ofVariant !== undefined && ofVariant !== null && overfitsAtAll(ofVariant, level);
  const isAlarm = larger.length > 0 && overfits;
  const harmless =
    larger.length > 0 && !overfits
      ? '; its gap is not above zero and its validation loss has not turned'
      : '';
  return {
    ...base,
    status: isAlarm ? 'warn' : 'pass',
    value,
    interval,
    message: `at the end, ${tested.map(describe).join('; ')}${harmless}`,
    advice: isAlarm ? 'train it for fewer epochs or regularise it, then compare again' : null,
  };
}

function overfitsAtAll({ runs, turnPValue }: Overfitting, level: number): boolean {
  const gap = meanOverRuns(
    runs.map(({ gapAtEnd }) => gapAtEnd),
    1 - level,
  );
  return (gap !== null && gap.interval.low > 0) || turnPValue <= level;
}

function testAll(
  baseline: readonly RunOverfitting[],
  variant: readonly RunOverfitting[],
  level: number,
): Tested[] {
  const tests = MEASURES.flatMap(({ name, of }) => {
    const valuesOf = (runs: readonly RunOverfitting[]) =>
      runs.flatMap((run) => {
        const value = of(run);
        return value === null ? [] : [{ seed: run.seed, value }];
      });
    const pairs = pairBySeed(valuesOf(baseline), valuesOf(variant));
    const [one, other] = [pairs.map((pair) => pair.baseline), pairs.map((pair) => pair.candidate)];
    const differences = pairs.map((pair) => pair.candidate - pair.baseline);
    if (pairs.length < 2 || isConstant(differences, Math.max(...one.map(Math.abs), ...other.map(Math.abs))))
      return [];
    const test = { ...pairedT(differences, { level: 1 - level }), mean: differenceOfMeans(other, one) };
    return [{ name, ofBaseline: mean(one), ofVariant: mean(other), test }];
  });
  const adjusted = holm(tests.map(({ test }) => test.pValue));
  return tests.map((tested, index) => ({ ...tested, pValueAdjusted: adjusted[index] as number }));
}

/** Losses that a parameter moves by the same amount under every seed are there, and leave nothing to test all the same. */
function whyUntested(baseline: readonly RunOverfitting[], variant: readonly RunOverfitting[]): string {
  const gapsOf = (runs: readonly RunOverfitting[]) =>
    runs.map(({ seed, gapAtEnd }) => ({ seed, value: gapAtEnd }));
  const pairs = pairBySeed(gapsOf(baseline), gapsOf(variant));
  const [first] = pairs;
  if (first === undefined || pairs.length < 2) {
    return 'needs two seeds under which both models report training and validation loss';
  }
  const difference = show(first.candidate - first.baseline);
  return `the gap between validation and training loss differs from the baseline's by ${difference} under each of ${pairs.length} seeds, so there is no spread to test it against`;
}

function describe({ name, ofBaseline, ofVariant, test, pValueAdjusted }: Tested): string {
  const unit = name === 'GL' ? ' %' : '';
  const values = `${name} ${show(ofVariant)}${unit}, the baseline's ${show(ofBaseline)}${unit}`;
  const difference = name === 'gap' ? `difference ${show(test.mean)} ${showBounds(test.interval)}, ` : '';
  return `${values} (${difference}${showP(pValueAdjusted)})`;
}
