/**
 * What the curves of one model say about overfitting, run by run.
 *
 * The lowest of many noisy losses is low by luck too, so the last loss lies above it even where nothing was lost by going on.
 * What training past the best epoch cost a run is therefore measured from the epoch that is best on average for the *other* runs
 * (leave one out): where the validation loss stands still, this has mean zero, and a t test of it keeps its level.
 */
import { mean } from '../stats/describe.ts';
import { generalisationLoss, progressQuotient, successiveRises } from '../stats/early-stopping.ts';
import type { LossCurve } from './loss-curves.ts';

export interface RunOverfitting {
  readonly seed: number;
  readonly wallSeconds: number;
  /** Validation minus training loss. */
  readonly gapAtEnd: number;
  readonly gapAtBest: number;
  readonly bestEpoch: number;
  readonly lastEpoch: number;
  /** Of the epochs, the share that comes after the best one. */
  readonly shareAfterBest: number;
  /** Validation loss at the end minus that at the epoch that is best for the other runs. */
  readonly rise: number;
  /** Index into the run's epochs of that epoch. */
  readonly stop: number;
  /** Share of the training loss of that epoch that is gone at the end; negative where it rose. */
  readonly trainingFall: number;
  /** Prechelt's measures at the last epoch; null where a loss is not above zero, or PQ has no progress to divide by. */
  readonly generalisationLoss: number | null;
  readonly progressQuotient: number | null;
  readonly successiveRises: number | null;
}

export interface Overfitting {
  readonly runs: readonly RunOverfitting[];
  /** The epoch with the lowest mean validation loss, of those that all runs report. */
  readonly stopEpoch: number;
  readonly lastEpoch: number;
  /** Mean validation loss there, and at the last epoch of each run. */
  readonly lowest: number;
  readonly atEnd: number;
}

/** @returns null for fewer than two curves, or curves that have no epoch in common */
export function measureOverfitting(curves: readonly LossCurve[]): Overfitting | null {
  const common = commonEpochs(curves);
  if (curves.length < 2 || common.length === 0) return null;
  // Sums over all runs, so that leaving one out is a subtraction.
  const indices = curves.map(({ epochs }) => new Map(epochs.map((epoch, index) => [epoch, index])));
  const lossAt = (run: number, epoch: number) => {
    const index = indices[run]?.get(epoch) ?? 0;
    return curves[run]?.validation[index] ?? 0;
  };
  const sums = common.map((epoch) => curves.reduce((sum, _, run) => sum + lossAt(run, epoch), 0));
  const stopEpoch = common[lowestIndex(sums)] as number;
  const runs = curves.map((curve, run) => {
    const others = common.map((epoch, index) => (sums[index] as number) - lossAt(run, epoch));
    const stop = indices[run]?.get(common[lowestIndex(others)] as number) ?? 0;
    return measureRun(curve, stop);
  });
  return {
    runs,
    stopEpoch,
    lastEpoch: Math.max(...runs.map(({ lastEpoch }) => lastEpoch)),
    lowest: Math.min(...sums) / curves.length,
    atEnd: mean(curves.map(({ validation }) => validation.at(-1) as number)),
  };
}

function measureRun(curve: LossCurve, stop: number): RunOverfitting {
  const { seed, wallSeconds, epochs, train, validation } = curve;
  const end = epochs.length - 1;
  const best = lowestIndex(validation);
  const at = (values: readonly number[], index: number) => values[index] as number;
  const arePositive = [...train, ...validation].every((loss) => loss > 0);
  return {
    seed,
    wallSeconds,
    gapAtEnd: at(validation, end) - at(train, end),
    gapAtBest: at(validation, best) - at(train, best),
    bestEpoch: at(epochs, best),
    lastEpoch: at(epochs, end),
    shareAfterBest: (end - best) / epochs.length,
    rise: at(validation, end) - at(validation, stop),
    stop,
    trainingFall: arePositive ? 1 - at(train, end) / at(train, stop) : 0,
    generalisationLoss: arePositive ? generalisationLoss(validation) : null,
    progressQuotient: arePositive ? progressQuotient(validation, train) : null,
    successiveRises: arePositive ? successiveRises(validation) : null,
  };
}

function commonEpochs([first, ...rest]: readonly LossCurve[]): number[] {
  if (first === undefined) return [];
  const others = rest.map(({ epochs }) => new Set(epochs));
  return first.epochs.filter((epoch) => others.every((epochs) => epochs.has(epoch)));
}

/** Of the first of the lowest values. */
function lowestIndex(values: readonly number[]): number {
  return values.reduce((low, value, index) => (value < (values[low] as number) ? index : low), 0);
}
