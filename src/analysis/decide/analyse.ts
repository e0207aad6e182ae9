import type { RunRecord } from '../../records/record.ts';
import type { Measurement } from '../compare/compare-models.ts';
import type { ExamplesOf } from '../compare/compared-examples.ts';
import type { Comparison, MeasuredComparison } from '../compare/comparison.ts';
import { type MeasureRequest, measureAll } from '../compare/measure.ts';
import { adjustForLooks, coverAnyStop } from './adjust-for-looks.ts';
import { countFailures } from './count-failures.ts';
import { isCrossed } from './crossed-checks.ts';
import { adjustForCrossedLooks, type SeenAtLook, stopCrossed } from './crossed-looks.ts';
import { decideAll } from './decide.ts';
import { chanceOfVerdict, FUTILE, FUTILITY } from './futility.ts';
import { type GuardsRequest, startGuards } from './guards.ts';
import { crossedLevels, type Levels, SINGLE_LOOK, sequentialLevels } from './levels.ts';

export interface AnalysisRequest extends MeasureRequest, Pick<GuardsRequest, 'guarded'> {
  /** Planned numbers of pairs, rising; a single one is a fixed design. */
  readonly looks: readonly number[];
}

interface LookOutcome {
  /** Variants × metrics, those that were settled at earlier looks as they were then. */
  readonly comparisons: readonly Comparison[];
  /** Variants with a primary comparison, or a guard, that more pairs may still settle. */
  readonly undecided: readonly string[];
}

interface LookOptions {
  /** What is known of the test examples; without, verdicts are for those at hand. */
  readonly examples?: ExamplesOf;
  readonly held?: ReadonlySet<string>;
  readonly ends?: boolean;
}

export interface Analysis {
  /**
   * @param look index into `looks`; every look is taken once, in order
   * @param options.held variants that are not to be settled yet, whatever their numbers say
   * @param options.ends whether no look will follow, although the design has more
   * @throws UserError for a metric that no finished run reports
   */
  takeLook(records: readonly RunRecord[], look: number, options?: LookOptions): LookOutcome;
}

/**
 * Compares every variant with the baseline on every metric, look by look. A comparison is settled when its verdict is
 * reached, or when a verdict has become too unlikely to go on; what is settled is not tested again.
 */
export function startAnalysis(request: AnalysisRequest): Analysis {
  const { variants, metrics, alpha, looks } = request;
  const primaries = metrics.filter(({ role }) => role === 'primary').length * variants.length;
  /** What one primary comparison has of alpha when all of them share it. */
  const share = alpha / primaries;
  const bounded =
    metrics.filter(({ role, margin }) => role === 'primary' && margin !== null).length * variants.length;
  /** And of that for equivalence, which metrics without a margin take no part in. */
  const equivalenceShare = alpha / Math.max(bounded, 1);
  const ofError = { difference: share, equivalence: equivalenceShare };
  const settled = new Map<string, Comparison>();
  const guards = startGuards(request);
  const counts = new Map<string, number[]>();
  /** What the test over seeds and examples found, look by look. */
  const seen = new Map<string, Array<SeenAtLook | undefined>>();
  /** Comparisons that went on although t had reached its boundary: a cross-check or failed runs held them back. */
  const heldBack = new Set<string>();

  function levelsOf(measurement: Measurement): Levels {
    if (looks.length === 1 || measurement.pairing === 'none') return SINGLE_LOOK;
    const key = keyOf(measurement);
    const taken = counts.get(key) ?? [];
    counts.set(key, taken);
    // Without a new pair there is nothing new to look at: the boundary stays the last one.
    if (measurement.baseline.n > (taken.at(-1) ?? 0)) taken.push(measurement.baseline.n);
    if (!isCrossed(measurement)) return sequentialLevels(taken, looks);
    const { components } = measurement.crossed;
    const examples = measurement.crossed.clusters ?? measurement.testExamples ?? 0;
    const found = seen.get(key) ?? [];
    found[taken.length - 1] = measurement;
    seen.set(key, found);
    return crossedLevels(taken, looks, { components, examples });
  }

  /** The comparison as it is settled at this look; null where more pairs may still settle it. */
  function settle(
    comparison: MeasuredComparison,
    levels: Levels,
    isLast: boolean,
  ): MeasuredComparison | null {
    const ending =
      comparison.verdict !== 'inconclusive' || (isLast && !isCrossed(comparison))
        ? comparison
        : isCrossed(comparison)
          ? stopCrossed(comparison, levels, ofError, isLast ? null : (looks.at(-1) ?? 0))
          : stopForFutility(comparison, looks, { share, equivalenceShare });
    if (ending === null) return null;
    // The stage-wise interval knows only of paths that end at their first boundary.
    if (heldBack.has(keyOf(ending))) return coverAnyStop(ending);
    return isCrossed(ending)
      ? adjustForCrossedLooks(ending, seen.get(keyOf(ending)) ?? [], levels, share)
      : adjustForLooks(ending, levels.boundaries(share));
  }

  function takeLook(
    records: readonly RunRecord[],
    look: number,
    { examples, held = new Set(), ends = false }: LookOptions = {},
  ): LookOutcome {
    const isLast = ends || look === looks.length - 1;
    const measured = measureAll(request, records, plannedLevel(looks, look, share), examples);
    const open = measured.filter(
      (item): item is Measurement => item.verdict === null && !settled.has(keyOf(item)),
    );
    const items = open.map((measurement) => ({ measurement, levels: levelsOf(measurement) }));
    const decided = decideAll(items, alpha, sharersAfter([...settled.values()], { primaries, bounded })).map(
      (comparison) => countFailures(comparison, request, records),
    );
    for (const [index, comparison] of decided.entries()) {
      if (comparison.role === 'secondary') continue;
      const { levels } = items[index] as (typeof items)[number];
      // Arms that share no seed (all their pairs have failed) have no boundaries: they are tested once, at the end.
      const isHeld = !isLast && (held.has(comparison.variant) || comparison.pairing === 'none');
      const final = isHeld ? null : settle(comparison, levels, isLast);
      if (final !== null) settled.set(keyOf(final), final);
      else if (comparison.pValue <= levels.difference(share)) heldBack.add(keyOf(comparison));
    }
    const guarded = decided.flatMap((comparison, index) => {
      const { levels } = items[index] as (typeof items)[number];
      return held.has(comparison.variant) && !isLast ? [] : [{ comparison, levels }];
    });
    guards.takeLook(guarded, records, isLast);
    const hasLooks = looks.length > 1;
    const current = new Map(
      decided.map((comparison) => [
        keyOf(comparison),
        hasLooks && comparison.role === 'secondary' && comparison.pairing === 'seed'
          ? coverAnyStop(comparison)
          : comparison,
      ]),
    );
    // Examples that are required and were not left will not be at the next look either.
    const isInVain = ({ variant, metric }: Measurement | Comparison) => {
      const known = examples?.(variant, metric);
      return known?.isRequired === true && known.sample === null;
    };
    const undecided = measured.filter(
      (item) => item.role === 'primary' && !settled.has(keyOf(item)) && !isInVain(item),
    );
    const comparisons = measured.map((item) =>
      guards.attach(settled.get(keyOf(item)) ?? current.get(keyOf(item)) ?? (item as Comparison)),
    );
    const waiting = [...undecided.map(({ variant }) => variant), ...guards.undecided(comparisons)];
    return { comparisons, undecided: isLast ? [] : [...new Set(waiting)] };
  }

  return { takeLook };
}

/** The whole analysis at one look that spends all of alpha: for results that exist already. */
export function analyseOnce(
  request: MeasureRequest,
  records: readonly RunRecord[],
  options: Pick<LookOptions, 'examples'> = {},
): readonly Comparison[] {
  return startAnalysis({ ...request, looks: [Number.MAX_SAFE_INTEGER] }).takeLook(records, 0, options)
    .comparisons;
}

function plannedLevel(looks: readonly number[], look: number, share: number): number {
  return looks.length === 1 ? share : sequentialLevels(looks.slice(0, look + 1), looks).difference(share);
}

/** A test that has rejected leaves its share of alpha to the rest of its family; one that was given up does not. */
function sharersAfter(settled: readonly Comparison[], family: { primaries: number; bounded: number }) {
  const differing = settled.filter(
    ({ verdict }) => verdict === 'improvement' || verdict === 'regression',
  ).length;
  const equivalent = settled.filter(
    (one) => one.difference !== null && one.equivalence !== null && one.verdict === 'equivalent',
  ).length;
  return { difference: family.primaries - differing, equivalence: family.bounded - equivalent };
}

function stopForFutility(
  comparison: MeasuredComparison,
  looks: readonly number[],
  { share, equivalenceShare }: { readonly share: number; readonly equivalenceShare: number },
): MeasuredComparison | null {
  const pairs = looks.at(-1) ?? 0;
  const last = sequentialLevels(looks, looks);
  const chance = chanceOfVerdict(comparison, {
    pairs,
    differenceLevel: last.difference(share),
    equivalenceLevel: last.equivalence(equivalenceShare),
  });
  if (chance >= FUTILITY) return null;
  const percent = (100 * chance).toFixed(1);
  const reason = `${FUTILE} after ${comparison.baseline.n} of at most ${pairs} pairs: the chance of a verdict by then was ${percent} %`;
  return { ...comparison, reason };
}

function keyOf({ variant, metric }: { readonly variant: string; readonly metric: string }): string {
  return JSON.stringify([variant, metric]);
}
