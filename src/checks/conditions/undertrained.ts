import { z } from 'zod';
import type { Metric } from '../../config/file/normalise.ts';
import { percent } from '../../words/number.ts';
import { defineCheck } from '../define-check.ts';
import { type MeanOverRuns, meanOverRuns } from '../mean-over-runs.ts';
import { type LossCurve, lossCurves, NO_CURVES } from '../overfitting/loss-curves.ts';
import { measureOverfitting } from '../overfitting/measure-overfitting.ts';
import { isShareOfOne, showDifference } from '../show-score.ts';
import { baselineOf, eachModel, levelPerModel } from '../subjects.ts';
import { notChecked, showPercent } from '../words.ts';

const DEFAULTS = { fall: 0.05 };
const LAST_PART = 0.2;
const FEWEST_EPOCHS = 5;
/** For a share. */
const LARGE_GAIN = 0.01;

const optionsSchema = z
  .strictObject({
    fall: z
      .number()
      .gt(0)
      .lt(1)
      .default(DEFAULTS.fall)
      .describe(
        "Largest drop of the worse arm's validation loss in the last fifth of the epochs, as a share.",
      ),
  })
  .default(DEFAULTS)
  .describe('Training that ends while the model still improves.');

/**
 * Only the losing arm matters, because a winner may still be learning. The score must still gain if the curves have it, because
 * the log loss of separable examples falls for ever. Means over runs have Student-t intervals, at alpha shared among the models.
 */
export const undertrained = defineCheck({
  id: 'undertrained',
  title: 'was the worse arm trained long enough?',
  options: { undertrained: optionsSchema },
  threshold: ({ undertrained }) => undertrained.fall,
  picture: 'losses',
  isSeenInCurves: true,
  needs: ['records', 'comparisons'],
  of: eachModel,
  judge({ model }, { records, comparisons, metrics, ...setup }, options) {
    const limit = options.undertrained.fall;
    const confidence = 1 - levelPerModel(setup);
    const curves = lossCurves(records, model);
    const found = measureOverfitting(curves);
    if (found === null) return notChecked(NO_CURVES);
    if (found.epochs.length < FEWEST_EPOCHS) return notChecked(`needs ${FEWEST_EPOCHS} epochs`);
    const last = found.epochs.at(-1) as number;
    const before = found.epochs[Math.floor((1 - LAST_PART) * (found.epochs.length - 1))] as number;
    const losses = changes(curves, before, last, (curve, place) => curve.validation[place]);
    const falls = losses.map(([from, to]) => (from > 0 ? 1 - to / from : 0));
    const fall = meanOverRuns(falls, confidence, 1) as MeanOverRuns;
    const score = scoreGain(curves, metrics, before, last, confidence);
    const atEnd = found.runs.filter(({ bestEpoch, lastEpoch }) => bestEpoch === lastEpoch).length;
    const isLearning =
      (fall.interval.low > limit || score?.isLarge === true) &&
      2 * atEnd > found.runs.length &&
      found.patience === null &&
      (score === null || score.isGain);
    const numbers = { value: fall.value, interval: fall.interval };
    const still =
      fall.interval.low > limit || score === null
        ? `validation loss falls by ${showPercent(fall.value)}`
        : score.change;
    const bounds = `validation loss changes by ${showChange(fall)} from epoch ${before} to ${last}; best at the end in ${atEnd} of ${found.runs.length} runs${score?.words ?? ''}`;
    if (!isLearning || !isLoser(model, baselineOf(setup), comparisons)) {
      return { ...numbers, status: 'pass', message: bounds };
    }
    return {
      ...numbers,
      status: 'warn',
      message: `the gain may shrink with longer training: its ${still} in the last fifth of the epochs`,
      evidence: bounds,
      advice: 'train both models until their validation loss stops falling, then compare again',
    };
  },
});

function showChange({ value, interval: { low, high } }: MeanOverRuns): string {
  return `${percent(-value, 1)} [${percent(-high, 1)}, ${percent(-low, 1)}]`;
}

function isLoser(
  model: string,
  baseline: string,
  comparisons: ReadonlyArray<{ readonly variant: string; readonly role: string; readonly verdict: string }>,
): boolean {
  const primary = comparisons.filter(({ role }) => role === 'primary');
  return model === baseline
    ? primary.some(({ verdict }) => verdict === 'improvement')
    : primary.some(({ variant, verdict }) => variant === model && verdict === 'regression');
}

/** Each run's values at two epochs. */
function changes(
  curves: readonly LossCurve[],
  before: number,
  last: number,
  of: (curve: LossCurve, place: number) => number | undefined,
): Array<readonly [number, number]> {
  return curves.flatMap((curve) => {
    const from = of(curve, curve.epochs.indexOf(before));
    const to = of(curve, curve.epochs.indexOf(last));
    return from === undefined || to === undefined ? [] : [[from, to] as const];
  });
}

/** Gain of the first metric that all curves have on validation. */
function scoreGain(
  curves: readonly LossCurve[],
  metrics: readonly Metric[],
  before: number,
  last: number,
  confidence: number,
) {
  for (const metric of metrics) {
    const found = changes(curves, before, last, ({ scores }, place) => scores[place]?.[metric.name]);
    if (found.length < curves.length) continue;
    const gains = found.map(([from, to]) => (metric.direction === 'minimize' ? from - to : to - from));
    const gain = meanOverRuns(gains, confidence, Math.max(...found.flat().map(Math.abs)));
    if (gain === null) continue;
    const side = gain.value < 0 ? 'worse' : 'better';
    return {
      isGain: gain.interval.low > 0,
      isLarge: isShareOfOne(metric, found.flat()) && gain.interval.low > LARGE_GAIN,
      words: `; ${metric.name} on validation gets ${showDifference(metric, gain)} ${side}`,
      change: `${metric.name} on validation still gets ${showDifference(metric, { ...gain, interval: null })} ${side}`,
    };
  }
  return null;
}
