/**
 * Recognises results that were tested before under other arms: a parameter that no program reads, another `code`, or a comment
 * changes the identity of an arm, but not what it gives.
 */
import { createHash } from 'node:crypto';
import { decidingSplit, runsOf, seedValues } from '../../analysis/compare/samples.ts';
import { isTrained, type PreparedModel } from '../../plan/runs/plan-runs.ts';
import { canonicalJson } from '../../records/json.ts';
import type { RunRecord } from '../../records/record.ts';
import { type ArmResults, type FirstDesign, MAX_RESULTS, type Setting } from '../../records/store/tested.ts';
import type { Experiment } from '../prepare.ts';
import { judgedBy, sourceOf } from './first-design.ts';

const MOST_SEEDS = 8;
/** One seed is two numbers, which may agree by chance. */
const FEWEST_SEEDS = 2;
const DIGITS = 8;

/** Another training agrees by chance in at most one of 2¹¹ cases. Five values that differ have 11.6 bits. */
const ENOUGH_BITS = 11;
/** Such values are no shares of few examples, and two of them are enough if they differ. */
const FINE_DIGITS = 7;
const MOST_EXAMPLES = 1000;
/** Rounding error of a share in single precision. */
const ROUNDING = 1e-7;

type Designed = Pick<Experiment, 'config' | 'models'>;

/** `enough`: the fewest seeds for which another training does not agree by chance. */
interface Recognisable extends ArmResults {
  readonly enough: Readonly<Record<'baseline' | 'variant', number>>;
}

/** @returns of each metric that both arms have, those of the config first */
export function resultsOf(
  { config, models }: Designed,
  variant: PreparedModel,
  records: readonly RunRecord[],
): Recognisable[] {
  const logged = records.flatMap(({ metrics }) => Object.values(metrics).flatMap(Object.keys));
  const named = new Map(config.metrics.map((metric) => [sourceOf(metric), metric.name]));
  const own = new Set(named.values());
  const names = [...named, ...logged.filter((name) => !own.has(name)).map((name) => [name, name] as const)];
  return [...new Map(names)]
    .flatMap(([subject, name]) => {
      const found = resultOf(models[0], variant, records, name);
      return found === null ? [] : [{ subject, ...found }];
    })
    .slice(0, MAX_RESULTS);
}

function resultOf(
  baseline: PreparedModel | undefined,
  variant: PreparedModel,
  records: readonly RunRecord[],
  metric: string,
): Omit<Recognisable, 'subject'> | null {
  const split = decidingSplit(records, metric);
  if (split === null || baseline === undefined) return null;
  const seedsOf = ({ name }: PreparedModel) => {
    const runs = new Map(runsOf(records, name).map((run) => [run.seed, run]));
    return seedValues(records, name, metric, split)
      .slice(0, MOST_SEEDS)
      .map(({ seed, value }) => ({ seed, value, predictions: runs.get(seed)?.predictions?.sha256 ?? null }));
  };
  const [before, after] = [isTrained(baseline) ? seedsOf(baseline) : null, seedsOf(variant)];
  if (Math.min(before?.length ?? FEWEST_SEEDS, after.length) < FEWEST_SEEDS) return null;
  const digests = (seeds: readonly Run[]) =>
    seeds.map(({ seed, value, predictions }) => digest([seed, value, predictions])).join('');
  return {
    baseline: digests(before ?? []),
    variant: digests(after),
    enough: { baseline: enoughSeeds(before ?? []), variant: enoughSeeds(after) },
  };
}

interface Run {
  readonly seed: number;
  readonly value: number;
  readonly predictions: string | null;
}

/** Infinite if these are too few. */
function enoughSeeds(runs: readonly Run[]): number {
  const seeds = runs.findIndex((_, last) => areTelling(runs.slice(0, last + 1)));
  return seeds < 0 ? Number.POSITIVE_INFINITY : seeds + 1;
}

/**
 * Values that are drawn with shares p₁, p₂, … appear in this order with a probability of p₁^k₁ p₂^k₂ …, which is largest for
 * the shares that are seen. Its logarithm is n times their entropy.
 */
function areTelling(runs: readonly Run[]): boolean {
  const counts = new Map<string, number>();
  for (const { value, predictions } of runs) {
    const key = `${value} ${predictions}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const bits = [...counts.values()].reduce((sum, times) => sum + times * Math.log2(runs.length / times), 0);
  const fine = new Set(runs.map(({ value }) => value).filter(isFine));
  return bits >= ENOUGH_BITS || fine.size >= FEWEST_SEEDS;
}

function isFine(value: number): boolean {
  const [digits = ''] = Math.abs(value).toExponential().split('e');
  if (digits.replace('.', '').length < FINE_DIGITS) return false;
  for (let examples = 1; examples <= MOST_EXAMPLES; examples++) {
    const right = value * examples;
    if (Math.abs(right - Math.round(right)) <= ROUNDING * Math.abs(right)) return false;
  }
  return true;
}

function digest(parts: ReadonlyArray<string | number | null>): string {
  return createHash('sha256').update(canonicalJson(parts)).digest('hex').slice(0, DIGITS);
}

export function remembered(results: readonly Recognisable[]): ArmResults[] {
  return results.map(({ enough: _, ...result }) => result);
}

/**
 * The first design that tested these results: all metrics that either design judges agree to the last digit, and one that both
 * have cannot by chance. Arms that equal each other tell nothing.
 */
export function findSameResults(
  designs: readonly FirstDesign[],
  now: readonly Setting[],
  results: readonly Recognisable[],
): FirstDesign | null {
  if (!results.some(({ baseline, variant }) => baseline !== variant)) return null;
  return (
    designs.find(({ verdict, settings, results: earlier = [] }) => {
      const judged = [...new Set([...judgedBy(settings), ...judgedBy(now)])];
      const alike = new Map(
        results.flatMap((one) => {
          const other = earlier.find(({ subject }) => subject === one.subject);
          return other !== undefined && isSame(one, other) ? [[one.subject, { one, other }]] : [];
        }),
      );
      return (
        verdict !== null &&
        judged.length > 0 &&
        judged.every((subject) => alike.has(subject)) &&
        [...alike.values()].some(({ one, other }) => isTelling(one, other))
      );
    }) ?? null
  );
}

export function mirroredResults(results: readonly Recognisable[]): Recognisable[] {
  return results.map(({ subject, baseline, variant, enough }) => ({
    ...{ subject, baseline: variant, variant: baseline },
    enough: { baseline: enough.variant, variant: enough.baseline },
  }));
}

/** The baseline may be the same in all designs. */
function isTelling(one: Recognisable, other: ArmResults): boolean {
  return Math.min(one.variant.length, other.variant.length) >= DIGITS * one.enough.variant;
}

/** Compares the seeds that both have. */
function isSame(one: ArmResults, other: ArmResults): boolean {
  const agree = (a: string, b: string) => (a === '') === (b === '') && (a.startsWith(b) || b.startsWith(a));
  return agree(one.baseline, other.baseline) && agree(one.variant, other.variant);
}
