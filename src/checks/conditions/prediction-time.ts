import type { RunRecord } from '../../records/record.ts';
import { defineCheck } from '../define-check.ts';
import { ratioOf, showRatio } from '../ratios.ts';
import { baselineOf, eachVariant } from '../subjects.ts';
import { notChecked } from '../words.ts';

/** Smaller ratios are usual between architectures, and short times are noisy. */
const LIMIT = 3;
/** The ratio's interval must lie above this. */
const SURELY = 2;
/** `inference_seconds`, `latency_ms`, `time_per_example`; no `prediction_accuracy`. */
const TIME =
  /^(mean_|avg_|median_)?(inference|prediction|predict|serving)_(time|seconds|secs|ms|latency)(_|$)|(^|_)latency(_|$)|^(time|seconds|ms)_per_(prediction|example|sample|item|image|token)$/;

/**
 * An ensemble or a much larger model may be better for its cost alone, which every prediction pays. Times are those that the runs
 * state, as a geometric mean of ratios within seed pairs.
 */
export const predictionTime = defineCheck({
  id: 'prediction-time',
  title: 'does the gain cost prediction time?',
  isOfEvaluations: true,
  threshold: LIMIT,
  needs: ['records', 'comparisons'],
  of: eachVariant,
  judge({ model }, { records, comparisons, metrics, models }) {
    const baseline = baselineOf({ models });
    const declared = new Set(metrics.map(({ name }) => name));
    const ratio = ratioOf(records, baseline, model, (run) => secondsOf(run, declared));
    if (ratio === null)
      return notChecked(
        'the runs do not state the time of a prediction',
        'log inference_seconds, the time of one prediction',
      );
    const { value, interval } = ratio;
    const size = `a prediction takes ${showRatio(ratio)} the time`;
    const primary = comparisons.filter(({ variant, role }) => variant === model && role === 'primary');
    const gain = primary.find(({ verdict }) => verdict === 'improvement');
    const same = primary.find(({ verdict }) => verdict === 'equivalent');
    const told = gain ?? same;
    if (told === undefined || value < LIMIT || (interval?.low ?? value) < SURELY)
      return { status: 'pass', value, message: size };
    return {
      status: 'warn',
      value,
      message: `${told.metric} is ${gain === undefined ? 'equivalent' : 'better'}, but ${size} of the baseline's: a baseline of that cost may be as good`,
      advice:
        'compare with a baseline of equal cost, such as an ensemble of it or a larger one. Ignore this check if the time of a prediction does not matter',
    };
  },
});

/** A time that the config compares has its own verdict. */
function secondsOf({ cost, metrics }: RunRecord, declared: ReadonlySet<string>): number {
  if (cost.inferenceSeconds) return cost.inferenceSeconds;
  const stated = Object.entries(metrics.test ?? metrics.validation ?? {});
  return stated.find(([name]) => TIME.test(name) && !declared.has(name))?.[1] ?? 0;
}
