import { decidingSplit, pairBySeed, seedValues } from '../analysis/samples.ts';
import type { Metric } from '../config/normalise.ts';
import type { RunRecord } from '../records/record.ts';
import { binomialInterval } from '../stats/binomial-interval.ts';
import { mean } from '../stats/describe.ts';
import type { Check } from './check.ts';
import { notChecked, showPercent } from './words.ts';

const ID = 'instability/single-seed';
const LEVEL = 0.95;

/**
 * How likely a comparison of one run each would have told the wrong story: the share of seeds on which the difference has another
 * sign than its mean, or none, with Clopper and Pearson's interval. It informs and never warns, since what it speaks of has been
 * avoided here.
 *
 * The sign of the mean is estimated from the same seeds, so the share is rarely above one half: near one half means that a single
 * seed is a coin toss. The first primary metric counts.
 */
export function checkSingleSeed(
  records: readonly RunRecord[],
  baseline: string,
  variant: string,
  metrics: readonly Metric[],
): Check {
  const base = { id: ID, model: variant, threshold: null } as const;
  const primary = metrics.find(({ role }) => role === 'primary');
  const split = primary === undefined ? null : decidingSplit(records, primary.name);
  const valuesOf = (model: string) =>
    primary === undefined || split === null ? [] : seedValues(records, model, primary.name, split);
  const differences = pairBySeed(valuesOf(baseline), valuesOf(variant)).map(
    (pair) => pair.candidate - pair.baseline,
  );
  if (primary === undefined || differences.length < 2) {
    return notChecked(base, 'needs two seed pairs with a primary metric');
  }
  const sign = Math.sign(mean(differences));
  const flipped = differences.filter((difference) => Math.sign(difference) !== sign).length;
  const value = flipped / differences.length;
  const interval = binomialInterval(flipped, differences.length, { level: LEVEL });
  const range = `[${Math.round(100 * interval.low)}, ${Math.round(100 * interval.high)}]`;
  return {
    ...base,
    status: 'pass',
    value,
    interval,
    message: `one run each would have told another story of ${primary.name} under ${flipped} of ${differences.length} seeds: ${showPercent(value)} ${range}`,
    advice: null,
  };
}
