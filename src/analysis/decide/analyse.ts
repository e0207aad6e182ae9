import type { RunRecord } from '../../records/record.ts';
import type { TakenLook, Tested } from '../../records/store/tested.ts';
import { wordsOf } from '../../words/unit-words.ts';
import type { Measurement } from '../compare/compare-models.ts';
import type { ExamplesOf } from '../compare/compared-examples.ts';
import type { Comparison, LookTaken, MeasuredComparison } from '../compare/comparison.ts';
import { againstValue, withFixedBaseline } from '../compare/fixed-baseline.ts';
import { type MeasureRequest, measureAll } from '../compare/measure.ts';
import { adjustForLooks } from './adjust-for-looks.ts';
import { continueDesign, rememberDesign, withPairsOf } from './continuing.ts';
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
  /** What earlier designs on the same runs have tested, by comparison. */
  readonly earlier?: EarlierDesigns | undefined;
}

export type EarlierDesigns = (comparison: ComparisonName) => Tested | undefined;

export interface ComparisonName {
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
  /** On primary comparisons, with the earlier designs. */
  remembered(): ReadonlyArray<ComparisonName & Tested>;
}

/** Results that exist are judged at one look, however many there are. */
const ALL = Number.MAX_SAFE_INTEGER;

/**
 * Compares every variant with the baseline on every metric, look by look. A comparison is settled by its verdict, or when
 * a verdict has become too unlikely; it is not tested again.
 */
export function startAnalysis(request: AnalysisRequest): Analysis {
  const { variants, metrics, alpha, earlier } = request;
  const words = wordsOf(request);
  const looks = request.looks ?? [ALL];
  const primaries = metrics.filter(({ role }) => role === 'primary').length * variants.length;
  /** Of one primary comparison. */
  const share = alpha / primaries;
  const settled = new Map<string, Comparison>();
  const guards = startGuards(request);
  const taken = new Map<string, TakenLook[]>();
  const seen = new Map<string, Array<SeenAtLook | undefined>>();
  const paths = new Map<string, LookTaken[]>();
  /** Comparisons that continued although t had reached its boundary, because of a cross-check or failed runs. */
  const heldBack = new Set<string>();

  function testedOf(name: ComparisonName): Tested {
    const own = taken.get(keyOf(name)) ?? [];
    return withPairsOf(own, continueDesign(looks, alpha, earlier?.(name)));
  }

  function levelsOf(measurement: Measurement, look: number, isLast: boolean): Levels {
    if (request.looks === null) return SINGLE_LOOK;
    const key = keyOf(measurement);
    const own = taken.get(key) ?? [];
    taken.set(key, own);
    const pairs = Math.min(measurement.baseline.n, measurement.candidate.n);
    // This is a separate question, about these two runs.
    if (pairs < 2) return SINGLE_LOOK;
    const isPaired = measurement.pairing !== 'none';
    if (!isPaired && looks.length === 1 && testedOf(measurement).looks.length === 0) return SINGLE_LOOK;
    // Without a new pair the last boundary stays. Arms without pairs are tested once.
    if ((isPaired || isLast) && pairs > (own.at(-1)?.pairs ?? 0)) {
      own.push({ seeds: looks[look] ?? pairs, pairs, spent: 0 });
    }
    const tested = testedOf(measurement);
    const counts = own.map((one) => one.pairs);
    const levels = !isPaired
      ? levelsApart(counts.slice(-1), [], tested)
      : measurement.pairing === 'fold'
        ? levelsApart(counts, looks, tested)
        : isCrossed(measurement)
          ? crossedLevels(counts, looks, examplesOf(measurement), tested)
          : sequentialLevels(counts, looks, tested);
    const latest = own.at(-1);
    if (latest !== undefined) own[own.length - 1] = { ...latest, spent: levels.spent };
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
              level: sequentialLevels(looks, looks, testedOf(comparison)).difference(share),
            });
    if (ending === null) return null;
    // The estimate covers only paths that end at their first boundary.
    if (heldBack.has(keyOf(ending))) return ending;
    return isCrossed(ending)
      ? adjustForCrossedLooks(ending, seen.get(keyOf(ending)) ?? [], levels, share)
      : adjustForLooks(ending, levels.boundaries(share));
  }

  function withoutSelection(comparison: MeasuredComparison, levels: Levels): MeasuredComparison {
    const planned =
      levels.boundaries(share) && sequentialLevels(looks, looks, testedOf(comparison)).boundaries(share);
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
    const items = open.map((measurement) => ({ measurement, levels: levelsOf(measurement, look, isLast) }));
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

  function remembered(): ReadonlyArray<ComparisonName & Tested> {
    return [...taken].flatMap(([key, own]) => {
      const [variant = '', metric = ''] = JSON.parse(key) as string[];
      if (!metrics.some(({ name, role }) => name === metric && role === 'primary')) return [];
      const tested = testedOf({ variant, metric });
      const last = tested.looks.at(-1);
      const added = own.filter(
        ({ pairs, seeds }) => last === undefined || (pairs > last.pairs && seeds > last.seeds),
      );
      const whole = { ...tested, looks: [...tested.looks, ...added] };
      return whole.looks.length === 0 ? [] : [{ variant, metric, ...rememberDesign(whole, alpha) }];
    });
  }

  return { takeLook, remembered };
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
