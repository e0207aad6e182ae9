import { pairBySeed } from '../../analysis/compare/samples.ts';
import { differenceOfMeans, isConstant, mean } from '../../stats/describe.ts';
import { holm } from '../../stats/multiplicity/holm.ts';
import { type PairedT, pairedT } from '../../stats/tests/paired-t.ts';
import { defineCheck } from '../define-check.ts';
import { meanOverRuns } from '../mean-over-runs.ts';
import { baselineOf, eachVariant, levelPerVariant } from '../subjects.ts';
import { notChecked, show, showBounds, showP } from '../words.ts';
import { lossCurves } from './loss-curves.ts';
import { measureOverfitting, type Overfitting, type RunOverfitting } from './measure-overfitting.ts';
import { overfittingOptions } from './options.ts';

/** What the variant's own gap and GL have to exceed before they are held against it. */
type Limits = Readonly<Record<'gap' | 'gl', number>>;

const MEASURES = [
  { name: 'gap', unit: '', of: (run: RunOverfitting) => run.gapAtEnd, limit: 'gap' },
  {
    name: 'GL',
    unit: ' %',
    of: (run: RunOverfitting) => run.generalisationLoss,
    limit: 'gl',
  },
  { name: 'best epoch', unit: '', of: (run: RunOverfitting) => run.bestEpoch, limit: null },
] as const;

interface Tested {
  readonly measure: (typeof MEASURES)[number];
  readonly ofBaseline: number;
  readonly ofVariant: number;
  readonly test: PairedT;
  readonly pValueAdjusted: number;
}

/**
 * Whether the variant overfits more than the baseline: paired t tests over shared seeds of the gap between validation and training
 * loss at the end, of Prechelt's generalisation loss (GL) at the end, and of the best epoch, with Holm's correction for the three.
 *
 * Warns where the gap is conclusively wider, or GL conclusively larger, and the variant's own is conclusively above its limit; for GL
 * its validation loss has turned as well. More than the baseline's alone is no accusation: a baseline that was trained too little has
 * a gap far below zero, and whatever learns has a wider one. An earlier best epoch is told and no alarm: a variant that merely learns
 * faster has one too.
 *
 * Assumption: both arms report the same loss. One that was made another (label smoothing, a regulariser that counts) moves the gap
 * without overfitting.
 */
export const againstBaseline = defineCheck({
  id: 'overfitting/against-baseline',
  title: 'does the variant overfit more?',
  invalidates: false,
  options: { overfitting: overfittingOptions },
  needs: ['records'],
  of: eachVariant,
  judge({ model: variant }, { records, ...setup }, { overfitting }) {
    const level = levelPerVariant(setup);
    const baseline = baselineOf(setup);
    const [ofBaseline, ofVariant] = [baseline, variant].map((model) =>
      measureOverfitting(lossCurves(records, model)),
    );
    const tested = testAll(ofBaseline?.runs ?? [], ofVariant?.runs ?? [], level);
    const gap = tested.find(({ measure }) => measure.name === 'gap');
    if (gap === undefined || ofVariant === null || ofVariant === undefined) {
      return notChecked(whyUntested(ofBaseline?.runs ?? [], ofVariant?.runs ?? []), null, 0);
    }
    const { mean: value, interval } = gap.test;
    const excuses = tested
      .filter(({ test, pValueAdjusted }) => test.mean > 0 && pValueAdjusted <= level)
      .flatMap(({ measure }) =>
        measure.limit === null ? [] : [excuse(measure, ofVariant, overfitting, level)],
      );
    const isAlarm = excuses.includes(null);
    return {
      threshold: 0,
      status: isAlarm ? 'warn' : 'pass',
      value,
      interval,
      message: [`at the end, ${tested.map(describe).join('; ')}`, ...(isAlarm ? [] : excuses)].join('; '),
      advice: isAlarm ? 'train it for fewer epochs or regularise it, then compare again' : null,
    };
  },
});

/** Why a measure that is conclusively larger than the baseline's is no alarm; null where it is one. */
function excuse(
  { name, unit, of, limit }: Extract<Tested['measure'], { limit: string }>,
  { runs, turnPValue }: Overfitting,
  limits: Limits,
  level: number,
): string | null {
  const own = meanOverRuns(
    runs.flatMap((run) => of(run) ?? []),
    1 - level,
  );
  if (own === null || own.interval.low <= limits[limit]) {
    const size = own === null ? '' : ` of ${show(own.value)}${unit} ${showBounds(own.interval)}`;
    return `its own ${name}${size} is not shown to exceed the limit of ${limits[limit]}${unit}`;
  }
  return name === 'GL' && turnPValue > level ? 'its validation loss is not shown to have turned' : null;
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
    const [one, other] = [pairs.map((pair) => pair.baseline), pairs.map((pair) => pair.candidate)];
    const differences = pairs.map((pair) => pair.candidate - pair.baseline);
    if (pairs.length < 2 || isConstant(differences, Math.max(...one.map(Math.abs), ...other.map(Math.abs))))
      return [];
    const test = { ...pairedT(differences, { level: 1 - level }), mean: differenceOfMeans(other, one) };
    return [{ measure, ofBaseline: mean(one), ofVariant: mean(other), test }];
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

function describe({ measure: { name, unit }, ofBaseline, ofVariant, test, pValueAdjusted }: Tested): string {
  const values = `${name} ${show(ofVariant)}${unit}, the baseline's ${show(ofBaseline)}${unit}`;
  const difference = name === 'gap' ? `difference ${show(test.mean)} ${showBounds(test.interval)}, ` : '';
  return `${values} (${difference}${showP(pValueAdjusted)})`;
}
