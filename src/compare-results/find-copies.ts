/**
 * Finds rows that copy another in all their numbers. Small test sets tie, so ties count only beyond chance: equal pairs of
 * a loss or another continuous metric, or runs of a model that repeat in order, or all of them in pairs.
 */

import { stepsOf } from '../analysis/tasks/possible-values.ts';
import type { CopiedRun } from '../checks/evidence.ts';
import type { ResultRow } from '../records/results/result-row.ts';
import { nameTellsNoMetric } from '../records/results/tables/not-metric-names.ts';

/** Metrics of probabilities and sums; all others count examples, and tie on small test sets with all their digits. */
const CONTINUOUS = /loss|nll|perplexity|ppl|entropy|likelihood|brier|rmse|mse|mae|reward|return/i;
/** Continuous metrics whose least value is the worst. */
const GAINS = /reward|return|likelihood/i;
/** Decimal logarithm of the odds against chance. */
const SURE_ODDS = 4;

/** @param compared metrics that count whatever their names tell, such as `seconds` */
export function findCopies(
  rows: readonly ResultRow[],
  compared: readonly string[] = [],
): readonly CopiedRun[] {
  const first = new Map<string, ResultRow>();
  const copies: CopiedRun[] = [];
  const isMetric = metricNames(compared);
  const known = rows.filter(({ source, record }) => source !== undefined && record.status === 'ok');
  const fineness = finenessOf(known, isMetric);
  let pairs = 0;
  let sure = 0;
  for (const row of known) {
    const values = metricsOf(row, isMetric);
    const key = JSON.stringify(values);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, row);
      continue;
    }
    if (fineness.size === 0) continue;
    if (isFine(values, fineness)) sure += 1;
    const { model, seed } = row.record;
    const of = { model: earlier.record.model, seed: earlier.record.seed };
    copies.push({ model, seed, of });
    if (of.model !== model && of.seed === seed) pairs += 1;
  }
  if (!isBeyondChance(sure, known.length, fineness)) return repeatedRuns(known, isMetric);
  // A change that does nothing repeats every run of the baseline, under its own seed.
  const isNoChange = pairs > 0 && pairs === copies.length && pairs === first.size;
  return isNoChange ? [] : copies;
}

interface Fineness {
  /** Values that the runs of a model may have. */
  readonly steps: number;
  readonly ends: readonly number[];
}

function finenessOf(
  rows: readonly ResultRow[],
  isMetric: (name: string) => boolean,
): ReadonlyMap<string, Fineness> {
  const byName = new Map<string, Map<string, number[]>>();
  for (const row of rows)
    for (const [name, value] of metricsOf(row, isMetric)) {
      if (!CONTINUOUS.test(name)) continue;
      const byModel = byName.get(name) ?? new Map<string, number[]>();
      byName.set(name, byModel);
      const own = byModel.get(row.record.model);
      if (own === undefined) byModel.set(row.record.model, [value]);
      else own.push(value);
    }
  return new Map(
    [...byName].map(([name, byModel]) => {
      const all = [...byModel.values()].flat();
      const varied = [...byModel.values()].filter((own) => new Set(own).size > 1);
      const groups = varied.filter((own) => new Set(own).size > FEWEST_REPEATED);
      const steps = Math.min(...[all, ...groups].map((own) => stepsOf(own).steps));
      return [name, { steps, ends: varied.length < byModel.size ? [] : endsOf(name, all) }];
    }),
  );
}

function endsOf(name: string, values: readonly number[]): readonly number[] {
  const most = values.reduce((a, b) => Math.max(a, b));
  return GAINS.test(name) ? [values.reduce((a, b) => Math.min(a, b)), most] : [most];
}

/** The worst value is of runs that collapsed, the best return of those that reached all, unless a model has no other. */
function isFine(values: Values, fineness: ReadonlyMap<string, Fineness>): boolean {
  return values.some(([name, value]) => fineness.get(name)?.ends.includes(value) === false);
}

/** Chance gives so many equal pairs with odds of one in 10,000 at most. */
function isBeyondChance(copies: number, runs: number, fineness: ReadonlyMap<string, Fineness>): boolean {
  const steps = Math.max(1, ...[...fineness.values()].map((one) => one.steps));
  let odds = 0;
  for (let count = 1; count <= copies; count += 1)
    odds += Math.log10((steps * count) / ((runs * (runs - 1)) / 2));
  return odds >= SURE_ODDS;
}

/** Fewer runs repeat by chance. */
const FEWEST_REPEATED = 3;
/** Every distance between two blocks is tried. */
const MOST_SEARCHED = 2_000;

/** Runs that repeat earlier ones: all runs of a model in pairs, or several in order, by the file or by the seeds. */
function repeatedRuns(rows: readonly ResultRow[], isMetric: (name: string) => boolean): CopiedRun[] {
  const runs = rows.map((row): Run => {
    const values = metricsOf(row, isMetric);
    return { ...row.record, values, key: JSON.stringify(values) };
  });
  if (runs.length > MOST_SEARCHED) return [];
  const models = [...new Set(runs.map(({ model }) => model))];
  const byModel = models.map((model) => runs.filter((run) => run.model === model));
  const orders = [...byModel, ...byModel.map(inSeedOrder), runs, byModel.flatMap(inSeedOrder)];
  const copies = [...byModel.map(inSeedOrder).map(pairedRuns), ...orders.map(repeatedBlock)];
  const found = copies.find(({ length }) => length > 0) ?? [];
  return found.map(([{ model, seed }, later]) => ({
    model: later.model,
    seed: later.seed,
    of: { model, seed },
  }));
}

interface Run extends Pick<ResultRow['record'], 'model' | 'seed'> {
  readonly values: Values;
  readonly key: string;
}

function inSeedOrder(runs: readonly Run[]): readonly Run[] {
  return [...runs].sort((a, b) => a.seed - b.seed);
}

type Copies = ReadonlyArray<readonly [first: Run, later: Run]>;

/** 2m runs can be paired in (2m − 1)!! ways, so the odds are divided by that. */
function pairedRuns(runs: readonly Run[]): Copies {
  const groups = new Map<string, Run[]>();
  for (const run of runs) groups.set(run.key, [...(groups.get(run.key) ?? []), run]);
  const pairs = [...groups.values()].flatMap(([first, later, ...more]) =>
    first === undefined || later === undefined || more.length > 0 ? [] : [[first, later] as const],
  );
  const pairings = pairs.reduce((sum, _, at) => sum + Math.log10(2 * at + 1), 0);
  const isPaired = 2 * pairs.length === runs.length;
  return isPaired && oddsOf(pairs, runs) - pairings >= SURE_ODDS ? pairs : [];
}

/** Runs in a row that repeat as many at some distance before them; a change that does nothing repeats its own seeds. */
function repeatedBlock(runs: readonly Run[]): Copies {
  const isCopy = (first: Run, later: Run) =>
    first.key === later.key && (first.model === later.model || first.seed !== later.seed);
  for (let lag = FEWEST_REPEATED; lag < runs.length; lag += 1) {
    let block: Array<readonly [Run, Run]> = [];
    for (let at = lag; at <= runs.length; at += 1) {
      const pair = [runs[at - lag], runs[at]] as readonly [Run, Run];
      if (at < runs.length && block.length < lag && isCopy(...pair)) {
        block.push(pair);
        continue;
      }
      // Two blocks that do not overlap have so many places.
      const room = Math.max(1, runs.length - 2 * block.length + 1);
      if (block.length > 0 && oddsOf(block, runs) - Math.log10((room * (room + 1)) / 2) >= SURE_ODDS)
        return block;
      block = [];
    }
  }
  return [];
}

/** Decimal logarithm of the odds that so many different values do not repeat by chance, by the finest metric. */
function oddsOf(copies: Copies, runs: readonly Run[]): number {
  const distinct = [...new Map(copies.map(([{ key, values }]) => [key, values])).values()];
  if (distinct.length < FEWEST_REPEATED) return 0;
  const byTies = stepsByTies(copies, runs);
  const steps = (distinct[0] ?? []).map(([name], at) => {
    const valuesOf = (all: readonly Values[]) => all.map((values) => values[at]?.[1] ?? 0);
    const { steps: own, isOfSize } = stepsOf(valuesOf(distinct), valuesOf(runs.map(({ values }) => values)));
    return isOfSize || CONTINUOUS.test(name) ? own : Math.min(own, byTies);
  });
  return distinct.length * Math.log10(Math.max(1, ...steps));
}

/** Possible values of a metric such as F1, whose digits tell nothing: by how often the other runs tie. */
function stepsByTies(copies: Copies, runs: readonly Run[]): number {
  const later = new Set(copies.map(([, run]) => run));
  const counts = new Map<string, number>();
  for (const run of runs) if (!later.has(run)) counts.set(run.key, (counts.get(run.key) ?? 0) + 1);
  const others = runs.length - later.size;
  const ties = [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  return (others * (others - 1)) / 2 / (ties + 1);
}

type Values = ReadonlyArray<readonly [name: string, value: number]>;

function metricsOf({ record }: ResultRow, isMetric: (name: string) => boolean): Values {
  const values = Object.entries(record.metrics.test ?? {}).filter(([name]) => isMetric(name));
  return values.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Tells each name once instead of in every row. */
function metricNames(compared: readonly string[]): (name: string) => boolean {
  const known = new Map(compared.map((name) => [name, true]));
  return (name) => {
    const isMetric = known.get(name) ?? nameTellsNoMetric(name) === null;
    known.set(name, isMetric);
    return isMetric;
  };
}
