import { z } from 'zod';
import { decidingValues } from '../../analysis/compare/samples.ts';
import { wholeOf } from '../../analysis/compare/scale.ts';
import type { Metric } from '../../config/file/normalise.ts';
import type { RunRecord } from '../../records/record.ts';
import { mean } from '../../stats/describe.ts';
import { percent } from '../../words/number.ts';
import { defineCheck } from '../define-check.ts';
import { type MeanOverRuns, meanOverRuns } from '../mean-over-runs.ts';
import { type LossCurve, lossCurves, NO_CURVES } from '../overfitting/loss-curves.ts';
import { measureOverfitting } from '../overfitting/measure-overfitting.ts';
import { isShareOfOne, showDifference } from '../show-score.ts';
import { baselineOf, eachModel, levelPerModel } from '../subjects.ts';
import { notChecked, showAlike, showPercent } from '../words.ts';

const DEFAULTS = { fall: 0.05 };
const LAST_PART = 0.2;
const FEWEST_EPOCHS = 5;
/** For a share. */
const LARGE_GAIN = 0.01;
/** Lowest loss at the first epoch that may be guessing: that of two classes, with some learning. */
const GUESSED_LOSS = 0.66;
/** Highest accuracy at the first epoch, over that of guessing. */
const GUESSED_ACCURACY = 1.5;
/** Shares of the way from guessing to no error: a model below the first has hardly learned; its winner is above the second. */
const WAY = { hardly: 0.25, well: 0.5 };
/** A loss above this part of the first one has hardly fallen. */
const HARDLY_FALLEN = 0.9;

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
 *
 * The fall says nothing of an arm that stays near guessing, so that one is judged by its distance to guessing.
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
    const lost = isLoser(model, baselineOf(setup), comparisons);
    const winners = records.flatMap((run) => (run.model === model ? [] : [run.model]));
    const stuck = hardlyLearned(records, model, new Set(winners));
    if (stuck !== null && lost)
      return {
        ...numbers,
        status: 'warn',
        message: `has hardly learned: its validation loss falls from ${stuck.losses} only, and its accuracy of ${showPercent(stuck.accuracy)} is near guessing (${showPercent(stuck.guessing)}), so the difference says little about the change`,
        advice:
          'train it until its validation loss stops falling, with a learning rate that suits it, then compare again',
      };
    const bounds = `validation loss changes by ${showChange(fall)} from epoch ${before} to ${last}; best at the end in ${atEnd} of ${found.runs.length} runs${score?.words ?? ''}`;
    if (!isLearning || !lost) {
      return { ...numbers, status: 'pass', message: bounds };
    }
    return {
      ...numbers,
      status: 'advice',
      message:
        model === baselineOf(setup)
          ? 'the gain may shrink with longer training'
          : 'the loss against the baseline may shrink with longer training',
      evidence: bounds,
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

/** null unless the model started at guessing, is near it still, and another model is not. */
function hardlyLearned(records: readonly RunRecord[], model: string, others: ReadonlySet<string>) {
  const curves = lossCurves(records, model);
  const first = mean(curves.map(({ validation }) => validation[0] as number));
  const last = mean(curves.map(({ validation }) => validation.at(-1) as number));
  if (first < GUESSED_LOSS || last < HARDLY_FALLEN * first) return null;
  const guessing = Math.exp(-first);
  const atFirst = curves.flatMap(({ scores }) => scores[0]?.accuracy ?? []);
  if (atFirst.length > 0 && asShare(atFirst) > GUESSED_ACCURACY * guessing) return null;
  const accuracyOf = (one: string) =>
    asShare(decidingValues(records, one, 'accuracy').map(({ value }) => value));
  const accuracy = accuracyOf(model);
  const wayOf = (share: number) => (share - guessing) / (1 - guessing);
  const isAlone =
    wayOf(accuracy) < WAY.hardly && [...others].some((one) => wayOf(accuracyOf(one)) >= WAY.well);
  return isAlone ? { accuracy, guessing, losses: showAlike(first, last).join(' to ') } : null;
}

/** NaN for no values. */
function asShare(accuracies: readonly number[]): number {
  return accuracies.length === 0 ? Number.NaN : mean(accuracies) / wholeOf('accuracy', accuracies);
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
    };
  }
  return null;
}
