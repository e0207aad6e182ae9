/**
 * How much the difference of a seed pair varies, from records of earlier experiments: what a plan is made from.
 *
 * Runs of one program are those of one model, commit and set of parameters and versions. The two programs with the most seeds in
 * common, baseline and variant, give the spread of their paired differences. With fewer than six pairs the runs of one program are better evidence:
 * two of them that share no seed differ with twice the variance of one, which is what a pair does at worst (as for `run --aa`).
 *
 * With predictions by example the same differences are split into what a seed, an example and a single cell add, for a plan of the test examples.
 */
import { canonicalJson } from '../../records/json.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import type { CrossedComponents } from '../../stats/crossed/crossed-test.ts';
import { isConstant, standardDeviation } from '../../stats/describe.ts';
import { standardDeviationInterval } from '../../stats/estimates/standard-deviation-interval.ts';
import type { Interval } from '../../stats/interval.ts';
import { decidingSplit, pairBySeed, seedValues } from '../compare/samples.ts';
import { createCrossedRows } from '../examples/crossed-rows.ts';
import type { SplitReader } from '../examples/run-predictions.ts';

export interface Spread {
  /** Of the difference of a seed pair. */
  readonly standardDeviation: number;
  /** Of the standard deviation; null where it was stated. */
  readonly interval: Interval | null;
  readonly source:
    | { readonly kind: 'stated' }
    | { readonly kind: 'pairs'; readonly count: number; readonly models: readonly [string, string] }
    | { readonly kind: 'runs'; readonly count: number; readonly model: string };
  /** null where nothing is known of the examples. */
  readonly examples: ExampleSpread | null;
}

interface ExampleSpread {
  /** How many the components were measured on; null where they were stated. */
  readonly count: number | null;
  /** Examples that belong together vary together. */
  readonly unit: 'test examples' | 'clusters';
  readonly components: CrossedComponents;
}

/** From as many the paired differences are taken, from fewer the runs of one model where they tell more. */
const ENOUGH_PAIRS = 6;
const FEWEST = 3;

/** @returns why there is none, where the records do not tell */
export async function spreadOfRecords(
  records: readonly RunRecord[],
  metric: string,
  readerOf: (split: Split) => SplitReader,
): Promise<Spread | { readonly unknown: string }> {
  const finished = records.filter(({ status, seeds }) => status === 'ok' && seeds === undefined);
  const split = decidingSplit(finished, metric);
  if (split === null) return { unknown: `no finished run on record reports ${metric}` };
  const programs = programsOf(finished);
  const pairs = longest(pairedRuns(programs, metric, split));
  const alone = longest(runsAlone(programs, metric, split));
  const isPaired = pairs.length >= ENOUGH_PAIRS || pairs.length >= alone.length;
  const chosen = isPaired ? pairs : alone;
  if (chosen.length < FEWEST)
    return {
      unknown: `it takes ${FEWEST} runs of one program, or pairs of runs, but the records have ${chosen.length}`,
    };
  const values = chosen.map(({ difference }) => difference);
  if (isConstant(values, Math.max(...chosen.map(({ value }) => Math.abs(value)))))
    return {
      unknown: `all ${chosen.length} runs on record gave the same ${metric}, so it does not vary with the seed`,
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

/** Two runs with their difference; for a run alone, itself and its value. */
interface RunPair {
  readonly baseline: RunRecord;
  readonly candidate: RunRecord;
  readonly difference: number;
  readonly value: number;
}

/** Runs of one program, one a seed; none of a program that has several of one seed: they are of several programs under one name. */
function programsOf(records: readonly RunRecord[]): ReadonlyArray<readonly RunRecord[]> {
  const programs = new Map<string, RunRecord[]>();
  for (const record of records) {
    const { model, params, commit, versions = null } = record;
    const key = canonicalJson({ model, params, commit, versions });
    programs.set(key, [...(programs.get(key) ?? []), record]);
  }
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

/** Of one program: two runs each, which share no seed. */
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

/** @returns null where the predictions do not tell: then the plan is about these test examples */
async function exampleSpread(
  pairs: readonly RunPair[],
  metric: string,
  readerOf: (split: Split) => SplitReader,
): Promise<ExampleSpread | null> {
  if (pairs.length < 2) return null;
  const [baseline, candidate] = ['baseline', 'candidate'];
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
