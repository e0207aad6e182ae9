import type { RunRecord } from '../../records/record.ts';
import { wordsOf } from '../../words/unit-words.ts';
import type { Measurement } from '../compare/compare-models.ts';
import type { ExamplesOf } from '../compare/compared-examples.ts';
import type { Comparison, LookTaken, MeasuredComparison } from '../compare/comparison.ts';
import { againstValue, withFixedBaseline } from '../compare/fixed-baseline.ts';
import { type MeasureRequest, measureAll } from '../compare/measure.ts';
import { adjustForLooks } from './adjust-for-looks.ts';
import { correctSelection } from './correct-selection.ts';
import { countFailures } from './count-failures.ts';
import { type Crossed, isCrossed } from './crossed-checks.ts';
import { adjustForCrossedLooks, type SeenAtLook, stopCrossed } from './crossed-looks.ts';
import { decideAll } from './decide.ts';
import { stopForFutility } from './futility.ts';
import { type GuardsRequest, startGuards } from './guards.ts';
import { crossedLevels, type Levels, levelsApart, SINGLE_LOOK, sequentialLevels } from './levels.ts';

export interface AnalysisRequest extends MeasureRequest, Pick<GuardsRequest, 'guarded'> {
  /** Numbers of pairs, rising. null: one look with all of alpha. */
  readonly looks: readonly number[] | null;
}

interface ComparisonName {
  readonly variant: string;
  readonly metric: string;
}

interface LookOutcome {
  /** Variants × metrics; those settled at earlier looks as they were then. */
  readonly comparisons: readonly Comparison[];
  /** Those with a primary comparison or a guard that more pairs may still settle. */
  readonly undecided: readonly string[];
}

interface LookOptions {
  /** Default: verdicts hold for the test examples at hand. */
  readonly examples?: ExamplesOf;
  readonly held?: ReadonlySet<string>;
  readonly ends?: boolean;
}

export interface Analysis {
  /**
   * @param look index into `looks`; every look is taken once, in order
   * @param options.held variants that must not be settled yet
   * @param options.ends whether this look is the last, although the design has more
   * @throws UserError for a metric that no finished run reports
   */
  takeLook(records: readonly RunRecord[], look: number, options?: LookOptions): LookOutcome;
}

/** Results that exist are judged at one look, however many there are. */
const ALL = Number.MAX_SAFE_INTEGER;

/**
 * Compares every variant with the baseline on every metric, look by look. A comparison is settled by its verdict, or when
 * a verdict has become too unlikely; it is not tested again.
 */
export function startAnalysis(request: AnalysisRequest): Analysis {
  const { variants, metrics, alpha } = request;
  const words = wordsOf(request);
  const looks = request.looks ?? [ALL];
  const primaries = metrics.filter(({ role }) => role === 'primary').length * variants.length;
  /** Of one primary comparison. */
  const share = alpha / primaries;
  const settled = new Map<string, Comparison>();
  const guards = startGuards(request);
  /** Numbers of pairs at the looks that each comparison has taken. */
  const taken = new Map<string, number[]>();
  const seen = new Map<string, Array<SeenAtLook | undefined>>();
  const paths = new Map<string, LookTaken[]>();
  /** Comparisons that continued although t had reached its boundary, because of a cross-check or failed runs. */
  const heldBack = new Set<string>();

  function levelsOf(measurement: Measurement, isLast: boolean): Levels {
    if (request.looks === null) return SINGLE_LOOK;
    const key = keyOf(measurement);
    const counts = taken.get(key) ?? [];
    taken.set(key, counts);
    const pairs = Math.min(measurement.baseline.n, measurement.candidate.n);
    // This is a separate question, about these two runs.
    if (pairs < 2) return SINGLE_LOOK;
    const isPaired = measurement.pairing !== 'none';
    // Without a new pair the last boundary stays. Arms without pairs are tested once.
    if ((isPaired || isLast) && pairs > (counts.at(-1) ?? 0)) counts.push(pairs);
    const levels = !isPaired
      ? levelsApart(counts.slice(-1), [])
      : measurement.pairing === 'fold'
        ? levelsApart(counts, looks)
        : isCrossed(measurement)
          ? crossedLevels(counts, looks, examplesOf(measurement))
          : sequentialLevels(counts, looks);
    if (isCrossed(measurement) && levels.crossed !== undefined) {
      const found = seen.get(key) ?? [];
      found[levels.crossed.look] = measurement;
      seen.set(key, found);
    }
    return levels;
  }

  /** Null where more pairs may still settle the comparison. */
  function settle(
    comparison: MeasuredComparison,
    levels: Levels,
    isLast: boolean,
  ): MeasuredComparison | null {
    const ending =
      comparison.verdict !== 'inconclusive' || (isLast && !isCrossed(comparison))
        ? comparison
        : isCrossed(comparison)
          ? stopCrossed(comparison, levels, share, isLast ? null : (looks.at(-1) ?? 0), words)
          : stopForFutility(comparison, {
              pairs: looks.at(-1) ?? 0,
              level: sequentialLevels(looks, looks).difference(share),
            });
    if (ending === null) return null;
    // The estimate covers only paths that end at their first boundary.
    if (heldBack.has(keyOf(ending))) return ending;
    return isCrossed(ending)
      ? adjustForCrossedLooks(ending, seen.get(keyOf(ending)) ?? [], levels, share)
      : adjustForLooks(ending, levels.boundaries(share));
  }

  function withoutSelection(comparison: MeasuredComparison, levels: Levels): MeasuredComparison {
    const planned = levels.boundaries(share) && sequentialLevels(looks, looks).boundaries(share);
    return correctSelection(comparison, levels, planned, share);
  }

  function takeLook(
    trained: readonly RunRecord[],
    look: number,
    { examples, held = new Set(), ends = false }: LookOptions = {},
  ): LookOutcome {
    const records = withFixedBaseline(trained, request.fixed, request.baseline ?? 'baseline');
    const isLast = ends || look === looks.length - 1;
    const planned = request.looks === null ? share : plannedLevel(looks, look, share);
    const measured = measureAll(
      request,
      records,
      planned,
      examples,
      (variant, metric) => !settled.has(keyOf({ variant, metric })),
    ).map((one) => againstValue(one, request.fixed));
    const open = measured.filter((item): item is Measurement => item.verdict === null);
    const items = open.map((measurement) => ({ measurement, levels: levelsOf(measurement, isLast) }));
    const lookAtGuards = { records, held, isLast };
    const decided = decideAll(items, alpha, primaries, {
      guarded: guards.levelsOf(items),
      words,
    }).map((comparison) => countFailures(comparison, request, records));
    for (const [index, comparison] of decided.entries()) {
      if (comparison.role === 'secondary') continue;
      const at = lookTaken(comparison);
      const before = (paths.get(keyOf(comparison)) ?? []).filter(({ pairs }) => pairs !== at.pairs);
      paths.set(keyOf(comparison), [...before, at]);
      const { levels } = items[index] as (typeof items)[number];
      // Arms without a shared seed have no boundaries and are tested once, at the end.
      const isHeld = !isLast && (held.has(comparison.variant) || comparison.pairing === 'none');
      const final = isHeld ? null : settle(comparison, levels, isLast);
      if (final !== null) settled.set(keyOf(final), withoutSelection(final, levels));
      else if (comparison.pValue <= levels.difference(share)) heldBack.add(keyOf(comparison));
    }
    guards.takeLook(decided, lookAtGuards);
    const current = new Map([...measured, ...decided].map((item) => [keyOf(item), item as Comparison]));
    // Required examples that were not saved will also be missing at the next look.
    const isInVain = ({ variant, metric }: Measurement | Comparison) => {
      const known = examples?.(variant, metric);
      return known?.isRequired === true && known.sample === null;
    };
    const undecided = measured.filter(
      (item) => item.role === 'primary' && !settled.has(keyOf(item)) && !isInVain(item),
    );
    const comparisons = variants
      .flatMap((variant) => metrics.map(({ name }) => keyOf({ variant, metric: name })))
      .map((key) => settled.get(key) ?? (current.get(key) as Comparison))
      .map((comparison) => guards.attach(withLooks(comparison, paths.get(keyOf(comparison)))));
    const waiting = [...undecided.map(({ variant }) => variant), ...guards.undecided(comparisons)];
    return { comparisons, undecided: isLast ? [] : [...new Set(waiting)] };
  }

  return { takeLook };
}

export function analyseOnce(
  request: Omit<AnalysisRequest, 'looks'>,
  records: readonly RunRecord[],
  options: Pick<LookOptions, 'examples'> = {},
): readonly Comparison[] {
  return startAnalysis({ ...request, looks: null }).takeLook(records, 0, options).comparisons;
}

function plannedLevel(looks: readonly number[], look: number, share: number): number {
  return sequentialLevels(looks.slice(0, look + 1), looks).difference(share);
}

function examplesOf({ crossed, testExamples }: Measurement & Crossed) {
  return { components: crossed.components, examples: crossed.clusters ?? testExamples ?? 0 };
}

function lookTaken({ baseline, candidate, difference, pValue, localLevel }: MeasuredComparison): LookTaken {
  return { pairs: Math.min(baseline.n, candidate.n), difference, pValue, level: localLevel };
}

/** A single look adds nothing to the comparison itself. */
function withLooks(comparison: Comparison, looks: readonly LookTaken[] = []): Comparison {
  return comparison.difference === null || looks.length < 2
    ? comparison
    : { ...comparison, looks: [...looks] };
}

function keyOf({ variant, metric }: ComparisonName): string {
  return JSON.stringify([variant, metric]);
}
