/**
 * The multi-bootstrap: would the difference hold for other seeds *and* other test examples?
 *
 * When: beside the verdict, when runs have kept their predictions. The tests of the verdict ask whether the difference holds
 * for new seeds on this test set. Two models that differ surely on these 500 examples may not differ on the next 500; this
 * is what the multi-bootstrap adds. Each resample draws units (seed pairs, or runs of either arm) with replacement and, apart
 * from them, examples with replacement; both arms get the same examples, and with paired seeds the same seeds. The
 * statistic is the mean over the drawn runs of the metric on the drawn examples, candidate minus baseline.
 *
 * Assumption: seeds are independent draws, and so are examples, and every run has seen the same examples. Where examples come
 * in families (frames of one film, questions on one text) it is the families that would have to be drawn.
 *
 * Limits: it is a complement and never the verdict. The variance of S resampled seeds is (S − 1)/S of what it should be, and
 * five values have no tails: where seeds are few and contribute much, intervals are too narrow and p too small. What is
 * peculiar to one run on one example (the interaction of `varianceComponents`) enters three times, once with each source and
 * once with both: where it is most of the variance, intervals are up to √3 too wide (Owen). The examples, being many, suffer
 * from neither. A metric that noise inflates, such as the calibration error, is inflated once more in every resample; where the
 * arms are so unequally, the percentile limits shift towards zero or away from it.
 *
 * Interval: percentile, the quantiles of the resampled differences, as the authors' own library gives. p: twice the smaller share of
 * resamples on either side of zero (zero itself counts for both), each with one more than counted, so it is never 0 and
 * agrees with the interval. The authors take one side; nobody here may choose the side after having seen the difference.
 *
 * Cost: `resamples` redraws; see `test-set/` for what each kind of metric takes. The same generator gives the same result.
 *
 * Source: T. Sellam, S. Yadlowsky et al., The MultiBERTs: BERT Reproductions for Robustness Analysis, ICLR 2022, section 3;
 * A. B. Owen, The Pigeonhole Bootstrap, Annals of Applied Statistics 1 (2007), for its variance.
 */
import { mean, quantile, standardDeviation } from '../describe.ts';
import { requireBetween, StatisticsError } from '../error.ts';
import type { Interval } from '../interval.ts';
import { type Random, randomInteger } from '../random.ts';
import { commonWeight, type MeasuredUnits } from '../test-set/measured-units.ts';

/** Of that many draws in a row, one at least has to be a test set that the metric is defined on. */
const MAX_ATTEMPTS = 100;

export interface MultiBootstrap {
  /** Candidate minus baseline on the data as they are. */
  readonly difference: number;
  /** Standard deviation of the resampled differences. */
  readonly standardError: number;
  readonly interval: Interval;
  /** Two-sided; at least 2 / (resamples + 1). */
  readonly pValue: number;
}

/**
 * @param units see `measureMeans` for metrics that are means, `measureWeighted` for others
 * @throws StatisticsError with fewer than two units of a kind, or where the metric is hardly ever defined on a resample
 *
 * @example
 * const units = measureMeans({ baseline: rightOrWrong, candidate: rightOrWrongOfTheOther, pairing: 'seed' });
 * multiBootstrap(units, { random: createRandom('gloss', 'wider', 'accuracy', 'multi-bootstrap') }).interval
 */
export function multiBootstrap(
  units: MeasuredUnits,
  { level = 0.95, resamples = 10_000, random }: { level?: number; resamples?: number; random: Random },
): MultiBootstrap {
  requireBetween('multiBootstrap', 'level', level, 0, 1);
  if (units.sizes.some((size) => size < 2)) {
    throw new StatisticsError(
      units.pairing === 'seed'
        ? 'multiBootstrap requires at least two seed pairs'
        : 'multiBootstrap requires at least two runs an arm',
    );
  }
  const differences = resampleDifferences(units, resamples, random);
  const atMostZero = differences.filter((difference) => difference <= 0).length;
  const atLeastZero = differences.filter((difference) => difference >= 0).length;
  return {
    difference: observedDifference(units),
    standardError: standardDeviation(differences),
    interval: {
      level,
      low: quantile(differences, (1 - level) / 2),
      high: quantile(differences, (1 + level) / 2),
    },
    pValue: Math.min(1, (2 * (Math.min(atMostZero, atLeastZero) + 1)) / (resamples + 1)),
  };
}

/** Mean of the pairs' differences, or difference of the arms' means. */
function observedDifference({ sizes, values }: MeasuredUnits): number {
  const first = sizes[0] as number;
  if (sizes.length === 1) return mean([...values]);
  return mean([...values.subarray(first)]) - mean([...values.subarray(0, first)]);
}

/** The differences that `multiBootstrap` sums up, one a resample. */
export function resampleDifferences(units: MeasuredUnits, resamples: number, random: Random): number[] {
  const { sizes, values } = units;
  const redraw = units.createRedraw(random);
  const weights = new Int32Array(values.length);
  const divisor = commonWeight(sizes);
  return Array.from({ length: resamples }, () => {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      drawUnits(weights, sizes, divisor, random);
      const difference = redraw(weights) / divisor;
      if (!Number.isNaN(difference)) return difference;
    }
    throw new StatisticsError(
      'multiBootstrap requires a metric that is defined on resampled examples: here it hardly ever is, as when a class has one example',
    );
  });
}

/**
 * Draws the units of each kind with replacement. Weights are whole multiples of 1 / `divisor`, so that sums of whole
 * contributions stay exact; those of a baseline's runs are negative.
 */
function drawUnits(weights: Int32Array, sizes: readonly number[], divisor: number, random: Random): void {
  weights.fill(0);
  let first = 0;
  sizes.forEach((size, kind) => {
    const weight = (kind === sizes.length - 1 ? 1 : -1) * (divisor / size);
    for (let draw = 0; draw < size; draw++) {
      const unit = first + randomInteger(random, size);
      weights[unit] = (weights[unit] as number) + weight;
    }
    first += size;
  });
}
