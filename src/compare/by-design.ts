/** The analysis of results that exist already, by the design that they were made by. */
import { analyseOnce, startAnalysis } from '../analysis/analyse.ts';
import type { Comparison } from '../analysis/comparison.ts';
import { type LookSummary, summariseLooks } from '../analysis/levels.ts';
import type { MeasureRequest } from '../analysis/measure.ts';
import { reachableDesign } from '../analysis/reachable.ts';
import type { Seeds } from '../config/normalise.ts';
import { UserError } from '../config/user-error.ts';
import { planLooks } from '../plan/looks.ts';
import type { RunRecord } from '../records/record.ts';

export interface AnalysedResults {
  readonly comparisons: readonly Comparison[];
  readonly looks: readonly LookSummary[];
  readonly seeds: Seeds;
  /** Those that a verdict was reached on. */
  readonly records: readonly RunRecord[];
  readonly notices: readonly string[];
}

/** @param design null: all runs were planned before the first result was seen, and are looked at once */
export function analyseByDesign(
  request: MeasureRequest,
  records: readonly RunRecord[],
  design: Seeds | null,
): AnalysedResults {
  if (design !== null && design.kind === 'sequential') return analyseByLooks(request, records, design);
  const comparisons = records.some(({ status }) => status === 'ok') ? analyseOnce(request, records) : [];
  const pairs = pairsOf(comparisons);
  // With less than two pairs the comparisons say so themselves; without pairs nothing is resampled.
  const isPaired = comparisons.some(({ pairing }) => pairing === 'seed');
  const notice =
    pairs < 2 || !isPaired ? null : reachableDesign({ looks: [pairs], ...sharesOf(request) }).notice;
  return {
    comparisons,
    looks: summariseLooks([pairs], request.alpha, 1),
    seeds: { kind: 'fixed', min: pairs, max: pairs },
    records,
    notices: notice === null ? [] : [notice],
  };
}

/** Looks come after so many seeds, in rising order of the seed. What is decided at a look is not looked at again. */
function analyseByLooks(
  request: MeasureRequest,
  records: readonly RunRecord[],
  design: Seeds,
): AnalysedResults {
  const { baseline = 'baseline', variants, alpha } = request;
  requireSharedSeeds(records, baseline, variants);
  const seeds = [...new Set(records.map(({ seed }) => seed))].sort((a, b) => a - b);
  const { looks: planned, notice } = reachableDesign({ looks: planLooks(design), ...sharesOf(request) });
  const looks = withLookAtEnd(planned, seeds.length);
  const analysis = startAnalysis({ ...request, looks });
  let undecided: readonly string[] = variants;
  let comparisons: readonly Comparison[] = [];
  const used: RunRecord[] = [];
  let taken = 0;
  let from = 0;
  for (const [look, pairs] of looks.entries()) {
    const added = new Set(seeds.slice(from, pairs));
    const models = new Set([baseline, ...undecided]);
    used.push(...records.filter(({ model, seed }) => models.has(model) && added.has(seed)));
    from = pairs;
    taken = look + 1;
    ({ comparisons, undecided } = analysis.takeLook(used, look, { ends: pairs >= seeds.length }));
    if (undecided.length === 0) break;
  }
  return {
    comparisons,
    looks: summariseLooks(looks, alpha, taken),
    seeds: design,
    records: used,
    notices: [...(notice === null ? [] : [notice]), ...whatIsLeft(design, seeds.length, from, looks[taken])],
  };
}

/** Results that stop short of a planned look are looked at as they are; the error of the looks to come stays unspent. */
function withLookAtEnd(planned: readonly number[], available: number): readonly number[] {
  const before = planned.filter((pairs) => pairs < available);
  return available >= (planned.at(-1) ?? 0)
    ? planned
    : [...before, available, ...planned.filter((pairs) => pairs > available)];
}

function whatIsLeft(design: Seeds, available: number, used: number, next: number | undefined): string[] {
  if (used < available) {
    return [
      `The design (${design.min} to ${design.max} pairs) ended at the look after ${used} seeds; results of the ${available - used} seeds after it have no say.`,
    ];
  }
  return next === undefined
    ? []
    : [
        `Results of ${available} seeds are there, of at most ${design.max} by the design; its next look is after ${next}.`,
      ];
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
    `--design: a sequential design looks at pairs of the same seed, and "${apart}" shares no seed with "${baseline}"; leave --design out`,
  );
}

function sharesOf({ alpha, metrics, variants }: MeasureRequest) {
  return { alpha, comparisons: variants.length * metrics.filter(({ role }) => role === 'primary').length };
}

/** The one look of a fixed design comes after as many pairs as the best-measured primary comparison has. */
function pairsOf(comparisons: readonly Comparison[]): number {
  return comparisons.reduce(
    (most, comparison) =>
      comparison.difference === null || comparison.role !== 'primary'
        ? most
        : Math.max(most, Math.min(comparison.baseline.n, comparison.candidate.n)),
    0,
  );
}
