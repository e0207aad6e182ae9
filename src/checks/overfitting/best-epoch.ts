import { mean } from '../../stats/describe.ts';
import { defineCheck } from '../define-check.ts';
import { meanOverRuns } from '../mean-over-runs.ts';
import { eachModel, levelPerModel } from '../subjects.ts';
import { notChecked, show, showPercent } from '../words.ts';
import { lossCurves, NO_CURVES } from './loss-curves.ts';
import { measureOverfitting, type Overfitting, type RunOverfitting } from './measure-overfitting.ts';
import { overfittingOptions } from './options.ts';
import { findStoppingEpoch } from './stopping-epoch.ts';

/**
 * How much of the training comes after the epoch with the lowest validation loss: mean share over seeds with a Student-t
 * interval. Warns where it is conclusively above `checks.overfitting.after-best`, and that of the mean curve as well, while the training loss falls on:
 * such training buys nothing, whether the validation loss stands still (a plateau) or rises.
 *
 * Where training was stopped early, it goes on after its best epoch by design, and nobody knows the best one sooner: such runs pass.
 *
 * Shares of a few runs heap at both ends of a plateau, and their t interval then misses half as often again as it says. It is made at
 * a quarter of alpha.
 *
 * The evidence gives Prechelt's GL, PQ and UP at the last epoch, means over seeds (`stats/estimates/early-stopping.ts`), and what became
 * of the first metric that the curves hold for the validation split between the best epoch and the last one. Where that is conclusively
 * better at the end, or no epoch before the last quarter has a score as good, the training is not in vain, and nothing is warned of.
 */
export const bestEpoch = defineCheck({
  id: 'overfitting/best-epoch',
  title: 'how much of the training comes too late?',
  invalidates: false,
  options: { overfitting: overfittingOptions },
  picture: 'losses',
  isSeenInCurves: true,
  gateEntry: 'overfitting',
  needs: ['records'],
  of: eachModel,
  judge({ model }, { records, metrics, ...setup }, { overfitting: { 'after-best': threshold } }) {
    const ownLevel = 1 - levelPerModel(setup, 'quarter');
    const curves = lossCurves(records, model);
    const found = measureOverfitting(curves);
    const share =
      found &&
      meanOverRuns(
        found.runs.map(({ shareAfterBest }) => shareAfterBest),
        ownLevel,
        1,
      );
    if (found === null || share === null) return notChecked(NO_CURVES, null, threshold);
    const { stopEpoch, lastEpoch, shareAfterStop, patience, runs } = found;
    const { value } = share;
    const { level, low, high } = share.interval;
    const interval = { level, low: Math.max(0, low), high: Math.min(1, high) };
    const fall = mean(runs.map(({ trainingFall }) => trainingFall));
    const bounds = `[${Math.round(100 * interval.low)}, ${Math.round(100 * interval.high)}]`;
    const after = `${showPercent(value)} ${bounds} of the training comes after the best epoch (${stopEpoch} of ${lastEpoch})`;
    const stop = findStoppingEpoch(curves, found, metrics, 1 - ownLevel);
    const score = stop.score === null ? '' : `; ${stop.score.words}`;
    const isLate = low > threshold && shareAfterStop > threshold && patience === null;
    const isInVain = stop.shareAfter > threshold && !stop.score?.isStillRising;
    if (!isLate || fall <= 0 || !isInVain) {
      const stopped = patience === null ? '' : `, since it was stopped early, with a patience of ${patience}`;
      const message = `${after}${stopped}${describeLosses(found)}${isLate ? score : ''}`;
      return { threshold, status: 'pass', value, interval, message, advice: null };
    }
    const seconds = mean(runs.map((run) => run.wallSeconds));
    return {
      threshold,
      status: 'warn',
      value,
      interval,
      message: after,
      evidence: `training loss falls by another ${showPercent(fall)}${describeLosses(found)}${score}`,
      advice: `stop at epoch ${stop.epoch}: saves about ${show(stop.shareAfter * seconds)} s of ${show(seconds)} s per run`,
    };
  },
});

function describeLosses({ runs }: Overfitting): string {
  const known = (name: 'generalisationLoss' | 'progressQuotient' | 'successiveRises') =>
    runs.flatMap((run: RunOverfitting) => run[name] ?? []);
  const gl = known('generalisationLoss');
  const pq = known('progressQuotient');
  const up = known('successiveRises');
  if (gl.length === 0) return '';
  const quotient = pq.length === 0 ? '' : `, PQ ${show(mean(pq))}`;
  return `, validation loss ends ${show(mean(gl))} % above its lowest (GL${quotient}, UP ${show(mean(up))})`;
}
