/**
 * Prechelt's stopping criteria as measures of how far a run went past its best point.
 *
 * Losses are positive, one per epoch, in order; ratios of losses that can be negative (log densities) mean nothing.
 *
 * Source: L. Prechelt, "Early stopping — but when?", LNCS 1524 (1998), section 2.
 */
import { mean } from '../describe.ts';
import { requireFinite, StatisticsError } from '../error.ts';

/** In epochs. */
const STRIP = 5;

/**
 * GL at the last epoch: 100 (loss / lowest loss − 1), in percent.
 *
 * @example generalisationLoss([10, 8, 9]) // 12.5
 */
export function generalisationLoss(validation: readonly number[]): number {
  requirePositive('generalisationLoss', validation);
  return 100 * ((validation.at(-1) as number) / lowest(validation) - 1);
}

/**
 * P_k at the last epoch: 1000 (mean / min − 1) of the training loss over the last `strip` epochs, in per mille; 0 once it is
 * flat.
 *
 * @example trainingProgress([4, 3, 2], 2) // 250
 */
export function trainingProgress(train: readonly number[], strip = STRIP): number {
  requirePositive('trainingProgress', train);
  const last = train.slice(-strip);
  return 1000 * (mean(last) / lowest(last) - 1);
}

/**
 * PQ at the last epoch: GL / P_k, since a fast-falling training loss may repair a rise; null if the training loss is flat.
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
 * UP at the last epoch: consecutive strip ends with a validation loss above the previous one.
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
