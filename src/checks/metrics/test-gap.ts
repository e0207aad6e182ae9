import { seedValues } from '../../analysis/compare/samples.ts';
import type { Metric } from '../../config/file/normalise.ts';
import type { Split } from '../../records/record.ts';
import { mean } from '../../stats/describe.ts';
import { shareDenominator } from '../../stats/estimates/share-denominator.ts';
import { defineCheck } from '../define-check.ts';
import { isShareOfOne, showScore } from '../show-score.ts';
import { eachModel, primaryMetrics } from '../subjects.ts';
import { notChecked } from '../words.ts';

/** For shares. A choice on validation costs some points on test, and small splits differ by chance. */
const FAR_POINTS = 0.15;
/** For other metrics above 0. */
const FAR_RATIO = 2;
/** Standard errors of two shares over few examples. */
const ERRORS = 3;
const FEWEST_RUNS = 2;

/**
 * Scores on validation and test that differ too much show that the splits have different kinds of examples, or that one is
 * measured wrongly.
 */
export const testGap = defineCheck({
  id: 'metrics/test-gap',
  title: 'is test far from validation?',
  threshold: FAR_POINTS,
  needs: ['records'],
  of: eachModel,
  judge({ model }, { records, metrics }) {
    const measured = primaryMetrics(metrics).flatMap((metric): Scores[] => {
      const valuesOn = (split: Split) =>
        seedValues(records, model, metric.name, split).map(({ value }) => value);
      const validation = valuesOn('validation');
      const test = valuesOn('test');
      return Math.min(validation.length, test.length) < FEWEST_RUNS ? [] : [{ metric, validation, test }];
    });
    const [first] = measured;
    if (first === undefined)
      return notChecked('needs two runs with a primary metric on both validation and test');
    const far = measured.find(isFar);
    const { metric, validation, test } = far ?? first;
    const values = `${showScore(metric, mean(validation))} on validation and ${showScore(metric, mean(test))} on test`;
    const value = mean(validation) - mean(test);
    if (far === undefined) return { status: 'pass', value, message: `${metric.name} is ${values}` };
    return {
      status: 'warn',
      value,
      severity: Math.abs(value),
      message: `${metric.name} is ${values}: too far apart for the same kind of examples, so a choice on validation may be wrong for test`,
      advice: 'check whether one split has different preparation, labels or sources',
    };
  },
});

interface Scores {
  readonly metric: Metric;
  readonly validation: readonly number[];
  readonly test: readonly number[];
}

function isFar({ metric, validation, test }: Scores): boolean {
  const before = mean(validation);
  const after = mean(test);
  const isOfOne = isShareOfOne(metric, [...validation, ...test]);
  if (isOfOne || metric.unit === 'percent') {
    const whole = isOfOne ? 1 : 100;
    const variance = [validation, test].reduce((sum, values) => {
      const shares = values.map((value) => value / whole);
      const examples = shareDenominator(shares);
      const share = Math.min(1, Math.max(0, mean(shares)));
      return sum + (examples === null ? 0 : (share * (1 - share)) / examples);
    }, 0);
    return Math.abs(before - after) / whole > Math.max(FAR_POINTS, ERRORS * Math.sqrt(variance));
  }
  const low = Math.min(before, after);
  const high = Math.max(before, after);
  return low > 0 && high > FAR_RATIO * low;
}
