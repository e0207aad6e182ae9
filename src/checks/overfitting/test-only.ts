import { defineCheck } from '../define-check.ts';
import { warnedComparisons } from '../headline.ts';
import { showDifference } from '../show-score.ts';
import { baselineOf, eachVariant, levelPerVariant } from '../subjects.ts';
import { notChecked, show } from '../words.ts';
import { compareAllSplits, showTest } from './split-differences.ts';

/**
 * Whether validation denies what the test split shows: the variant is conclusively better on test and conclusively worse on validation, by
 * paired t tests over seeds, each Holm-adjusted over the primary metrics. Chance brings that seldom (at most alpha); an epoch or a
 * setting that was chosen on the test set does, and so do splits that do not hold the same kind of examples.
 */
export const testOnly = defineCheck({
  id: 'overfitting/test-only',
  title: 'does validation contradict the lead on test?',
  invalidates: false,
  options: {},
  picture: 'losses',
  gateEntry: 'overfitting',
  headline: [{ rank: 13, words: 'not confirmed on validation', about: (facts) => warnedComparisons(facts) }],
  needs: ['records'],
  of: eachVariant,
  judge({ model: variant }, { records, metrics, ...setup }) {
    const level = levelPerVariant(setup);
    const measured = compareAllSplits({ records, baseline: baselineOf(setup), variant, level }, metrics);
    const [first] = measured;
    if (first === undefined) {
      return notChecked('needs two seed pairs with a primary metric on both validation and test', null, 0);
    }
    const denied = measured.find(
      ({ validation, test, pOfValidation, pOfTest }) =>
        test.mean > 0 && pOfTest <= level && validation.mean < 0 && pOfValidation <= level,
    );
    const { metric, validation, test, pOfValidation, pOfTest } = denied ?? first;
    const { name } = metric;
    const evidence = `${name} differs by ${showTest(test, pOfTest, 'test')}, and by ${showTest(validation, pOfValidation, 'validation')} (p must be at most ${show(level)})`;
    const base = { threshold: 0, value: validation.mean - test.mean, interval: null } as const;
    if (denied === undefined) return { ...base, status: 'pass', message: evidence, advice: null };
    const amount = (value: number) => showDifference(metric, { value, interval: null });
    return {
      ...base,
      status: 'warn',
      metric: name,
      message: `${name} is better by ${amount(test.mean)} on test and worse by ${amount(validation.mean)} on validation`,
      evidence,
      advice:
        'make sure that nothing was chosen on the test set, and that both splits have the same kind of examples',
    };
  },
});
