import { defineCheck } from '../define-check.ts';
import { meanOverRuns } from '../mean-over-runs.ts';
import { eachModel, levelPerModel } from '../subjects.ts';
import { notChecked, show, showAlike, showBounds, showP, showPercent } from '../words.ts';
import { lossCurves, NO_CURVES } from './loss-curves.ts';
import { measureOverfitting } from './measure-overfitting.ts';
import { overfittingOptions } from './options.ts';
import { findStoppingEpoch } from './stopping-epoch.ts';

/**
 * The generalisation gap of one model: validation minus training loss at the last epoch, mean over seeds with a Student-t
 * interval. A gap alone is no harm, further training that only widens it is. Warns where the gap is conclusively wider than
 * `checks.overfitting.gap`, the validation loss has conclusively risen since its best epoch, by conclusively more than
 * `checks.overfitting.gl` percent (where losses are above zero), and the score on validation is not conclusively better for it.
 *
 * The rise is tested in `checks/overfitting/measure-overfitting.ts`, at alpha shared among the models.
 */
export const gap = defineCheck({
  id: 'overfitting/gap',
  title: 'does the gap grow without better scores?',
  invalidates: false,
  options: { overfitting: overfittingOptions },
  picture: 'losses',
  isSeenInCurves: true,
  gateEntry: 'overfitting',
  needs: ['records'],
  of: eachModel,
  judge({ model }, { records, metrics, ...setup }, { overfitting: { gap: threshold, gl } }) {
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
    if (found === null || gapAtEnd === null || before === null) return notChecked(NO_CURVES, null, threshold);
    const { stopEpoch, lastEpoch, lowest } = found;
    const { value, interval } = gapAtEnd;
    const stop = findStoppingEpoch(curves, found, metrics, level);
    const losses = meanOverRuns(
      found.runs.flatMap(({ generalisationLoss }) => generalisationLoss ?? []),
      1 - level,
    );
    const gaps = `gap of validation over training loss ${show(value)} ${showBounds(interval)} at epoch ${lastEpoch}, ${show(before.value)} ${showBounds(before.interval)} at the best epoch`;
    const hasTurned = found.turnPValue <= level && (losses === null || losses.interval.low > gl);
    const score = stop.score === null ? '' : `; ${stop.score.words}`;
    if (interval.low <= threshold || !hasTurned || stop.score?.isStillRising) {
      const learns = hasTurned ? score : '';
      return { threshold, status: 'pass', value, interval, message: `${gaps}${learns}`, advice: null };
    }
    const [best, end] = showAlike(lowest, found.atEnd);
    const rise = lowest > 0 ? `, ${showPercent(found.atEnd / lowest - 1)} higher` : '';
    return {
      threshold,
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
