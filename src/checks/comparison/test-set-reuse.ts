import { z } from 'zod';
import { decidingSplit } from '../../analysis/compare/samples.ts';
import { wholeOf } from '../../analysis/compare/scale.ts';
import type { Metric } from '../../config/file/normalise.ts';
import { isShare } from '../../config/known-metrics.ts';
import type { RunRecord } from '../../records/record.ts';
import { disagreementLimit, testSetBudget } from '../../stats/power/test-set-budget.ts';
import { plural } from '../../words/plural.ts';
import { type UnitWords, wordsOf } from '../../words/unit-words.ts';
import type { Judgement } from '../check.ts';
import { defineCheck } from '../define-check.ts';
import { measuredSplit } from '../evidence/describe-test-set.ts';
import { primaryMetrics, wholeExperiment } from '../subjects.ts';
import { notChecked } from '../words.ts';

/** `reliability` is 1 − δ of ease.ml/ci. */
const DEFAULTS = { reliability: 0.95, adaptive: true };
/** ε if neither the option nor a margin gives one. */
const TOLERANCE = 0.05;

const optionsSchema = z
  .strictObject({
    tolerance: z
      .number()
      .gt(0)
      .lt(1)
      .optional()
      .describe(
        `ε: largest accepted error of a difference in accuracy, as a share of the examples. Default: the smallest margin of a primary metric, else ${TOLERANCE}.`,
      ),
    reliability: z
      .number()
      .gt(0)
      .lt(1)
      .default(DEFAULTS.reliability)
      .describe('1 − δ: probability that all decisions on the test set stay within ε.'),
    adaptive: z
      .boolean()
      .default(DEFAULTS.adaptive)
      .describe('Whether changes may react to earlier verdicts; `false` if no author sees them.'),
  })
  .default(DEFAULTS)
  .describe('How many decisions a test set supports before it is used up.');

/** Without a budget, `MANY` decisions on fewer than `SMALL` examples are a warning. Both are conventions. */
const SMALL = 1000;
const MANY = 10;
/** The same for a test set of unknown size. */
const MANY_OF_UNKNOWN = 20;

/**
 * Compares the decisions made on these examples with the number for which all differences hold to within `tolerance` at once
 * with probability `reliability`: the budget of ease.ml/ci (`stats/power/test-set-budget.ts`; Renggli et al. 2019), for the upper limit
 * of the share of examples on which models differ. The largest share of the variants counts, so they share its error. The
 * budget is exact for accuracy and a guide for F1 and similar metrics. Each primary metric has one of four verdicts, and the
 * next change may react to all of them.
 */
export const testSetReuse = defineCheck({
  id: 'test-set-reuse',
  title: 'has the test set been used up?',
  isOfEvaluations: true,
  options: { 'test-set-reuse': optionsSchema },
  reword: ({ status }) =>
    status === 'not-checked'
      ? { message: 'results do not say how many decisions their test examples were used for' }
      : {},
  needs: ['testSetUse', 'records'],
  of: wholeExperiment,
  judge(_, { testSetUse, metrics, records, unit }, options) {
    const words = wordsOf({ unit });
    const { testSet, earlier, added } = testSetUse;
    const { reliability, adaptive } = options['test-set-reuse'];
    if ('unknown' in testSet) return notChecked(testSet.unknown);
    const primary = primaryMetrics(metrics);
    const { examples, disagreement, isLimit = false } = testSet;
    const outcomes = VERDICTS ** primary.length;
    const decisions = earlier + added;
    const value = earlier + (adaptive ? decisionsOfBatch(added, outcomes) : added);
    const split = measuredSplit(records);
    const kind = unit === 'repeat' ? '' : `${split} `;
    const suite = unit === 'repeat' ? words.testSet : `${split} set`;
    const size = examples === null ? 'unknown size' : plural(examples, words.example);
    const count = describeCount(`this ${suite} of ${size}`, earlier, added);
    const shares = primary.filter(({ name }) => isShare(name));
    const countAlone = (why: string, threshold: number | null): Judgement => {
      const isUsed = examples === null ? decisions >= MANY_OF_UNKNOWN : decisions >= MANY && examples < SMALL;
      return isUsed
        ? {
            status: 'warn',
            value: decisions,
            threshold,
            message: `${count}. ${WHY}`,
            evidence: why,
            advice: adviceOn(kind, words),
          }
        : { status: 'not-checked', value: decisions, threshold, message: `${count}; ${why}` };
    };
    if (examples === null)
      return countAlone('save predictions in every run to see how many decisions it supports', null);
    if (shares.length === 0)
      return countAlone(
        `the number of decisions it supports is known only for shares of ${words.example}s, such as accuracy`,
        null,
      );
    const margin = smallestMargin(shares, records);
    const tolerance = options['test-set-reuse'].tolerance ?? margin ?? TOLERANCE;
    // Half of the error is for the differences, half for the estimated disagreement.
    const failure = (1 - reliability) / 2;
    const estimated = { disagreement, failure: failure / Math.max(1, added) };
    const limit = disagreementLimit({ ...estimated, examples });
    const carriedBy = (examples: number) => {
      const disagreement = disagreementLimit({ ...estimated, examples });
      const ofEach = failure / shares.length;
      const budgets = testSetBudget({ examples, disagreement, tolerance, failure: ofEach, outcomes });
      return adaptive ? budgets.adaptive : budgets.independent;
    };
    const threshold = carriedBy(examples);
    const differences = `all differences${shares.length === primary.length ? '' : ` in ${shares.map(({ name }) => name).join(', ')}`} hold to ±${tidy(tolerance)} with probability ${reliability}`;
    const why = `${adaptive ? 'changes may react to earlier verdicts' : 'no change reacts to an earlier verdict'}, models differ on ${isLimit ? 'at most ' : ''}${percent(disagreement)} of the ${words.example}s, so on at most ${percent(limit)} of new ones`;
    if (threshold === 0) {
      const needed = leastExamples((examples) => carriedBy(examples) >= REUSE);
      const least = needed === null ? `more than ${MAX_EXAMPLES}` : `about ${needed}`;
      return countAlone(
        `it is too small to be reused: ${REUSE} decisions need ${least} ${words.example}s so that ${differences} (${why})`,
        threshold,
      );
    }
    const counted =
      value === decisions
        ? ''
        : `the ${added} variants of this experiment are decided together and count as ${value - earlier}; `;
    const evidence = `${counted}it supports ${threshold} decisions so that ${differences} (${why})`;
    if (earlier > 0 && value > threshold) {
      const message = `${count}; it supports ${threshold}. ${WHY}`;
      return { status: 'warn', value, threshold, message, evidence, advice: adviceOn(kind, words) };
    }
    return { status: 'pass', value, threshold, message: `${count}; ${evidence}` };
  },
});

const WHY = 'Changes that were kept for their score on it may be lucky';

function adviceOn(kind: string, { example }: UnitWords): string {
  return `draw new ${kind}${example}s, or confirm the change on ${example}s that no decision has used yet`;
}

/** Verdicts that a decision on one metric may have: improvement, regression, equivalent, inconclusive. */
const VERDICTS = 4;

/** From this many decisions on, test examples are reused. */
const REUSE = 2;

/**
 * How many adaptive decisions, of k outcomes each, the v variants of one experiment add. None of them reacts to a verdict on
 * another, so each of the k^H earlier histories has v events and not k^v. With the histories themselves, at most k^H (v + 1)
 * events must hold, as many as after log_k(v + 1) more decisions. Later changes have seen all v verdicts, so in the ledger
 * each counts as one.
 */
function decisionsOfBatch(variants: number, outcomes: number): number {
  // Rounding may lift the quotient just above a whole number.
  return Math.ceil(Math.log(variants + 1) / Math.log(outcomes) - 1e-9);
}

function describeCount(on: string, earlier: number, added: number): string {
  const decisions = earlier + added;
  if (earlier === 0 && added > 1) return `${added} variants were compared on ${on}, with no decision before`;
  const made = `${plural(decisions, 'decision was', 'decisions were')} made on ${on}`;
  return `${made}, ${earlier === 0 ? 'none' : earlier} of them before this experiment`;
}

/** As a share of the examples; null if no margin is one. A metric may be logged in percent. */
function smallestMargin(metrics: readonly Metric[], records: readonly RunRecord[]): number | null {
  const margins = metrics.flatMap(({ name, margin }) => {
    const split = decidingSplit(records, name);
    if (margin === null) return [];
    const values = split === null ? [] : records.flatMap(({ metrics }) => metrics[split]?.[name] ?? []);
    const share = margin / wholeOf(name, values);
    return share > 0 && share < 1 ? [share] : [];
  });
  return margins.length === 0 ? null : Math.min(...margins);
}

/** More is unrealistic and slow to compute. */
const MAX_EXAMPLES = 10_000_000;

/** Approximate, because shares are of whole examples; null beyond the maximum. */
function leastExamples(isEnough: (examples: number) => boolean): number | null {
  let low = 0;
  let high = MAX_EXAMPLES;
  if (!isEnough(high)) return null;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function tidy(value: number): number {
  return Number(value.toPrecision(6));
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}
