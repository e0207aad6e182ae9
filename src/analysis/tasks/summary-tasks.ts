/** Finds tasks that summarise others: in every run, their mean, their sum, or a mean with the same weights. */
import { decimalsOf, stepsOf } from './possible-values.ts';
import {
  independentCells,
  levelOdds,
  possibleValues,
  SURE_ODDS,
  type TaskValues,
  tieRate,
} from './task-values.ts';

export interface SummaryTask {
  readonly task: string;
  readonly kind: 'mean' | 'sum' | 'weighted mean';
  readonly of: readonly string[];
}

type Kind = SummaryTask['kind'];

/** One task, with NaN where it lacks a run. */
interface Column extends TaskValues {
  readonly at: Float64Array;
  readonly unit: number;
  readonly size: number;
  /** A run that it has. */
  readonly anchor: number;
  readonly cells: number;
  readonly possible: number;
  /** Decimal logarithm of the odds that another task has its level. */
  readonly level: number;
}

/** Triples of more tasks would take minutes. */
const MOST_FOR_TRIPLES = 100;
const MOST_WEIGHTED = 40;
/** Where so many fit at one run, that run tells nothing. */
const MOST_TRIED = 5000;
/** Float32 has seven digits. */
const FLOAT_ERROR = 2e-7;

/**
 * Tries, for each task: all others, those that share a part of its name, those next to it, all pairs, and triples of up to 100 tasks.
 * The more are tried, the more cells must agree.
 *
 * @param tasks in the order of the table, since a summary stands next to its tasks
 */
export function findSummaries(tasks: readonly TaskValues[]): readonly SummaryTask[] {
  let columns = columnsOf(tasks);
  const found: SummaryTask[] = [];
  for (let before = -1; before < found.length && columns.length > 2; ) {
    before = found.length;
    const groups = groupsOf(columns);
    for (const column of columns) {
      const summary = summaryOf(column, columns, groups);
      if (summary === null) continue;
      found.push(summary);
      columns = columns.filter((one) => one !== column);
    }
  }
  return found;
}

function columnsOf(tasks: readonly TaskValues[]): readonly Column[] {
  const rate = tieRate(tasks);
  const levels = levelOdds(tasks);
  const places = new Map<string, number>();
  const nameOf = ({ model, seed }: TaskValues['runs'][number]) => `${seed} ${model}`;
  for (const { runs } of tasks)
    for (const run of runs) if (!places.has(nameOf(run))) places.set(nameOf(run), places.size);
  return tasks.flatMap((task, index): Column[] => {
    if (task.runs.length === 0) return [];
    const at = new Float64Array(places.size).fill(Number.NaN);
    for (const run of task.runs) at[places.get(nameOf(run)) as number] = run.value;
    return [
      {
        ...task,
        at,
        unit: isExact(task) ? 0 : 10 ** -Math.max(...task.values.map(decimalsOf)),
        size: Math.max(...task.values.map(Math.abs)),
        anchor: at.findIndex((value) => !Number.isNaN(value)),
        cells: independentCells(task.runs),
        possible: possibleValues(task, rate),
        level: Math.max(levels[index] as number, isUnseeded(task) ? likelyLevel(task, tasks) : 0),
      },
    ];
  });
}

/** The level is one of the cells where it counts by its digits. */
function cellsOf(column: Column): number {
  return column.cells - (isUnseeded(column) ? 1 : 0);
}

function isUnseeded({ runs }: TaskValues): boolean {
  return new Set(runs.map(({ model }) => model)).size === runs.length;
}

/** With one run of each model, its digits tell more than how many tasks are near. */
function likelyLevel({ runs }: TaskValues, tasks: readonly TaskValues[]): number {
  const model = runs[0]?.model;
  const values = tasks.flatMap((task) =>
    task.runs.flatMap((run) => (run.model === model ? [run.value] : [])),
  );
  const areDifferent = new Set(values).size === values.length;
  return areDifferent ? Math.log10(Math.max(1, stepsOf(values).steps / 2)) : 0;
}

/** All or nothing, without a digit that was rounded. */
function isExact({ values }: TaskValues): boolean {
  return values.every((value) => value === 0 || value === 1 || value === 100);
}

function summaryOf(column: Column, columns: readonly Column[], groups: Search): SummaryTask | null {
  const most = column.level + cellsOf(column) * Math.log10(column.possible);
  for (const search of [ofOthers, groups, nextTo, ofPairs, ofTriples, weighted]) {
    let left = MOST_TRIED;
    for (const { others, kind, tried } of search(column, columns)) {
      const needed = SURE_ODDS + Math.log10(tried);
      left -= 1;
      if (most < needed || left < 0) break;
      if (oddsOf(column, others, kind) >= needed)
        return { task: column.task, kind, of: others.map(({ task }) => task) };
    }
  }
  return null;
}

interface Candidate {
  readonly others: readonly Column[];
  readonly kind: Kind;
  /** In how many ways such a summary could have been found. */
  readonly tried: number;
}
type Search = (column: Column, columns: readonly Column[]) => Iterable<Candidate>;

const KINDS: readonly Kind[] = ['mean', 'sum'];

function ofOthers(column: Column, columns: readonly Column[]): readonly Candidate[] {
  const others = columns.filter((one) => one !== column);
  return KINDS.map((kind) => ({ others, kind, tried: 3 * columns.length }));
}

/** The last search, since a mean of some is a weighted mean of all. */
function weighted(column: Column, columns: readonly Column[]): readonly Candidate[] {
  const others = columns.filter((one) => one !== column);
  return [{ others, kind: 'weighted mean', tried: 3 * columns.length }];
}

/** `nlp` or `nlp/all`, of `nlp/rte` and `nlp/cola`. */
function groupsOf(columns: readonly Column[]): Search {
  const groups = new Map<string, Column[]>();
  for (const column of columns)
    for (const start of startsOf(column.task)) groups.set(start, [...(groups.get(start) ?? []), column]);
  const isGroup = ({ task }: Column) => groups.has(task.toLowerCase());
  const named = KINDS.length * columns.filter(isGroup).length;
  return (column) =>
    [column.task.toLowerCase(), ...startsOf(column.task)].flatMap((start, at) => {
      const others = (groups.get(start) ?? []).filter((one) => one !== column);
      const tried = at === 0 ? named : 8 * columns.length;
      return others.length < 2 ? [] : KINDS.map((kind) => ({ others, kind, tried }));
    });
}

function startsOf(name: string): readonly string[] {
  return [...name.toLowerCase().matchAll(/(?<=[\p{L}\p{N}])[ /_.:|-]+/gu)].map(({ index }) =>
    name.slice(0, index).toLowerCase(),
  );
}

function* nextTo(column: Column, columns: readonly Column[]): Iterable<Candidate> {
  const at = columns.indexOf(column);
  const value = column.at[column.anchor] as number;
  for (const step of [-1, 1]) {
    const others: Column[] = [];
    let sum = 0;
    let units = 0;
    for (let place = at + step; place >= 0 && place < columns.length; place += step) {
      const other = columns[place] as Column;
      others.push(other);
      sum += other.at[column.anchor] as number;
      units += other.unit;
      for (const kind of KINDS) {
        const divisor = kind === 'mean' ? others.length : 1;
        if (others.length > 1 && Math.abs(sum / divisor - value) <= toleranceFor(column, units / divisor))
          yield { others: [...others], kind, tried: 4 * columns.length ** 2 };
      }
    }
  }
}

function* ofPairs(column: Column, columns: readonly Column[]): Iterable<Candidate> {
  const sorted = atAnchor(column, columns);
  for (const [at, one] of sorted.entries())
    yield* completions(column, sorted, [one], at + 1, columns.length ** 3);
}

function* ofTriples(column: Column, columns: readonly Column[]): Iterable<Candidate> {
  if (columns.length > MOST_FOR_TRIPLES) return;
  const sorted = atAnchor(column, columns);
  for (const [at, one] of sorted.entries())
    for (let second = at + 1; second < sorted.length; second += 1)
      yield* completions(
        column,
        sorted,
        [one, sorted[second] as Column],
        second + 1,
        columns.length ** 4 / 3,
      );
}

function atAnchor(column: Column, columns: readonly Column[]): readonly Column[] {
  const anchorOf = (one: Column) => one.at[column.anchor] as number;
  return columns
    .filter((one) => one !== column && !Number.isNaN(anchorOf(one)))
    .sort((a, b) => anchorOf(a) - anchorOf(b));
}

/** Columns from `start` on that make the sum fit at the anchor. */
function* completions(
  column: Column,
  sorted: readonly Column[],
  some: readonly Column[],
  start: number,
  tried: number,
): Iterable<Candidate> {
  const anchorOf = (one: Column) => one.at[column.anchor] as number;
  const sum = some.reduce((total, one) => total + anchorOf(one), 0);
  for (const kind of KINDS) {
    const factor = kind === 'mean' ? some.length + 1 : 1;
    const wanted = anchorOf(column) * factor - sum;
    const coarse = factor * (2 * column.unit + FLOAT_ERROR * column.size) + sorted.length * 1e-15;
    let low = start;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (anchorOf(sorted[middle] as Column) < wanted - coarse) low = middle + 1;
      else high = middle;
    }
    for (let at = low; at < sorted.length; at += 1) {
      const other = sorted[at] as Column;
      if (anchorOf(other) > wanted + coarse) break;
      yield { others: [...some, other], kind, tried };
    }
  }
}

function toleranceOf(column: Column, others: readonly Column[], kind: Kind): number {
  const units = others.map(({ unit }) => unit);
  if (kind === 'weighted mean') return toleranceFor(column, Math.max(...units));
  const sum = units.reduce((total, unit) => total + unit, 0);
  return toleranceFor(column, kind === 'mean' ? sum / units.length : sum);
}

/** Half a digit of the summary, and half a digit of what it is made of. */
function toleranceFor({ unit, size }: Column, ofTasks: number): number {
  return 0.5 * (unit + ofTasks) * (1 + 1e-6) + FLOAT_ERROR * size;
}

/** Decimal logarithm of the odds that the values agree by chance; 0 if they do not agree. */
function oddsOf(column: Column, others: readonly Column[], kind: Kind): number {
  const tolerance = toleranceOf(column, others, kind);
  const rows: number[] = [];
  for (const [row, value] of column.at.entries()) {
    let sum = 0;
    for (const { at } of others) sum += at[row] as number;
    if (Number.isNaN(sum + value)) continue;
    const told = kind === 'mean' ? sum / others.length : sum;
    if (kind !== 'weighted mean' && Math.abs(told - value) > tolerance) return 0;
    rows.push(row);
  }
  if (2 * rows.length < column.runs.length || rows.length === 0) return 0;
  const isWeighted = kind === 'weighted mean';
  if (isWeighted && !isWeightedMean(column, others, rows, tolerance)) return 0;
  const cells = cellsOf(column) * (rows.length / column.runs.length) - (isWeighted ? others.length - 1 : 0);
  const possible = Math.min(column.possible, possibleValues(column, 0, 2 * tolerance));
  return column.level + Math.max(0, cells) * Math.log10(possible);
}

/** Least squares with weights that sum to 1. */
function isWeightedMean(
  column: Column,
  others: readonly Column[],
  rows: readonly number[],
  tolerance: number,
): boolean {
  if (others.length > MOST_WEIGHTED || rows.length < others.length + 2) return false;
  const last = others.at(-1) as Column;
  const free = others.slice(0, -1);
  const design = rows.map((row) => free.map(({ at }) => (at[row] as number) - (last.at[row] as number)));
  const wanted = rows.map((row) => (column.at[row] as number) - (last.at[row] as number));
  const weights = leastSquares(design, wanted);
  if (weights === null) return false;
  const rest = 1 - weights.reduce((sum, weight) => sum + weight, 0);
  if ([...weights, rest].some((weight) => weight < -0.05)) return false;
  const squares = design.map(
    (row, at) =>
      (row.reduce((sum, x, index) => sum + x * (weights[index] as number), 0) - (wanted[at] as number)) ** 2,
  );
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / rows.length) <= tolerance;
}

/** By the normal equations; null if the columns depend on each other. */
function leastSquares(design: ReadonlyArray<readonly number[]>, wanted: readonly number[]): number[] | null {
  const size = design[0]?.length ?? 0;
  const system = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size + 1 }, (__, j) =>
      design.reduce(
        (sum, row, at) => sum + (row[i] as number) * (j < size ? (row[j] as number) : (wanted[at] as number)),
        0,
      ),
    ),
  );
  const scale = Math.max(0, ...system.map((row, at) => row[at] as number));
  for (let at = 0; at < size; at += 1) {
    let pivot = at;
    for (let row = at; row < size; row += 1)
      if (Math.abs(system[row]?.[at] ?? 0) > Math.abs(system[pivot]?.[at] ?? 0)) pivot = row;
    const chosen = system[pivot] as number[];
    system[pivot] = system[at] as number[];
    system[at] = chosen;
    const divisor = chosen[at] as number;
    if (Math.abs(divisor) <= 1e-12 * scale) return null;
    for (const [row, other] of system.entries()) {
      if (row === at) continue;
      const factor = (other[at] as number) / divisor;
      for (let column = at; column <= size; column += 1)
        other[column] = (other[column] as number) - factor * (chosen[column] as number);
    }
  }
  return system.map((row, at) => (row[size] as number) / (row[at] as number));
}
