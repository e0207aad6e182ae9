/** Analyses existing results by the design that produced them. */

import type { Comparison } from '../analysis/compare/comparison.ts';
import type { MeasureRequest } from '../analysis/compare/measure.ts';
import { type AnalysisRequest, analyseOnce, startAnalysis } from '../analysis/decide/analyse.ts';
import { type LookSummary, summariseLooks, summariseOnce } from '../analysis/decide/levels.ts';
import { noticesAfter, reachableDesign } from '../analysis/decide/reachable.ts';
import type { Seeds } from '../config/file/normalise.ts';
import { UserError } from '../config/user-error.ts';
import { planLooks } from '../plan/runs/plan-looks.ts';
import type { RunRecord } from '../records/record.ts';
import { wordsOf } from '../words/unit-words.ts';
import type { ExamplesAt } from './rows-of-records.ts';

export interface AnalysedResults {
  readonly comparisons: readonly Comparison[];
  readonly looks: readonly LookSummary[];
  readonly seeds: Seeds;
  /** Runs that a verdict was reached on. */
  readonly records: readonly RunRecord[];
  readonly notices: readonly string[];
}

/**
 * @param design null: one look at all runs, which were planned before the first result
 * @param examplesAt test examples after so many seeds; without, verdicts hold for these examples only
 */
export function analyseByDesign(
  request: Questions,
  records: readonly RunRecord[],
  design: Seeds | null,
  examplesAt?: ExamplesAt,
): AnalysedResults {
  if (design !== null && design.kind === 'sequential')
    return analyseByLooks(request, records, design, examplesAt);
  const examples = examplesAt?.(Number.POSITIVE_INFINITY);
  const comparisons = records.some(({ status }) => status === 'ok')
    ? analyseOnce(request, records, { ...(examples && { examples }) })
    : [];
  const pairs = pairsOf(comparisons);
  const isPaired = comparisons.some(({ pairing }) => pairing === 'seed' || pairing === 'value');
  const notices =
    pairs < 2 || !isPaired
      ? []
      : noticesAfter(reachableDesign({ looks: [pairs], isOnce: true, ...sharesOf(request) }), comparisons);
  return {
    comparisons,
    looks: summariseOnce(pairs, request.alpha),
    seeds: { kind: 'fixed', min: pairs, max: pairs },
    records,
    notices,
  };
}

type Questions = Omit<AnalysisRequest, 'looks'>;

/** Takes looks by rising seed. What one look decides, later looks leave. */
function analyseByLooks(
  request: Questions,
  records: readonly RunRecord[],
  design: Seeds,
  examplesAt: ExamplesAt | undefined,
): AnalysedResults {
  const { baseline = 'baseline', variants, alpha } = request;
  if (request.fixed === undefined) requireSharedSeeds(records, baseline, variants);
  const seeds = [...new Set(records.map(({ seed }) => seed))].sort((a, b) => a - b);
  const { looks, ...ofDesign } = reachableDesign({ looks: planLooks(design), ...sharesOf(request) });
  // An unplanned look at all results, repeated after every run, would be peeking.
  const last = looks.filter((pairs) => pairs <= seeds.length).at(-1);
  const { seed } = wordsOf(request);
  if (last === undefined) {
    throw new UserError(
      `--design ${design.min}..${design.max}: the first look is after ${looks[0]} ${seed}s, but there are only ${seeds.length}; add results of more ${seed}s`,
    );
  }
  const analysis = startAnalysis({ ...request, looks });
  let undecided: readonly string[] = variants;
  let comparisons: readonly Comparison[] = [];
  const used: RunRecord[] = [];
  let taken = 0;
  let from = 0;
  while (undecided.length > 0) {
    const pairs = looks[taken] ?? last;
    const added = new Set(seeds.slice(from, pairs));
    const models = new Set([baseline, ...undecided]);
    used.push(...records.filter(({ model, seed }) => models.has(model) && added.has(seed)));
    const examples = examplesAt?.(pairs);
    const options = { ends: pairs === last, ...(examples && { examples }) };
    ({ comparisons, undecided } = analysis.takeLook(used, taken, options));
    from = pairs;
    taken += 1;
  }
  const isOpen = comparisons.some(({ role, verdict }) => role === 'primary' && verdict === 'inconclusive');
  const next = from === last && isOpen ? looks[taken] : undefined;
  return {
    comparisons,
    looks: summariseLooks(looks, alpha, taken),
    seeds: design,
    records: used,
    notices: [...noticesAfter(ofDesign, comparisons), ...whatIsLeft(design, seeds.length, from, next)],
  };
}

/** @param next the look that needs more results; undefined if the design has ended */
function whatIsLeft(design: Seeds, available: number, used: number, next: number | undefined): string[] {
  const rest = available - used;
  const left = `the results of ${rest === 1 ? 'one later seed' : `${rest} later seeds`} are not used`;
  if (next !== undefined) {
    const soFar = `The last look was after ${used} of ${available} seeds; the next look of the design (${design.min} to ${design.max} pairs) is after ${next}`;
    return [rest === 0 ? `${soFar}.` : `${soFar}; until then ${left}.`];
  }
  return rest === 0
    ? []
    : [`The design (${design.min} to ${design.max} pairs) ended at the look after ${used} seeds; ${left}.`];
}

function requireSharedSeeds(
  records: readonly RunRecord[],
  baseline: string,
  variants: readonly string[],
): void {
  const seedsOf = (name: string) =>
    new Set(records.flatMap(({ model, seed }) => (model === name ? [seed] : [])));
  const own = seedsOf(baseline);
  const apart = variants.find((variant) => ![...seedsOf(variant)].some((seed) => own.has(seed)));
  if (apart === undefined) return;
  throw new UserError(
    `--design: a sequential design needs pairs with the same seed, but "${apart}" shares no seed with "${baseline}"; remove --design`,
  );
}

function sharesOf({ alpha, metrics, variants, unit }: MeasureRequest) {
  const primary = metrics.filter(({ role }) => role === 'primary');
  return {
    alpha,
    unit,
    comparisons: variants.length * primary.length,
    hasMargin: primary.some(({ margin }) => margin !== null),
  };
}

/** A fixed design looks after as many pairs as the best-measured primary comparison has. */
function pairsOf(comparisons: readonly Comparison[]): number {
  return comparisons.reduce(
    (most, comparison) =>
      comparison.difference === null || comparison.role !== 'primary'
        ? most
        : Math.max(most, Math.min(comparison.baseline.n, comparison.candidate.n)),
    0,
  );
}
