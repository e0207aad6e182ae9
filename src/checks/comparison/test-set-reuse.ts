import { z } from 'zod';
import { knownMetric } from '../../config/known-metrics.ts';
import { disagreementLimit, testSetBudget } from '../../stats/power/test-set-budget.ts';
import { defineCheck } from '../define-check.ts';
import { wholeExperiment } from '../subjects.ts';
import { notChecked } from '../words.ts';

/** ε and δ of ease.ml/ci, by names that say what they are. */
const DEFAULTS = { tolerance: 0.05, reliability: 0.95, adaptive: true };

const optionsSchema = z
  .strictObject({
    tolerance: z
      .number()
      .gt(0)
      .lt(1)
      .default(DEFAULTS.tolerance)
      .describe('ε: how far a difference in accuracy may be off, as a share of the examples.'),
    reliability: z
      .number()
      .gt(0)
      .lt(1)
      .default(DEFAULTS.reliability)
      .describe('1 − δ: probability with which all decisions taken on the test set hold to that.'),
    adaptive: z
      .boolean()
      .default(DEFAULTS.adaptive)
      .describe('Whether changes may answer to earlier verdicts; `false` where nobody sees them.'),
  })
  .default(DEFAULTS)
  .describe('How many decisions a test set carries before it is used up.');

/**
 * Whether the test set still vouches for its scores: the decisions taken on these examples, over pull requests and pushes, against
 * the number for which all differences hold to within `tolerance` at once with probability `reliability`.
 *
 * The budget is that of ease.ml/ci (`stats/power/test-set-budget.ts`; Renggli et al. 2019), in shares of examples, for the upper limit of the
 * share on which models differ: each variant's has its part of the error, since the largest is taken. It speaks of
 * accuracy, and is a guide for F1 and the like; for a metric without a bound there is none. Primary metrics count, since the
 * others decide nothing. A first experiment is no reuse, however few the examples. A test set that does not carry a single decision
 * cannot be used up: it vouches for nothing from the start, and the check cannot be made.
 */
export const testSetReuse = defineCheck({
  id: 'test-set-reuse',
  title: 'has the test set been used up?',
  invalidates: false,
  options: { 'test-set-reuse': optionsSchema },
  needs: ['testSetUse'],
  of: wholeExperiment,
  judge(_, { testSetUse, metrics }, options) {
    const { testSet, earlier, added } = testSetUse;
    const { tolerance, reliability, adaptive } = options['test-set-reuse'];
    if ('unknown' in testSet) return notChecked(testSet.unknown);
    const base = { interval: null, advice: null } as const;
    const primary = metrics.filter(({ role }) => role === 'primary').map(({ name }) => name);
    const { examples, disagreement } = testSet;
    const value = earlier + (adaptive ? decisionsOfBatch(added) : added);
    const count = describeCount(examples, earlier, added, value);
    const shares = primary.filter((name) => knownMetric(name)?.maximum === 1);
    if (shares.length === 0) {
      const message = `${count}; how many they carry is known for shares of examples such as accuracy only`;
      return { ...base, status: 'not-checked', value, threshold: null, message };
    }
    // Half of what may fail is for the differences, half for the share on which models differ, which is only estimated.
    const failure = (1 - reliability) / 2;
    const estimated = { disagreement, failure: failure / Math.max(1, added) };
    const limit = disagreementLimit({ ...estimated, examples });
    const carriedBy = (examples: number) => {
      const disagreement = disagreementLimit({ ...estimated, examples });
      const budgets = testSetBudget({ examples, disagreement, tolerance, failure });
      return adaptive ? budgets.adaptive : budgets.independent;
    };
    const threshold = carriedBy(examples);
    const carried = `they carry ${threshold} for which all differences${shares.length === primary.length ? '' : ` in ${shares.join(', ')}`} hold to ±${tolerance} with probability ${reliability}`;
    const why = `${adaptive ? 'changes may answer to earlier verdicts' : 'no change answers to an earlier verdict'}, models differ on ${percent(disagreement)} of the examples, so on at most ${percent(limit)} of new ones`;
    const message = `${count}; ${carried} (${why})`;
    const found = { ...base, value, threshold, message };
    if (threshold === 0) {
      const needed = leastExamples((examples) => carriedBy(examples) >= REUSE);
      const size = needed === null ? `more than ${MAX_EXAMPLES}` : `about ${needed}`;
      return {
        ...found,
        status: 'not-checked',
        message: `too small to vouch for any reuse: ${message}; a second decision needs ${size} examples`,
      };
    }
    if (earlier === 0 || value <= threshold) return { ...found, status: 'pass' };
    return {
      ...found,
      status: 'warn',
      advice: 'draw new test examples, or confirm the change on examples that no decision has used yet',
    };
  },
});

/** Decisions from which on test examples are used again. */
const REUSE = 2;

/**
 * What the variants of one experiment add to the adaptive decisions. None of them has answered to a verdict on another, so under each
 * of the 2^H histories before there are k events and not 2^k: with those of the histories themselves, at most 2^H (k + 1) have to
 * hold, as many as after log2(k + 1) decisions more. Whoever comes later has seen all k verdicts, so on record each counts as one.
 */
function decisionsOfBatch(variants: number): number {
  return Math.ceil(Math.log2(variants + 1));
}

function describeCount(examples: number, earlier: number, added: number, value: number): string {
  const decisions = earlier + added;
  const all = `${decisions} decision${decisions === 1 ? '' : 's'} on the same ${examples} test examples, ${earlier === 0 ? 'none' : earlier} of them before this experiment`;
  return value === decisions
    ? all
    : `${all}; its ${added} variants are decided on together and count as ${value - earlier}`;
}

/** Nobody labels more, and the limit of a share on so many takes long to compute. */
const MAX_EXAMPLES = 10_000_000;

/** The smallest number of examples that is enough, by halving: about, since shares go in whole examples. null beyond the most. */
function leastExamples(isEnough: (examples: number) => boolean): number | null {
  let [low, high] = [0, MAX_EXAMPLES];
  if (!isEnough(high)) return null;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}
