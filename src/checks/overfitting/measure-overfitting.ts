import { isConstant, mean } from '../../stats/describe.ts';
import {
  generalisationLoss,
  progressQuotient,
  successiveRises,
} from '../../stats/estimates/early-stopping.ts';
import { pairedT } from '../../stats/tests/paired-t.ts';
import { sharedPatience } from '../evidence/early-stopping.ts';
import { showP, showPercent } from '../words.ts';
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
  /** Share of the epochs after the best one. */
  readonly shareAfterBest: number;
  /** Share of the training loss at the epoch to stop at that is gone at the end; negative if it rose. */
  readonly trainingFall: number;
  /** Prechelt's measures at the last epoch; null if a loss is not above 0, or PQ has no progress to divide by. */
  readonly generalisationLoss: number | null;
  readonly progressQuotient: number | null;
  readonly successiveRises: number | null;
}

export interface Overfitting {
  readonly runs: readonly RunOverfitting[];
  /** Epochs that all runs report. */
  readonly epochs: readonly number[];
  /** The common epoch with the lowest mean validation loss. */
  readonly stopEpoch: number;
  readonly lastEpoch: number;
  /** Share of the common epochs after `stopEpoch`. Counts epochs, because their numbers may start at 0. */
  readonly shareAfterStop: number;
  /** Epochs without a better one after which training was stopped early; null if it was not. */
  readonly patience: number | null;
  /** Each run states the lowest loss of its curve as its own, so it kept its best checkpoint. */
  readonly keepsBest: boolean;
  /** Mean validation loss there, and at the last epoch of each run. */
  readonly lowest: number;
  readonly atEnd: number;
  /** One-sided p-value of validation loss being higher at the end than it was before. */
  readonly turnPValue: number;
}

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
    patience: sharedPatience(curves.map(({ validation }) => validation)),
    keepsBest: curves.every(({ validation, kept }) => kept === Math.min(...validation)),
    lowest: means[lowest] as number,
    atEnd: mean(ends),
    turnPValue: risePValue(common, lossesAt),
  };
}

/** A smaller rise of the mean is not worth a number. */
const SMALL_RISE = 0.01;

/** Describes a validation loss whose rise is not significant. */
export function describeUnshownRise({ lowest, atEnd, turnPValue, runs }: Overfitting): string {
  const rise = lowest > 0 ? atEnd / lowest - 1 : 0;
  return rise < SMALL_RISE
    ? 'its validation loss is not shown to rise after its lowest'
    : `its validation loss ends ${showPercent(rise)} above its lowest, which ${runs.length} runs cannot tell from noise (${showP(turnPValue)})`;
}

/** More earlier epochs find a closer best one, but cost more in correction. */
const TESTED = 8;

/**
 * Tests whether the validation loss has turned. The lowest of many noisy losses is low by luck, so the last one lies above it even
 * on a plateau. A one-sided paired t test over runs therefore compares the end with a few evenly spaced earlier epochs, and
 * multiplies the smallest p by their number (Bonferroni). The end is the last common epoch, because early stopping chose a later
 * one for its high loss.
 */
export function risePValue(
  epochs: readonly number[],
  valuesAt: (epoch: number) => readonly number[],
): number {
  const earlier = spread(epochs.slice(0, -1), TESTED).map(valuesAt);
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

function lowestIndex(values: readonly number[]): number {
  return values.reduce((low, value, index) => (value < (values[low] as number) ? index : low), 0);
}
