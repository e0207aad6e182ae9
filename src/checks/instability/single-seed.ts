import { decidingSplit } from '../../analysis/compare/samples.ts';
import { mean } from '../../stats/describe.ts';
import { binomialInterval } from '../../stats/estimates/binomial-interval.ts';
import { defineCheck } from '../define-check.ts';
import { seedDifferences } from '../seed-differences.ts';
import { baselineOf, eachVariant, isDifferent, primaryMetrics } from '../subjects.ts';
import { notChecked, showPercent } from '../words.ts';

const LEVEL = 0.95;
const TOO_FEW = 'needs two seed pairs with a primary metric';

/**
 * How often one run per model would have misled: the share of seeds with which the difference has another sign than its mean,
 * or none, with Clopper and Pearson's interval. It never warns, because this comparison has more runs. The sign of the mean
 * comes from the same seeds, so the share is rarely above one half. Without an improvement or regression that sign is chance.
 */
export const singleSeed = defineCheck({
  id: 'instability/single-seed',
  title: 'what would one run per model have shown?',
  isOfSeeds: true,
  picture: 'runs',
  needs: ['records', 'comparisons'],
  of: eachVariant,
  judge({ model: variant }, { records, comparisons, metrics, models }) {
    const [primary] = primaryMetrics(metrics);
    if (primary === undefined) return notChecked(TOO_FEW);
    const split = decidingSplit(records, primary.name);
    const arms = [baselineOf({ models }), variant] as const;
    const differences = seedDifferences(records, primary, split, arms).map(({ value }) => value);
    if (differences.length < 2) return notChecked(TOO_FEW);
    const isDecided = comparisons.some(
      (one) => one.variant === variant && one.metric === primary.name && isDifferent(one),
    );
    if (!isDecided) return { status: 'pass', message: describeSides(primary.name, differences) };
    const sign = Math.sign(mean(differences));
    const flipped = differences.filter((difference) => Math.sign(difference) !== sign).length;
    const value = flipped / differences.length;
    const interval = binomialInterval(flipped, differences.length, { level: LEVEL });
    const range = `[${Math.round(100 * interval.low)}, ${Math.round(100 * interval.high)}]`;
    const message = `one run per model would have given a different result for ${primary.name} under ${flipped} of ${differences.length} seeds: ${showPercent(value)} ${range}`;
    return { status: 'pass', value, interval, message };
  },
});

function describeSides(name: string, differences: readonly number[]): string {
  const ahead = differences.filter((one) => one > 0).length;
  const behind = differences.filter((one) => one < 0).length;
  const all = differences.length;
  if (ahead > 0 && behind > 0) {
    return `one run per model would have shown a difference of either sign in ${name}: the variant ahead under ${ahead} of ${all} seeds, behind under ${behind}`;
  }
  if (ahead + behind === 0)
    return `one run per model would have shown no difference in ${name} under any of ${all} seeds`;
  return `one run per model would have shown the variant ${ahead > 0 ? 'ahead' : 'behind'} in ${name} under ${ahead + behind} of ${all} seeds`;
}
