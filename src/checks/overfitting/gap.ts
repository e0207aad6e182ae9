import { defineCheck } from '../define-check.ts';
import { meanOverRuns } from '../mean-over-runs.ts';
import { eachModel, levelPerModel } from '../subjects.ts';
import { notChecked, show, showBounds, showPercent } from '../words.ts';
import { lossCurves, NO_CURVES } from './loss-curves.ts';
import { measureOverfitting } from './measure-overfitting.ts';
import { overfittingOptions } from './options.ts';

/**
 * The generalisation gap of one model: validation minus training loss at the last epoch, mean over seeds with a Student-t
 * interval. Warns where the gap is conclusively wider than `checks.overfitting.gap` and the validation loss has conclusively risen since its
 * best epoch: a gap alone is no harm, further training that only widens it is.
 *
 * The rise is tested in `checks/overfitting/measure-overfitting.ts`, at alpha shared among the models.
 */
export const gap = defineCheck({
  id: 'overfitting/gap',
  title: 'does training widen the gap and nothing else?',
  invalidates: false,
  options: { overfitting: overfittingOptions },
  needs: ['records'],
  of: eachModel,
  judge({ model }, { records, ...setup }, { overfitting: { gap: threshold } }) {
    const level = levelPerModel(setup);
    const found = measureOverfitting(lossCurves(records, model));
    const overRuns = (gap: 'gapAtEnd' | 'gapAtBest') =>
      found &&
      meanOverRuns(
        found.runs.map((run) => run[gap]),
        1 - level,
      );
    const [gapAtEnd, before] = [overRuns('gapAtEnd'), overRuns('gapAtBest')];
    if (found === null || gapAtEnd === null || before === null) return notChecked(NO_CURVES, null, threshold);
    const { stopEpoch, lastEpoch, lowest } = found;
    const { value, interval } = gapAtEnd;
    const atEnd = `${show(value)} ${showBounds(interval)}`;
    if (interval.low <= threshold || found.turnPValue > level) {
      const message = `gap of validation over training loss ${atEnd} at epoch ${lastEpoch}, ${show(before.value)} ${showBounds(before.interval)} at the best epoch`;
      return { threshold, status: 'pass', value, interval, message, advice: null };
    }
    return {
      threshold,
      status: 'warn',
      value,
      interval,
      message: `validation loss is lowest at epoch ${stopEpoch} of ${lastEpoch} (${show(lowest)}) and ${show(found.atEnd)} at the end, while the gap to training loss grows from ${show(before.value)} to ${atEnd}`,
      advice: `stop at epoch ${stopEpoch}: ${showPercent(found.shareAfterStop)} less training`,
    };
  },
});
