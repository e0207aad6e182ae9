/**
 * Prechelt's stopping criteria as measures of a training curve.
 *
 * When: to say how far a run went past its best point. GL is the percentage by which the validation loss exceeds its minimum.
 * PQ divides GL by training progress, since a fast-falling training loss may repair a rise. UP counts consecutive rises.
 *
 * Assumption: positive losses, one per epoch, in order. Ratios of losses that can be negative (log densities) mean nothing.
 *
 * Source: L. Prechelt, "Early stopping — but when?", in Neural Networks: Tricks of the Trade, LNCS 1524 (1998), section 2.
 */
import { mean } from '../describe.ts';
import { requireFinite, StatisticsError } from '../error.ts';

/** Prechelt's length of a training strip, in epochs. */
const STRIP = 5;

/**
 * GL at the last epoch: 100 (E_va(t) / min E_va − 1), in percent; zero if the last epoch is best.
 *
 * @example generalisationLoss([10, 8, 9]) // 12.5
 */
export function generalisationLoss(validation: readonly number[]): number {
  requirePositive('generalisationLoss', validation);
  return 100 * ((validation.at(-1) as number) / lowest(validation) - 1);
}

/**
 * P_k at the last epoch: 1000 (mean / min − 1) of the training loss over the last `strip` epochs, in per mille. Large while
 * training improves fast or is unstable, zero once it is flat.
 *
 * @example trainingProgress([4, 3, 2], 2) // 250
 */
export function trainingProgress(train: readonly number[], strip = STRIP): number {
  requirePositive('trainingProgress', train);
  const last = train.slice(-strip);
  return 1000 * (mean(last) / lowest(last) - 1);
}

/**
 * PQ at the last epoch: GL / P_k.
 *
 * @returns null if the training loss is flat
 */
export function progressQuotient(
  validation: readonly number[],
  train: readonly number[],
  strip = STRIP,
): number | null {
  const progress = trainingProgress(train, strip);
  return progress === 0 ? null : generalisationLoss(validation) / progress;
}

/**
 * UP at the last epoch: consecutive strip ends with a validation loss above the previous one. UP_s stops training at s.
 *
 * @example successiveRises([3, 1, 2, 4], 1) // 2
 */
export function successiveRises(validation: readonly number[], strip = STRIP): number {
  requirePositive('successiveRises', validation);
  const ends = validation.filter((_, index) => (index + 1) % strip === 0);
  let rises = 0;
  for (let index = ends.length - 1; index > 0; index--) {
    if ((ends[index] as number) <= (ends[index - 1] as number)) break;
    rises++;
  }
  return rises;
}

function lowest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Infinity);
}

function requirePositive(statistic: string, losses: readonly number[]): void {
  if (losses.length === 0) throw new StatisticsError(`${statistic} requires at least one epoch`);
  requireFinite(statistic, losses);
  const index = losses.findIndex((loss) => loss <= 0);
  if (index >= 0) {
    throw new StatisticsError(
      `${statistic} requires losses above 0, but that of epoch ${index + 1} is ${losses[index]}`,
    );
  }
}
