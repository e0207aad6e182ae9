import { knownMetric } from '../../config/known-metrics.ts';
import { holm } from '../../stats/multiplicity/holm.ts';
import type { PairedT } from '../../stats/tests/paired-t.ts';
import { defineCheck } from '../define-check.ts';
import { showDifference } from '../show-score.ts';
import { baselineOf, eachVariant, levelPerVariant } from '../subjects.ts';
import { notChecked, show, showBounds, showP } from '../words.ts';
import { compareSplits } from './split-differences.ts';

/**
 * Whether validation denies what the test split shows: the variant is conclusively better on test and conclusively worse on validation, by
 * paired t tests over seeds, each Holm-adjusted over the primary metrics. Chance brings that seldom (at most alpha); an epoch or a
 * setting that was chosen on the test set does, and so do splits that do not hold the same kind of examples.
 */
export const testOnly = defineCheck({
  id: 'overfitting/test-only',
  title: 'does validation deny the lead on test?',
  invalidates: false,
  options: {},
  needs: ['records'],
  of: eachVariant,
  judge({ model: variant }, { records, metrics, ...setup }) {
    const level = levelPerVariant(setup);
    const arms = { records, baseline: baselineOf(setup), variant, level };
    const measured = metrics
      .filter(({ role }) => role === 'primary')
      .flatMap((metric) => compareSplits(arms, metric) ?? []);
    const ofValidation = holm(measured.map(({ validation }) => validation.pValue));
    const ofTest = holm(measured.map(({ test }) => test.pValue));
    const [first] = measured;
    if (first === undefined) {
      return notChecked('needs two seed pairs with a primary metric on both validation and test', null, 0);
    }
    const denied = measured.find(
      ({ validation, test }, index) =>
        test.mean > 0 &&
        (ofTest[index] as number) <= level &&
        validation.mean < 0 &&
        (ofValidation[index] as number) <= level,
    );
    const { name, validation, test } = denied ?? first;
    const size = ({ mean, interval, pValue }: PairedT) =>
      `${show(mean)} ${showBounds(interval)}, ${showP(pValue)}`;
    const evidence = `${name} differs by ${size(test)} on test, and by ${size(validation)} on validation (p has to be at most ${show(level)})`;
    const base = { threshold: 0, value: validation.mean - test.mean, interval: null } as const;
    if (denied === undefined) return { ...base, status: 'pass', message: evidence, advice: null };
    const metric = { name, unit: knownMetric(name)?.unit ?? 'none' };
    const amount = (value: number) => showDifference(metric, { value, interval: null });
    return {
      ...base,
      status: 'warn',
      metric: name,
      message: `${name} is better by ${amount(test.mean)} on test and worse by ${amount(validation.mean)} on validation`,
      evidence,
      advice:
        'make sure that nothing was chosen on the test set, and that both splits hold the same kind of examples',
    };
  },
});
