import { decidingValues } from '../../analysis/compare/samples.ts';
import { bestValueOf, wholeOf } from '../../analysis/compare/scale.ts';
import type { Metric } from '../../config/file/normalise.ts';
import { isShare } from '../../config/known-metrics.ts';
import type { RunRecord } from '../../records/record.ts';
import { mean } from '../../stats/describe.ts';
import { wordsOf } from '../../words/unit-words.ts';
import { defineCheck } from '../define-check.ts';
import { isShareOfOne, showDifference, showScore } from '../show-score.ts';
import { baselineOf, isDifferent, primaryMetrics, wholeExperiment } from '../subjects.ts';
import { notChecked } from '../words.ts';

/** Share of the whole that must be left to gain. */
const LEAST_LEFT = 0.01;
/** A baseline that leaves more than this many times as much is far from the best value. */
const FAR = 10;

/**
 * If the baseline's mean of a share is within a point, or the margin, of the best value, and no verdict is improvement or
 * regression, equivalence only shows that the test set is too easy. An improvement from far below to that close is what an input
 * that knows the label would bring.
 */
export const ceiling = defineCheck({
  id: 'metrics/ceiling',
  title: 'can the metric still improve?',
  isOfEvaluations: true,
  threshold: LEAST_LEFT,
  needs: ['records', 'comparisons'],
  of: wholeExperiment,
  judge(_, { records, comparisons, metrics, models, unit }) {
    const baseline = baselineOf({ models });
    const measured = primaryMetrics(metrics).flatMap((metric) => leftToGain(metric, records, baseline) ?? []);
    const [first] = measured;
    if (first === undefined) return notChecked('no primary metric has a best possible value');
    const isDecided = (metric: string) =>
      comparisons.some((one) => one.metric === metric && isDifferent(one));
    const high = measured.find(({ metric, left, least }) => left < least && !isDecided(metric.name));
    const { metric, left, value } = high ?? first;
    const room = `${metric.name} of ${baseline} is ${showScore(metric, value)}: ${showDifference(metric, { value: left, interval: null })} left to gain`;
    const solved = comparisons.find(
      ({ verdict, variant, metric: name }) =>
        verdict === 'improvement' &&
        measured.some((one) => one.metric.name === name && isSolved(one, records, variant)),
    );
    if (solved !== undefined)
      return {
        status: 'advice',
        value: left,
        message: `${solved.metric} of ${solved.variant} is at its best value, which the baseline is far from: an input may know the label`,
        evidence: room,
        advice: 'make sure that every input of the model is known before the label is',
      };
    if (high === undefined) return { status: 'pass', value: left, message: room };
    return {
      status: 'warn',
      value: left,
      severity: -left,
      message: `${metric.name} is at its ${metric.direction === 'minimize' ? 'floor' : 'ceiling'}, ${showScore(metric, value)} in the baseline: no improvement can show`,
      evidence: room,
      advice: `test on harder or more ${wordsOf({ unit }).example}s, or compare a metric that still has room${unit === 'repeat' ? '' : ', such as log_loss'}`,
    };
  },
});

function isSolved({ metric, left, least }: Left, records: readonly RunRecord[], variant: string): boolean {
  const own = leftToGain(metric, records, variant);
  return own !== null && own.left < least && left > FAR * least;
}

type Left = NonNullable<ReturnType<typeof leftToGain>>;

function leftToGain(metric: Metric, records: readonly RunRecord[], baseline: string) {
  if (!isShare(metric.name)) return null;
  const values = decidingValues(records, baseline, metric.name).map((one) => one.value);
  const best = values.length === 0 ? null : bestValueOf(metric.name, values);
  if (best === null) return null;
  const value = mean(values);
  if (metric.direction === 'minimize') {
    const least = Math.max(LEAST_LEFT * wholeOf(metric.name, values), metric.margin ?? 0);
    return { metric, value, left: value - best, least };
  }
  const whole = isShareOfOne(metric, values) || best === 1 ? 1 : 100;
  return { metric, value, left: best - value, least: Math.max(LEAST_LEFT * whole, metric.margin ?? 0) };
}
