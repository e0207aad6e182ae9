import { defineCheck } from '../define-check.ts';
import { meanOverRuns } from '../mean-over-runs.ts';
import { eachModel, levelPerModel } from '../subjects.ts';
import { notChecked, show, showAlike, showBounds, showP, showPercent } from '../words.ts';
import { lossCurves, NO_CURVES } from './loss-curves.ts';
import { describeUnshownRise, measureOverfitting } from './measure-overfitting.ts';
import { overfittingOptions } from './options.ts';
import { findStoppingEpoch } from './stopping-epoch.ts';

/**
 * The generalisation gap is validation minus training loss at the last epoch. A gap alone does no harm; the check warns if the
 * validation loss has also risen (`measure-overfitting.ts`) and the score on validation is not better for it.
 */
export const gap = defineCheck({
  id: 'overfitting/gap',
  title: 'does the gap grow without better scores?',
  options: { overfitting: overfittingOptions },
  threshold: ({ overfitting }) => overfitting.gap,
  picture: 'losses',
  isSeenInCurves: true,
  gateEntry: 'overfitting',
  needs: ['records'],
  of: eachModel,
  judge({ model }, { records, metrics, ...setup }, { overfitting }) {
    const level = levelPerModel(setup, 'half');
    const curves = lossCurves(records, model);
    const found = measureOverfitting(curves);
    const overRuns = (gap: 'gapAtEnd' | 'gapAtBest') =>
      found &&
      meanOverRuns(
        found.runs.map((run) => run[gap]),
        1 - level,
      );
    const gapAtEnd = overRuns('gapAtEnd');
    const before = overRuns('gapAtBest');
    if (found === null || gapAtEnd === null || before === null) return notChecked(NO_CURVES);
    const { stopEpoch, lastEpoch, lowest } = found;
    const { value, interval } = gapAtEnd;
    const stop = findStoppingEpoch(curves, found, metrics, level);
    const losses = meanOverRuns(
      found.runs.flatMap(({ generalisationLoss }) => generalisationLoss ?? []),
      1 - level,
    );
    const gaps = `gap of validation over training loss ${show(value)} ${showBounds(interval)} at epoch ${lastEpoch}, ${show(before.value)} ${showBounds(before.interval)} at the best epoch`;
    const hasTurned =
      !found.keepsBest &&
      found.turnPValue <= level &&
      (losses === null || losses.interval.low > overfitting.gl);
    const score = stop.score === null ? '' : `; ${stop.score.words}`;
    if (interval.low <= overfitting.gap || !hasTurned || stop.score?.isStillRising) {
      const harmless =
        interval.low <= overfitting.gap
          ? ''
          : hasTurned
            ? score
            : found.turnPValue > level
              ? `; above ${show(overfitting.gap)}, but ${describeUnshownRise(found)}`
              : found.keepsBest
                ? `; above ${show(overfitting.gap)}, but its best checkpoint is kept`
                : `; above ${show(overfitting.gap)}, but its validation loss has risen by less than ${overfitting.gl} %`;
      return { status: 'pass', value, interval, message: `${gaps}${harmless}` };
    }
    const [best, end] = showAlike(lowest, found.atEnd);
    const rise = lowest > 0 ? `, ${showPercent(found.atEnd / lowest - 1)} higher` : '';
    return {
      status: 'warn',
      value,
      interval,
      message: `validation loss is lowest at epoch ${stopEpoch} of ${lastEpoch} (${best}) and ends at ${end}${rise}`,
      evidence: `${gaps}; rise of the validation loss ${showP(found.turnPValue)}${score}`,
      advice:
        stop.shareAfter > 0
          ? `stop at epoch ${stop.epoch}: ${showPercent(stop.shareAfter)} less training`
          : 'regularise it, or calibrate its probabilities, because its loss rises but its score does not fall',
    };
  },
});
