import { defineCheck } from '../define-check.ts';
import { warnedComparisons } from '../headline.ts';
import { showDifference } from '../show-score.ts';
import { baselineOf, eachVariant, levelPerVariant } from '../subjects.ts';
import { notChecked, show } from '../words.ts';
import { type AdjustedDifferences, compareAllSplits, showTest } from './split-differences.ts';

/**
 * A model that was chosen or trained by the validation split is fitted to it.
 *
 * "Significant here and not there" is no evidence of a difference (A. Gelman and H. Stern, The American Statistician 60, 2006);
 * with one true lead on both splits, chance causes it one time in four. So the lead on validation must be conclusively larger, by
 * seed, than that on test. A metric with an improvement is left out, because Holm's correction for the variants may show on test
 * what shared alpha does not.
 */
export const validationOnly = defineCheck({
  id: 'overfitting/validation-only',
  title: 'does the lead hold on test?',
  picture: 'losses',
  gateEntry: 'overfitting',
  headline: [{ rank: 10, words: 'better on validation only', about: (facts) => warnedComparisons(facts) }],
  threshold: 0,
  needs: ['records', 'comparisons'],
  of: eachVariant,
  judge({ model: variant }, { records, comparisons, metrics, ...setup }) {
    const level = levelPerVariant(setup);
    const measured = compareAllSplits(records, [baselineOf(setup), variant], metrics, level);
    const [first] = measured;
    if (first === undefined) {
      const isMeasured = records.some(
        ({ metrics }) => metrics.validation !== undefined && metrics.test !== undefined,
      );
      return notChecked(
        isMeasured
          ? 'needs two seed pairs with a primary metric on both validation and test, and differences that vary'
          : 'no run was measured on both a validation and a test split',
      );
    }
    const improved = new Set(
      comparisons
        .filter((one) => one.variant === variant && one.verdict === 'improvement')
        .map(({ metric }) => metric),
    );
    const byP = measured
      .filter(({ validation, pOfValidation }) => validation.mean > 0 && pOfValidation <= level)
      .filter(({ metric, test }) => !improved.has(metric.name) && !(test.mean > 0 && test.pValue <= level))
      .toSorted((a, b) => a.validation.pValue - b.validation.pValue);
    const lost = byP.find(
      ({ shrinkage, pOfShrinkage }) => (shrinkage?.mean ?? 0) > 0 && pOfShrinkage <= level,
    );
    const worst = lost ?? byP[0];
    const told = worst ?? first;
    const found = {
      value: told.validation.mean - told.test.mean,
      interval: told.shrinkage?.interval ?? null,
    };
    const numbers = describe(told, level, measured.length);
    if (lost === undefined) {
      const message = worst === undefined ? numbers : `no lead is shown on test: ${numbers}`;
      return { ...found, status: 'pass', message };
    }
    return {
      ...found,
      status: 'warn',
      metric: lost.metric.name,
      message: `ahead in ${lost.metric.name} on validation only: by ${showSize(lost, lost.validation.mean)} there, by ${showSize(lost, lost.test.mean)} on test. It may be fitted to the validation split`,
      evidence: numbers,
      advice:
        'judge only by the test split; make sure that the validation split was not used for training or choosing',
    };
  },
});

/** `1.3 points`, with a minus if negative. */
function showSize({ metric }: AdjustedDifferences, mean: number): string {
  return `${mean < 0 ? '−' : ''}${showDifference(metric, { value: mean, interval: null })}`;
}

function describe(
  { metric, validation, test, shrinkage, pOfValidation, pOfShrinkage }: AdjustedDifferences,
  level: number,
  metrics: number,
): string {
  const onBoth = `${metric.name} differs by ${showTest(validation, pOfValidation, 'validation')}, and by ${showTest(test, test.pValue, 'test')}`;
  const between =
    shrinkage === null ? '' : `; the first minus the second is ${showTest(shrinkage, pOfShrinkage)}`;
  const holm = metrics === 1 ? '' : `; all but that on test are Holm-adjusted for ${metrics} metrics`;
  return `${onBoth}${between} (intervals at ${show(100 * (1 - level))} %, p must be at most ${show(level)}${holm})`;
}
