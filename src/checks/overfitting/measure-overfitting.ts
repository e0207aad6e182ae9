/** What the curves of one model say about overfitting, run by run and over all runs. */
import { isConstant, mean } from '../../stats/describe.ts';
import {
  generalisationLoss,
  progressQuotient,
  successiveRises,
} from '../../stats/estimates/early-stopping.ts';
import { pairedT } from '../../stats/tests/paired-t.ts';
import type { LossCurve } from './loss-curves.ts';

export interface RunOverfitting {
  readonly seed: number;
  readonly wallSeconds: number;
  /** Validation minus training loss. */
  readonly lossAtEnd: number;
  readonly gapAtEnd: number;
  readonly gapAtBest: number;
  readonly bestEpoch: number;
  readonly lastEpoch: number;
  /** Of the epochs, the share that comes after the best one. */
  readonly shareAfterBest: number;
  /** Index into the run's epochs of the epoch to stop at. */
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
  /** Epochs that all runs report. */
  readonly epochs: readonly number[];
  /** The epoch to stop at: that with the lowest mean validation loss, of those that all runs report. */
  readonly stopEpoch: number;
  readonly lastEpoch: number;
  /**
   * Of the epochs that all runs report, the share that comes after `stopEpoch`; fewer than `lastEpoch` says where some ended by
   * themselves. Epochs are counted here, since their numbers may start at 0.
   */
  readonly shareAfterStop: number;
  /** After how many epochs without a better one training was stopped; null where nothing shows that it was. */
  readonly patience: number | null;
  /** Mean validation loss there, and at the last epoch of each run. */
  readonly lowest: number;
  readonly atEnd: number;
  /** One-sided p-value of validation loss being higher at the end than it was before. */
  readonly turnPValue: number;
}

/** Every check of overfitting asks for them. */
const known = new WeakMap<readonly LossCurve[], Overfitting | null>();

/** @returns null for fewer than two curves, or curves that have no epoch in common */
export function measureOverfitting(curves: readonly LossCurve[]): Overfitting | null {
  const found = known.has(curves) ? (known.get(curves) ?? null) : measureAnew(curves);
  known.set(curves, found);
  return found;
}

function measureAnew(curves: readonly LossCurve[]): Overfitting | null {
  const common = commonEpochs(curves);
  if (curves.length < 2 || common.length === 0) return null;
  const indices = curves.map(({ epochs }) => new Map(epochs.map((epoch, index) => [epoch, index])));
  const lossesAt = (epoch: number) =>
    curves.map(({ validation }, run) => validation[indices[run]?.get(epoch) ?? 0] as number);
  const means = common.map((epoch) => mean(lossesAt(epoch)));
  const lowest = lowestIndex(means);
  const stopEpoch = common[lowest] as number;
  const ends = curves.map(({ validation }) => validation.at(-1) as number);
  const runs = curves.map((curve, run) => measureRun(curve, indices[run]?.get(stopEpoch) ?? 0));
  return {
    runs,
    epochs: common,
    stopEpoch,
    lastEpoch: Math.max(...runs.map(({ lastEpoch }) => lastEpoch)),
    shareAfterStop: (common.length - 1 - lowest) / common.length,
    patience: patienceOf(curves),
    lowest: means[lowest] as number,
    atEnd: mean(ends),
    turnPValue: risePValue(common, lossesAt),
  };
}

/**
 * Early stopping shows in runs of different lengths that all end equally many epochs after their best one, save for those that
 * reached the most epochs allowed, which end sooner after it.
 */
function patienceOf(curves: readonly LossCurve[]): number | null {
  const runs = curves.map(({ epochs, validation }) => ({
    length: epochs.length,
    waited: epochs.length - 1 - lowestIndex(validation),
  }));
  const longest = Math.max(...runs.map(({ length }) => length));
  const patience = Math.max(...runs.map(({ waited }) => waited));
  const stopped = runs.filter(({ length }) => length < longest);
  return stopped.length > 0 && stopped.every(({ waited }) => waited === patience) ? patience : null;
}

/** Earlier epochs that the last one is held against. More of them find the best one closer, and cost more in correction. */
const LOOKED_AT = 8;

/**
 * Whether the validation loss has turned. The lowest of many noisy losses is low by luck too, so the last one lies above it even where
 * it merely stands still. The end is therefore tested against a few earlier epochs that are chosen without looking, one-sided paired t
 * over runs, and the smallest p multiplied by their number (Bonferroni). The end is the last epoch that all runs report: one at which
 * early stopping ended a run was chosen for its high loss.
 */
export function risePValue(
  epochs: readonly number[],
  valuesAt: (epoch: number) => readonly number[],
): number {
  const earlier = spread(epochs.slice(0, -1), LOOKED_AT).map(valuesAt);
  const ends = valuesAt(epochs.at(-1) as number);
  const pValues = earlier.map((losses) => {
    const rises = ends.map((end, run) => end - (losses[run] as number));
    const magnitude = Math.max(...ends.map(Math.abs));
    if (isConstant(rises, magnitude)) return mean(rises) > 4 * Number.EPSILON * magnitude ? 0 : 1;
    const { pValue, statistic } = pairedT(rises);
    return statistic > 0 ? pValue / 2 : 1 - pValue / 2;
  });
  return Math.min(1, earlier.length * Math.min(1, ...pValues));
}

/** At most `count` of the values, evenly spaced. */
function spread(values: readonly number[], count: number): number[] {
  if (values.length <= count) return [...values];
  return Array.from(
    { length: count },
    (_, index) => values[Math.floor(((index + 0.5) * values.length) / count)] as number,
  );
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
    lossAtEnd: at(validation, end),
    gapAtEnd: at(validation, end) - at(train, end),
    gapAtBest: at(validation, best) - at(train, best),
    bestEpoch: at(epochs, best),
    lastEpoch: at(epochs, end),
    shareAfterBest: (end - best) / epochs.length,
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
