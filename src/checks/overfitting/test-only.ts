import { defineCheck } from '../define-check.ts';
import { warnedComparisons } from '../headline.ts';
import { showDifference } from '../show-score.ts';
import { baselineOf, eachVariant, levelPerVariant } from '../subjects.ts';
import { notChecked, show } from '../words.ts';
import { compareAllSplits, showTest } from './split-differences.ts';

/**
 * The variant is conclusively better on test and worse on validation, which chance causes at a rate of at most alpha. A choice on
 * the test set or different kinds of examples cause it too.
 */
export const testOnly = defineCheck({
  id: 'overfitting/test-only',
  title: 'does validation contradict the lead on test?',
  picture: 'losses',
  gateEntry: 'overfitting',
  headline: [{ rank: 13, words: 'not confirmed on validation', about: (facts) => warnedComparisons(facts) }],
  threshold: 0,
  needs: ['records'],
  of: eachVariant,
  judge({ model: variant }, { records, metrics, ...setup }) {
    const level = levelPerVariant(setup);
    const measured = compareAllSplits(records, [baselineOf(setup), variant], metrics, level);
    const [first] = measured;
    if (first === undefined)
      return notChecked('needs two seed pairs with a primary metric on both validation and test');
    const denied = measured.find(
      ({ validation, test, pOfValidation, pOfTest }) =>
        test.mean > 0 && pOfTest <= level && validation.mean < 0 && pOfValidation <= level,
    );
    const { metric, validation, test, pOfValidation, pOfTest } = denied ?? first;
    const { name } = metric;
    const evidence = `${name} differs by ${showTest(test, pOfTest, 'test')}, and by ${showTest(validation, pOfValidation, 'validation')} (p must be at most ${show(level)})`;
    const value = validation.mean - test.mean;
    if (denied === undefined) return { status: 'pass', value, message: evidence };
    const amount = (value: number) => showDifference(metric, { value, interval: null });
    return {
      status: 'warn',
      value,
      metric: name,
      message: `${name} is better by ${amount(test.mean)} on test and worse by ${amount(validation.mean)} on validation. One of the splits misleads`,
      evidence,
      advice:
        'make sure that nothing was chosen on the test set, and that both splits have the same kind of examples',
    };
  },
});
