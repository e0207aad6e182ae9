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
 * Training after the epoch with the lowest validation loss gains nothing, unless the score on validation still gains. Early
 * stopping goes on after the best epoch by design, and a run that keeps its best checkpoint only loses time.
 *
 * Shares of few runs heap at both ends of a plateau, where their t interval misses half as often again as it should. The level
 * is therefore a quarter of alpha. The evidence gives Prechelt's GL, PQ and UP (`stats/estimates/early-stopping.ts`).
 */
export const bestEpoch = defineCheck({
  id: 'overfitting/best-epoch',
  title: 'how much of the training comes too late?',
  options: { overfitting: overfittingOptions },
  threshold: ({ overfitting }) => overfitting['after-best'],
  picture: 'losses',
  isSeenInCurves: true,
  gateEntry: 'overfitting',
  needs: ['records'],
  of: eachModel,
  judge({ model }, { records, metrics, ...setup }, { overfitting: { 'after-best': limit } }) {
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
    if (found === null || share === null) return notChecked(NO_CURVES);
    const { stopEpoch, lastEpoch, shareAfterStop, patience, keepsBest, runs } = found;
    const { value } = share;
    const { level, low, high } = share.interval;
    const interval = { level, low: Math.max(0, low), high: Math.min(1, high) };
    const fall = mean(runs.map(({ trainingFall }) => trainingFall));
    const bounds = `[${Math.round(100 * interval.low)}, ${Math.round(100 * interval.high)}]`;
    const after = `${showPercent(value)} ${bounds} of the training comes after the best epoch (${stopEpoch} of ${lastEpoch})`;
    const stop = findStoppingEpoch(curves, found, metrics, 1 - ownLevel);
    const score = stop.score === null ? '' : `; ${stop.score.words}`;
    const isLate = low > limit && shareAfterStop > limit && patience === null && !keepsBest;
    const isInVain = stop.shareAfter > limit && !stop.score?.isStillRising;
    if (!isLate || fall <= 0 || !isInVain) {
      const kept = keepsBest ? ', but its best checkpoint is kept' : '';
      const stopped =
        patience === null ? kept : `, since it was stopped early, with a patience of ${patience}`;
      const message = `${after}${stopped}${describeLosses(found)}${isLate ? score : ''}`;
      return { status: 'pass', value, interval, message };
    }
    const seconds = mean(runs.map((run) => run.wallSeconds));
    return {
      status: 'warn',
      value,
      interval,
      message: `${after}. It gains nothing on validation`,
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
