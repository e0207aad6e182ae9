import { decidingValues, pairBySeed } from '../../analysis/compare/samples.ts';
import type { Metric } from '../../config/file/normalise.ts';
import { mean } from '../../stats/describe.ts';
import { binomialInterval } from '../../stats/estimates/binomial-interval.ts';
import { defineCheck } from '../define-check.ts';
import { baselineOf, eachVariant } from '../subjects.ts';
import { notChecked, showPercent } from '../words.ts';

const LEVEL = 0.95;

/**
 * How likely a comparison of one run per model would have told the wrong story: the share of seeds on which the difference has another
 * sign than its mean, or none, with Clopper and Pearson's interval. It informs and never warns, since what it speaks of has been
 * avoided here.
 *
 * Where the verdict is neither improvement nor regression there is no story that a run could contradict, and the sign of a mean near
 * zero is chance: then it tells under how many seeds the variant is ahead and behind, and has no value.
 *
 * The sign of the mean is estimated from the same seeds, so the share is rarely above one half: near one half means that a single
 * seed is a coin toss. The first primary metric counts.
 */
export const singleSeed = defineCheck({
  id: 'instability/single-seed',
  title: 'what would one run per model have shown?',
  invalidates: false,
  options: {},
  picture: 'runs',
  needs: ['records', 'comparisons'],
  of: eachVariant,
  judge({ model: variant }, { records, comparisons, metrics, models }) {
    const base = { threshold: null, status: 'pass', advice: null } as const;
    const baseline = baselineOf({ models });
    const primary = metrics.find(({ role }) => role === 'primary');
    const valuesOf = (model: string) =>
      primary === undefined ? [] : decidingValues(records, model, primary.name);
    const differences = pairBySeed(valuesOf(baseline), valuesOf(variant)).map(
      (pair) => pair.candidate - pair.baseline,
    );
    if (primary === undefined || differences.length < 2) {
      return notChecked('needs two seed pairs with a primary metric');
    }
    const isDecided = comparisons.some(
      (one) =>
        one.variant === variant &&
        one.metric === primary.name &&
        (one.verdict === 'improvement' || one.verdict === 'regression'),
    );
    if (!isDecided) {
      return { ...base, value: null, interval: null, message: describeSides(primary, differences) };
    }
    const sign = Math.sign(mean(differences));
    const flipped = differences.filter((difference) => Math.sign(difference) !== sign).length;
    const value = flipped / differences.length;
    const interval = binomialInterval(flipped, differences.length, { level: LEVEL });
    const range = `[${Math.round(100 * interval.low)}, ${Math.round(100 * interval.high)}]`;
    const message = `one run per model would have given a different result for ${primary.name} under ${flipped} of ${differences.length} seeds: ${showPercent(value)} ${range}`;
    return { ...base, value, interval, message };
  },
});

function describeSides({ name, direction }: Metric, differences: readonly number[]): string {
  const better = direction === 'minimize' ? -1 : 1;
  const count = (sign: number) => differences.filter((one) => Math.sign(one) === sign).length;
  const ahead = count(better);
  const behind = count(-better);
  const all = differences.length;
  if (ahead > 0 && behind > 0) {
    return `one run per model would have shown a difference of either sign in ${name}: the variant ahead under ${ahead} of ${all} seeds, behind under ${behind}`;
  }
  if (ahead + behind === 0)
    return `one run per model would have shown no difference in ${name} under any of ${all} seeds`;
  return `one run per model would have shown the variant ${ahead > 0 ? 'ahead' : 'behind'} in ${name} under ${ahead + behind} of ${all} seeds`;
}
