/**
 * Estimates from earlier records how much a seed pair's difference varies.
 *
 * Runs of one program share model, commit, parameters and versions. The baseline and the variant with the most common seeds
 * give the spread of paired differences. With fewer than six pairs, runs of one program are better evidence: two runs without
 * a common seed differ with twice the variance of one, a pair's worst case.
 */
import { canonicalJson } from '../../records/json.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import type { CrossedComponents } from '../../stats/crossed/crossed-test.ts';
import { isConstant, standardDeviation } from '../../stats/describe.ts';
import { standardDeviationInterval } from '../../stats/estimates/standard-deviation-interval.ts';
import { groupBy } from '../../stats/group-by.ts';
import type { Interval } from '../../stats/interval.ts';
import { decidingSplit, pairBySeed, seedValues } from '../compare/samples.ts';
import { createCrossedRows } from '../examples/crossed-rows.ts';
import type { SplitReader } from '../examples/run-predictions.ts';

export interface Spread {
  /** Spread of the difference within a pair of runs. In an evaluation: spread of the difference of a case in one repeat. */
  readonly standardDeviation: number;
  /** Null where the spread was stated. */
  readonly interval: Interval | null;
  readonly source:
    | { readonly kind: 'stated' }
    | { readonly kind: 'pairs'; readonly count: number; readonly models: readonly [string, string] }
    | { readonly kind: 'runs'; readonly count: number; readonly model: string }
    | { readonly kind: 'repeats'; readonly count: number; readonly models: readonly [string, string] };
  readonly examples: ExampleSpread | null;
}

interface ExampleSpread {
  /** Null where the components were stated. */
  readonly count: number | null;
  readonly unit: 'test examples' | 'clusters' | 'cases' | 'groups';
  readonly components: CrossedComponents;
}

/** Below this, the larger sample is used. */
const ENOUGH_PAIRS = 6;
const FEWEST = 3;

/**
 * @param pairing what a pair shares. A model's values on several tasks tell nothing about its differences there, so runs without
 *   a pair do not count.
 * @returns the reason if the records do not tell
 */
export async function spreadOfRecords(
  records: readonly RunRecord[],
  metric: string,
  readerOf: (split: Split) => SplitReader,
  pairing: 'seed' | 'task' = 'seed',
): Promise<Spread | { readonly unknown: string }> {
  const finished = records.filter(({ status, seeds }) => status === 'ok' && seeds === undefined);
  const split = decidingSplit(finished, metric);
  if (split === null) return { unknown: `no finished run on record reports ${metric}` };
  const programs = programsOf(finished);
  const pairs = longest(pairedRuns(programs, metric, split));
  const alone = pairing === 'task' ? [] : longest(runsAlone(programs, metric, split));
  const isPaired = pairs.length >= ENOUGH_PAIRS || pairs.length >= alone.length;
  const chosen = isPaired ? pairs : alone;
  if (chosen.length < FEWEST)
    return {
      unknown:
        programs.length === 0
          ? SEVERAL_PROGRAMS
          : pairing === 'task'
            ? `it takes ${FEWEST} tasks on which the baseline and a variant have finished, but the records have ${chosen.length}`
            : `it takes ${FEWEST} runs of one program, or pairs of runs, but the records have ${chosen.length}`,
    };
  const values = chosen.map(({ difference }) => difference);
  if (isConstant(values, Math.max(...chosen.map(({ value }) => Math.abs(value)))))
    return {
      unknown: isPaired
        ? `all ${chosen.length} pairs on record differ by the same ${metric}, so the seed moves both models alike`
        : `all ${chosen.length} runs on record gave the same ${metric}, so it does not vary with the seed`,
    };
  const deviation = (isPaired ? 1 : Math.SQRT2) * standardDeviation(values);
  const [first] = chosen as [RunPair, ...RunPair[]];
  return {
    standardDeviation: deviation,
    interval: standardDeviationInterval(deviation, chosen.length),
    source: isPaired
      ? { kind: 'pairs', count: chosen.length, models: [first.baseline.model, first.candidate.model] }
      : { kind: 'runs', count: chosen.length, model: first.candidate.model },
    examples: await exampleSpread(isPaired ? chosen : neighbours(chosen), metric, readerOf),
  };
}

export const SEVERAL_PROGRAMS =
  'the runs on record are of several versions of the code that no commit tells apart; commit the code before you train';

/** For a single run, itself and its value. */
interface RunPair {
  readonly baseline: RunRecord;
  readonly candidate: RunRecord;
  readonly difference: number;
  readonly value: number;
}

/** A group with repeated seeds mixes several programs under one name, so it is left out. */
export function programsOf(records: readonly RunRecord[]): ReadonlyArray<readonly RunRecord[]> {
  const programs = groupBy(records, ({ model, params, commit, versions = null }) =>
    canonicalJson({ model, params, commit, versions }),
  );
  return [...programs.values()].filter((runs) => new Set(runs.map(({ seed }) => seed)).size === runs.length);
}

function pairedRuns(
  programs: ReadonlyArray<readonly RunRecord[]>,
  metric: string,
  split: Split,
): RunPair[][] {
  const isBaseline = ([first]: readonly RunRecord[]) => first?.model === 'baseline';
  const values = (runs: readonly RunRecord[]) => seedValues(runs, runs[0]?.model ?? '', metric, split);
  const of = (runs: readonly RunRecord[], seed: number) => runs.find((run) => run.seed === seed) as RunRecord;
  return programs.filter(isBaseline).flatMap((before) =>
    programs
      .filter((after) => !isBaseline(after))
      .map((after) =>
        pairBySeed(values(before), values(after)).map(({ seed, baseline, candidate }) => ({
          baseline: of(before, seed),
          candidate: of(after, seed),
          difference: candidate - baseline,
          value: candidate,
        })),
      ),
  );
}

function runsAlone(programs: ReadonlyArray<readonly RunRecord[]>, metric: string, split: Split): RunPair[][] {
  return programs.map((runs) =>
    seedValues(runs, runs[0]?.model ?? '', metric, split).map(({ seed, value }) => {
      const run = runs.find((one) => one.seed === seed) as RunRecord;
      return { baseline: run, candidate: run, difference: value, value };
    }),
  );
}

function neighbours(runs: readonly RunPair[]): RunPair[] {
  return runs.flatMap((run, index) => {
    const next = runs[index + 1];
    return index % 2 === 1 || next === undefined
      ? []
      : [{ ...run, candidate: next.candidate, difference: next.value - run.value }];
  });
}

function longest<T>(lists: ReadonlyArray<readonly T[]>): readonly T[] {
  return lists.reduce<readonly T[]>((most, list) => (list.length > most.length ? list : most), []);
}

/** @returns null without usable predictions */
async function exampleSpread(
  pairs: readonly RunPair[],
  metric: string,
  readerOf: (split: Split) => SplitReader,
): Promise<ExampleSpread | null> {
  if (pairs.length < 2) return null;
  const baseline = 'baseline';
  const candidate = 'candidate';
  const records = pairs.flatMap((pair, index) => [
    { ...pair.baseline, model: baseline, seed: index + 1 },
    { ...pair.candidate, model: candidate, seed: index + 1 },
  ]);
  const rows = createCrossedRows({ baseline, variants: [candidate], metrics: [{ name: metric }], readerOf });
  const { sample } = (await rows.read(records))(candidate, metric);
  if (sample === null || sample.estimate.standardError === 0) return null;
  const { components, examples } = sample.estimate;
  return { count: examples, unit: sample.clusters === null ? 'test examples' : 'clusters', components };
}
