import { meanOverRuns } from '../../analysis/compare/interval-of-mean.ts';
import type { RunRecord } from '../../records/record.ts';
import type { Check } from '../check.ts';
import { notChecked, show, showBounds, showPercent } from '../words.ts';
import { lossCurves } from './loss-curves.ts';
import { measureOverfitting } from './measure-overfitting.ts';

const ID = 'overfitting/gap';
export const NO_CURVES = 'needs at least two finished runs that report training and validation loss by epoch';

/**
 * The generalisation gap of one model: validation minus training loss at the last epoch, mean over seeds with a Student-t
 * interval. Warns where the gap is conclusively wider than `threshold` and the validation loss has conclusively risen since its
 * best epoch: a gap alone is no harm, further training that only widens it is.
 *
 * The rise is tested in `checks/overfitting/measure-overfitting.ts`, at `alpha`.
 */
export function checkOverfittingGap(
  records: readonly RunRecord[],
  model: string,
  threshold: number,
  alpha = 0.05,
): Check {
  const base = { id: ID, model, threshold } as const;
  const found = measureOverfitting(lossCurves(records, model));
  const gap =
    found &&
    meanOverRuns(
      found.runs.map(({ gapAtEnd }) => gapAtEnd),
      1 - alpha,
    );
  const before =
    found &&
    meanOverRuns(
      found.runs.map(({ gapAtBest }) => gapAtBest),
      1 - alpha,
    );
  if (found === null || gap === null || before === null) return notChecked(base, NO_CURVES);
  const { stopEpoch, lastEpoch, lowest } = found;
  const { value, interval } = gap;
  const atEnd = `${show(value)} ${showBounds(interval)}`;
  if (interval.low <= threshold || found.turnPValue > alpha) {
    const message = `gap of validation over training loss ${atEnd} at epoch ${lastEpoch}, ${show(before.value)} ${showBounds(before.interval)} at the best epoch`;
    return { ...base, status: 'pass', value, interval, message, advice: null };
  }
  return {
    ...base,
    status: 'warn',
    value,
    interval,
    message: `validation loss is lowest at epoch ${stopEpoch} of ${lastEpoch} (${show(lowest)}) and ${show(found.atEnd)} at the end, while the gap to training loss grows from ${show(before.value)} to ${atEnd}`,
    advice: `stop at epoch ${stopEpoch}: ${showPercent(found.shareAfterStop)} less training`,
  };
}
