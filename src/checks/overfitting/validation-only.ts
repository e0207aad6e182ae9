import { pairBySeed, seedValues } from '../../analysis/compare/samples.ts';
import type { Metric } from '../../config/file/normalise.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { isConstant } from '../../stats/describe.ts';
import { holm } from '../../stats/multiplicity/holm.ts';
import { type PairedT, pairedT } from '../../stats/tests/paired-t.ts';
import { defineCheck } from '../define-check.ts';
import { baselineOf, eachVariant, levelPerVariant } from '../subjects.ts';
import { notChecked, show, showBounds, showP } from '../words.ts';

interface Arms {
  readonly records: readonly RunRecord[];
  readonly baseline: string;
  readonly variant: string;
  readonly level: number;
}

/** One primary metric; differences are turned so that positive is better. */
interface Splits {
  readonly name: string;
  readonly validation: PairedT;
  readonly test: PairedT;
  /** Of validation over test, seed by seed; null where it does not vary. */
  readonly shrinkage: PairedT | null;
}

/**
 * Whether the variant wins on the validation split only. Paired t tests over seeds of each primary metric on both splits: warns
 * where the difference on validation is conclusively positive (Holm over the primary metrics), that on test is not, and the lead on
 * validation is conclusively larger than that on test, seed by seed. What was chosen or trained by the validation split is fitted to
 * it, and only the test split tells what it is worth.
 *
 * "Significant here and not there" is no evidence of a difference (A. Gelman and H. Stern, The American Statistician 60, 2006): with
 * one true lead on both splits, chance alone brings it about one time in four. Without the third test the check passes and says
 * that no lead is shown on test. A metric whose verdict is improvement is not looked at: Holm's correction for the variants may show
 * on test what alpha shared among them does not.
 */
export const validationOnly = defineCheck({
  id: 'overfitting/validation-only',
  title: 'does the lead hold on test?',
  invalidates: false,
  options: {},
  needs: ['records', 'comparisons'],
  of: eachVariant,
  judge({ model: variant }, { records, comparisons, metrics, ...setup }) {
    const level = levelPerVariant(setup);
    const baseline = baselineOf(setup);
    const primary = metrics.filter(({ role }) => role === 'primary');
    const measured = primary.flatMap(
      (metric) => compareSplits({ records, baseline, variant, level }, metric) ?? [],
    );
    if (measured.length === 0) {
      const isMeasured = records.some(
        ({ metrics }) => metrics.validation !== undefined && metrics.test !== undefined,
      );
      return notChecked(
        isMeasured
          ? 'needs two seed pairs with a primary metric on both validation and test, and differences that vary'
          : 'no run was measured on both a validation and a test split',
        null,
        0,
      );
    }
    const ofValidation = holm(measured.map(({ validation }) => validation.pValue));
    const ofShrinkage = holm(measured.map(({ shrinkage }) => shrinkage?.pValue ?? 1));
    const improved = new Set(
      comparisons
        .filter((one) => one.variant === variant && one.verdict === 'improvement')
        .map(({ metric }) => metric),
    );
    const adjusted = measured.map((splits, index) => ({
      ...splits,
      pOfValidation: ofValidation[index] as number,
      pOfShrinkage: ofShrinkage[index] as number,
    }));
    const byP = adjusted
      .filter(({ validation, pOfValidation }) => validation.mean > 0 && pOfValidation <= level)
      .filter(({ name, test }) => !improved.has(name) && !(test.mean > 0 && test.pValue <= level))
      .toSorted((a, b) => a.validation.pValue - b.validation.pValue);
    const lost = byP.find(
      ({ shrinkage, pOfShrinkage }) => (shrinkage?.mean ?? 0) > 0 && pOfShrinkage <= level,
    );
    const worst = lost ?? byP[0];
    const told = worst ?? (adjusted[0] as Adjusted);
    const found = {
      threshold: 0,
      value: told.validation.mean - told.test.mean,
      interval: told.shrinkage?.interval ?? null,
    } as const;
    const numbers = describe(told, level, measured.length);
    if (lost === undefined) {
      const message = worst === undefined ? numbers : `no lead is shown on test: ${numbers}`;
      return { ...found, status: 'pass', message, advice: null };
    }
    return {
      ...found,
      status: 'warn',
      metric: lost.name,
      message: `wins on validation only, the lead does not hold on test: ${numbers}`,
      advice: 'make sure that nothing was trained on or chosen by the validation split; judge by test',
    };
  },
});

interface Adjusted extends Splits {
  /** Holm-adjusted over the primary metrics. */
  readonly pOfValidation: number;
  readonly pOfShrinkage: number;
}

function describe(
  { name, validation, test, shrinkage, pOfValidation, pOfShrinkage }: Adjusted,
  level: number,
  metrics: number,
): string {
  const size = ({ mean, interval }: PairedT) => `${show(mean)} ${showBounds(interval)}`;
  const onBoth = `${name} differs by ${size(validation)} on validation, ${showP(pOfValidation)}, and by ${size(test)} on test, ${showP(test.pValue)}`;
  const between =
    shrinkage === null ? '' : `; the first less the second is ${size(shrinkage)}, ${showP(pOfShrinkage)}`;
  const holm = metrics === 1 ? '' : `; all but that on test are Holm-adjusted for ${metrics} metrics`;
  return `${onBoth}${between} (intervals at ${show(100 * (1 - level))} %, p has to be at most ${show(level)}${holm})`;
}

function compareSplits({ records, baseline, variant, level }: Arms, metric: Metric): Splits | null {
  const sign = metric.direction === 'minimize' ? -1 : 1;
  const differences = (split: Split) =>
    pairBySeed(
      seedValues(records, baseline, metric.name, split),
      seedValues(records, variant, metric.name, split),
    ).map((pair) => ({
      seed: pair.seed,
      value: sign * (pair.candidate - pair.baseline),
      magnitude: Math.max(Math.abs(pair.candidate), Math.abs(pair.baseline)),
    }));
  const test = testOf(differences('test'), level);
  const validation = testOf(differences('validation'), level);
  if (test === null || validation === null) return null;
  const shrinkage = pairBySeed(differences('test'), differences('validation')).map((pair) => ({
    value: pair.candidate - pair.baseline,
    magnitude: Math.max(Math.abs(pair.candidate), Math.abs(pair.baseline)),
  }));
  return { name: metric.name, validation, test, shrinkage: testOf(shrinkage, level) };
}

function testOf(
  differences: ReadonlyArray<{ readonly value: number; readonly magnitude: number }>,
  level: number,
): PairedT | null {
  const values = differences.map(({ value }) => value);
  if (values.length < 2 || isConstant(values, Math.max(...differences.map(({ magnitude }) => magnitude))))
    return null;
  return pairedT(values, { level: 1 - level });
}
