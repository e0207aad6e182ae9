import type { Comparison, Interval } from '../../analysis/compare/comparison.ts';
import { decidingSplit, pairBySeed, seedValues } from '../../analysis/compare/samples.ts';
import { sequentialLevels } from '../../analysis/decide/levels.ts';
import { intervalAt } from '../../analysis/decide/one-interval.ts';
import type { Metric } from '../../config/file/normalise.ts';
import { planRuns, seedsBetween } from '../../plan/runs/plan-runs.ts';
import { failureReason } from '../../records/failure-reason.ts';
import type { RunRecord } from '../../records/record.ts';
import { pairedT } from '../../stats/tests/paired-t.ts';
import { wordFor } from '../../words/plural.ts';
import { type UnitWords, wordsOf } from '../../words/unit-words.ts';
import type { CheckStatus, Judgement } from '../check.ts';
import { defineCheck } from '../define-check.ts';
import { defineExtraRuns, type TrainedGroup } from '../extra-runs.ts';
import { type Estimate, estimate } from '../retraining/verdict-survival.ts';
import { eachVariant, levelPerVariant } from '../subjects.ts';
import { notChecked, show, showBounds } from '../words.ts';

const MAX_REASON_CHARS = 200;
const ADVICE = 'look through the changes since then, and find the ones that reduced the metric';

/** From the worst to the best. */
const ORDER: readonly CheckStatus[] = ['fail', 'warn', 'not-checked', 'pass'];

interface OfReference {
  /** Git's name, such as `v1.4`. */
  readonly ref: string;
  /** Evaluation files that differ from the baseline's. */
  readonly differing: readonly string[];
  readonly looks: readonly number[];
}

/** Trains `models.reference`, an earlier release, with every seed with which a variant has finished. */
export const referenceRuns = defineExtraRuns({
  options: {},
  isRepeat: false,
  plan({ reference, looks }) {
    if (reference === null) return { groups: [] };
    const { model, differing } = reference;
    const runs = differing.length > 0 ? [] : planRuns([model], seedsBetween(0, looks.at(-1) ?? 0));
    return { groups: [{ ref: model.ref ?? model.name, differing, looks, runs }] };
  },
  isWorthwhile: ({ seed }, { records }) =>
    records.some((record) => record.model !== 'baseline' && record.seed === seed && record.status === 'ok'),
});

/**
 * Ten merges that each lose less than the margin may together lose ten margins, which no comparison with the baseline shows.
 * So each variant is also compared with `models.reference`, by seed, on every primary metric with a margin.
 *
 * The interval is the repeated one at the looks of the comparison (Jennison & Turnbull 1989), because the comparison decided
 * how many runs the variant has. Variants × metrics share alpha by Bonferroni, apart from the comparison's own alpha: the
 * check fails in at most alpha / 2 of the experiments in which no variant loses more than the margin, for normal differences.
 * The variance of new examples comes from the comparison with the baseline, because an older model differs on no fewer
 * examples.
 */
export const reference = defineCheck({
  id: 'reference',
  title: 'is a variant worse than an earlier release?',
  isOfEvaluations: true,
  gateEntry: 'reference',
  needs: ['records', 'comparisons'],
  extraRuns: referenceRuns,
  of: eachVariant,
  judge({ model: variant }, { records, comparisons, metrics, alpha, models, extraRuns, unit }) {
    const [earlier] = extraRuns;
    if (earlier === undefined) return notChecked('no reference was trained');
    const bounded = metrics.flatMap(({ name, role, direction, margin }) =>
      role === 'primary' && margin !== null ? [{ name, direction, margin }] : [],
    );
    const level = levelPerVariant({ alpha, models }) / Math.max(1, bounded.length);
    const refused = whyNotComparable(earlier, records);
    const findings = bounded.map((metric) => {
      const here = comparisons.find((one) => one.variant === variant && one.metric === metric.name);
      return refused === null
        ? judgeMetric({
            words: wordsOf({ unit }),
            variant,
            metric,
            records,
            reference: earlier,
            alpha: level,
            varianceOfExamples: ofExamples(here),
          })
        : notChecked(refused, 'choose a later reference in models.reference');
    });
    const worst = ORDER.flatMap((status) => findings.filter((finding) => finding.status === status))[0];
    return worst ?? notChecked('no primary metric has a margin');
  },
});

type Bounded = Pick<Metric, 'name' | 'direction'> & { readonly margin: number };

function whyNotComparable(
  { ref, differing, records: runs }: TrainedGroup<OfReference>,
  records: readonly RunRecord[],
): string | null {
  if (differing.length > 0)
    return `${differing.join(', ')} ${wordFor(differing.length, 'is', 'are')} not the same for ${ref}, so its scores come from a different test`;
  const digests = [...runs, ...records].flatMap(({ predictions }) => predictions?.examples ?? []);
  return new Set(digests).size > 1
    ? `${ref} was measured on different test examples, so its scores cannot be compared`
    : null;
}

interface Judged {
  readonly variant: string;
  readonly metric: Bounded;
  readonly records: readonly RunRecord[];
  readonly reference: TrainedGroup<OfReference>;
  readonly alpha: number;
  readonly varianceOfExamples: number;
  readonly words: UnitWords;
}

function judgeMetric(judged: Judged): Judgement {
  const { variant, records, alpha, varianceOfExamples } = judged;
  const { name: metric, direction, margin } = judged.metric;
  const { ref, looks, records: runs } = judged.reference;
  const split = decidingSplit(records, metric);
  const values = (of: readonly RunRecord[], model: string) =>
    split === null ? [] : seedValues(of, model, metric, split);
  const pairs = pairBySeed(values(runs, runs[0]?.model ?? ''), values(records, variant));
  if (pairs.length < 2) {
    const failed = runs.find(({ status }) => status !== 'ok');
    const reason = failureReason(failed?.failure ?? '', MAX_REASON_CHARS);
    return notChecked(
      `${pairs.length} of ${runs.length} runs of ${ref} can be compared${reason === '' ? '' : `; the first failure: ${reason}`}`,
      'choose a later reference in models.reference if it can no longer be trained',
    );
  }
  const sign = direction === 'maximize' ? 1 : -1;
  const differences = pairs.map(({ baseline, candidate }) => sign * (candidate - baseline));
  const significance = levelAtLook(
    pairs.map(({ seed }) => seed),
    looks,
    alpha,
  );
  const found = estimate(differences, 1 - significance) as Estimate;
  const { value } = found;
  const interval = found.interval && widen(differences, found.interval, varianceOfExamples);
  const { low, high } = interval ?? { low: value, high: value };
  const isWorse = value < -margin && high < 0;
  const status = high < -margin ? 'fail' : low >= -margin ? 'pass' : isWorse ? 'warn' : 'not-checked';
  const words = {
    fail: `worse than ${ref} by more than the margin ${show(margin)}`,
    warn: `may be worse than ${ref} by more than the margin ${show(margin)}`,
    'not-checked': `cannot exclude a loss of more than the margin ${show(margin)} since ${ref}`,
    pass: `not worse than ${ref} by more than the margin ${show(margin)}`,
  };
  const measured =
    interval === null ? `${show(value)} in every pair` : `${show(value)} ${showBounds(interval)}`;
  return {
    status,
    metric,
    value,
    threshold: -margin,
    severity: -value / margin,
    interval,
    message: `${words[status]}: ${metric} ${measured} over ${pairs.length} ${judged.words.seed}s${varianceOfExamples > 0 ? `, including the variance of new ${judged.words.testExample}s` : ''}`,
    advice: status === 'fail' || status === 'warn' ? ADVICE : null,
  };
}

/** Variance that new test examples add to the comparison with the baseline; 0 if it holds for these examples only. */
function ofExamples(here: Comparison | undefined): number {
  if (here === undefined || here.difference === null || here.crossed === null) return 0;
  return here.crossed.exampleShare * here.standardError ** 2;
}

/** Only the seeds limit the degrees of freedom, because examples are many. */
function widen(differences: readonly number[], { level }: Interval, varianceOfExamples: number): Interval {
  const { mean, standardError: ofSeeds, degreesOfFreedom } = pairedT(differences);
  const variance = ofSeeds ** 2 + varianceOfExamples;
  const bounds = intervalAt(
    {
      difference: mean,
      standardError: Math.sqrt(variance),
      degreesOfFreedom: (degreesOfFreedom * variance ** 2) / ofSeeds ** 4,
    },
    1 - level,
  );
  return { level, ...bounds };
}

/** Two-sided level of the look at which the comparison ended. */
function levelAtLook(seeds: readonly number[], looks: readonly number[], alpha: number): number {
  if (looks.length === 1) return alpha;
  const counts: number[] = [];
  const last = Math.max(...seeds);
  for (const look of [...looks.filter((pairs) => pairs < last), last]) {
    const count = seeds.filter((seed) => seed <= look).length;
    if (count > (counts.at(-1) ?? 1)) counts.push(count);
  }
  return sequentialLevels(counts, looks).difference(alpha);
}
