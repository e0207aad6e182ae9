import { seedValues } from '../../analysis/compare/samples.ts';
import type { Metric } from '../../config/file/normalise.ts';
import { mean } from '../../stats/describe.ts';
import { shareDenominator } from '../../stats/estimates/share-denominator.ts';
import { defineCheck } from '../define-check.ts';
import { isShareOfOne, showScore } from '../show-score.ts';
import { eachModel } from '../subjects.ts';
import { notChecked } from '../words.ts';

/** Of a share; what is chosen on validation loses some points on test, and small splits differ by chance. */
const FAR_POINTS = 0.15;
/** Times as large, for errors and other metrics above zero. */
const FAR_RATIO = 2;
/** Standard errors of two shares of few examples. */
const ERRORS = 3;
const FEWEST_RUNS = 2;

/**
 * Whether one model scores so differently on validation and on test that the two cannot be the same kind of examples, or one of them is
 * measured wrongly: shares that are 15 points apart, and three standard errors of shares of so few examples where their number shows; other
 * metrics of which one is twice the other. Means over runs; the number of runs does not help where a split is small.
 */
export const testGap = defineCheck({
  id: 'metrics/test-gap',
  title: 'is test far from validation?',
  invalidates: false,
  options: {},
  needs: ['records'],
  of: eachModel,
  judge({ model }, { records, metrics }) {
    const base = { threshold: FAR_POINTS, interval: null } as const;
    const measured = metrics
      .filter(({ role }) => role === 'primary')
      .flatMap((metric) => {
        const [validation, test] = (['validation', 'test'] as const).map((split) =>
          seedValues(records, model, metric.name, split).map(({ value }) => value),
        ) as [number[], number[]];
        return Math.min(validation.length, test.length) < FEWEST_RUNS ? [] : [{ metric, validation, test }];
      });
    const [first] = measured;
    if (first === undefined) {
      return notChecked('needs two runs with a primary metric on both validation and test', null, FAR_POINTS);
    }
    const far = measured.find(isFar);
    const { metric, validation, test } = far ?? first;
    const values = `${showScore(metric, mean(validation))} on validation and ${showScore(metric, mean(test))} on test`;
    const value = mean(validation) - mean(test);
    if (far === undefined) {
      return { ...base, status: 'pass', value, message: `${metric.name} is ${values}`, advice: null };
    }
    return {
      ...base,
      status: 'warn',
      value,
      severity: Math.abs(value),
      message: `${metric.name} is ${values}: too far apart for the same kind of examples`,
      advice:
        'check whether one split has different preparation, labels or sources; choosing on validation works only if both splits are alike',
    };
  },
});

function isFar({
  metric,
  validation,
  test,
}: {
  metric: Metric;
  validation: number[];
  test: number[];
}): boolean {
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
