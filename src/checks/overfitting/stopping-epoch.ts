/** Chooses the epoch to stop at, so that advice does not cost what the metric still gains. */
import { wholeOf } from '../../analysis/compare/scale.ts';
import type { Metric } from '../../config/file/normalise.ts';
import { mean } from '../../stats/describe.ts';
import { meanOverRuns } from '../mean-over-runs.ts';
import { showAmount } from '../words.ts';
import type { LossCurve } from './loss-curves.ts';
import { type Overfitting, risePValue } from './measure-overfitting.ts';

export interface StoppingEpoch {
  /** The first epoch, from the lowest validation loss on, with a mean score no worse than at the end. */
  readonly epoch: number;
  /** Share of the common epochs after it. */
  readonly shareAfter: number;
  /** null if the curves have no metric on validation. */
  readonly score: ScoreByEpoch | null;
}

interface ScoreByEpoch {
  /** The score is conclusively better at the end than at the lowest loss. */
  readonly isStillRising: boolean;
  /** The score is conclusively worse at the end (`risePValue`). */
  readonly hasFallen: boolean;
  /** `accuracy rises by 2.6 points [1.2, 4] from there to the end`. */
  readonly words: string;
}

/** @param metrics the first that all curves have on validation is the score */
export function findStoppingEpoch(
  curves: readonly LossCurve[],
  { epochs, stopEpoch, shareAfterStop }: Overfitting,
  metrics: readonly Metric[],
  level: number,
): StoppingEpoch {
  const places = curves.map((curve) => new Map(curve.epochs.map((epoch, index) => [epoch, index])));
  const scoreOf = (run: number, { name }: Metric, epoch: number) =>
    curves[run]?.scores[places[run]?.get(epoch) ?? 0]?.[name];
  const metric = metrics.find((one) =>
    epochs.every((epoch) => curves.every((_, run) => scoreOf(run, one, epoch) !== undefined)),
  );
  if (metric === undefined) return { epoch: stopEpoch, shareAfter: shareAfterStop, score: null };
  const scoresAt = (epoch: number) =>
    curves.map((_, run) => {
      const score = scoreOf(run, metric, epoch) as number;
      return metric.direction === 'minimize' ? 0 - score : score;
    });
  const ends = scoresAt(epochs.at(-1) as number);
  const start = epochs.indexOf(stopEpoch);
  const atEnd = mean(ends);
  const later = epochs.slice(start).findIndex((epoch) => mean(scoresAt(epoch)) >= atEnd);
  const place = start + later;
  const before = scoresAt(stopEpoch);
  const magnitude = Math.max(...[...ends, ...before].map(Math.abs));
  const change = meanOverRuns(
    ends.map((end, run) => end - (before[run] as number)),
    1 - level,
    magnitude,
  );
  if (change === null) return { epoch: stopEpoch, shareAfter: shareAfterStop, score: null };
  const { value, interval } = change;
  const isShare = metric.unit === 'percent' && wholeOf(metric.name, [...ends, ...before].map(Math.abs)) === 1;
  const [low, high] = value < 0 ? [-interval.high, -interval.low] : [interval.low, interval.high];
  const amount = showAmount(Math.abs(value), isShare, { low, high });
  const verb = (metric.direction === 'minimize') === value > 0 ? 'falls' : 'rises';
  return {
    epoch: epochs[place] as number,
    shareAfter: (epochs.length - 1 - place) / epochs.length,
    score: {
      isStillRising: interval.low > 0,
      hasFallen: risePValue(epochs, (epoch) => scoresAt(epoch).map((score) => 0 - score)) <= level,
      words:
        value === 0
          ? `${metric.name} on validation is the same at epoch ${stopEpoch} as at the end`
          : `${metric.name} on validation ${verb} by ${amount} from epoch ${stopEpoch} to the end`,
    },
  };
}
