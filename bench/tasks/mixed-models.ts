/**
 * Two usual tests of a mean over random tasks, to compare with `randomTasksDifference`: the mixed model y_ts = μ + u_t + e_ts
 * by REML with Satterthwaite's degrees of freedom (as lmerTest), and Hartung and Knapp's.
 */
import { mean, standardDeviation } from '../../src/stats/describe.ts';
import { findRoot } from '../../src/stats/numerics/root.ts';
import type { TEstimate } from '../../src/stats/tests/t-test.ts';

interface Task {
  readonly runs: number;
  readonly mean: number;
  readonly squares: number;
}

const tasksOf = (rows: ReadonlyArray<readonly number[]>): Task[] =>
  rows.map((row) => ({
    runs: row.length,
    mean: mean(row),
    squares: (row.length - 1) * standardDeviation(row) ** 2,
  }));

const sumOf = <Item>(items: readonly Item[], term: (item: Item) => number) =>
  items.reduce((sum, item) => sum + term(item), 0);

/** Weighted by precision, given the variances between tasks and of a run. */
function weightedMean(tasks: readonly Task[], between: number, within: number) {
  const precision = ({ runs }: Task) => 1 / (between + within / runs);
  const total = sumOf(tasks, precision);
  return { difference: sumOf(tasks, (task) => precision(task) * task.mean) / total, variance: 1 / total };
}

/** −2 log restricted likelihood, up to a constant. */
function deviance(tasks: readonly Task[], between: number, within: number): number {
  const { difference, variance } = weightedMean(tasks, between, within);
  const runs = sumOf(tasks, (task) => task.runs);
  return (
    (runs - tasks.length) * Math.log(within) +
    sumOf(tasks, ({ squares }) => squares) / within +
    sumOf(tasks, (task) => {
      const own = between + within / task.runs;
      return Math.log(own) + (task.mean - difference) ** 2 / own;
    }) -
    Math.log(variance)
  );
}

export function remlDifference(rows: ReadonlyArray<readonly number[]>): TEstimate {
  const tasks = tasksOf(rows);
  const runs = sumOf(tasks, (task) => task.runs);
  const squares = sumOf(tasks, (task) => task.squares);
  /** Of a run, given the ratio of the variances. */
  const withinAt = (ratio: number): number => {
    const { difference } = weightedMean(tasks, ratio, 1);
    const around = sumOf(tasks, (task) => (task.mean - difference) ** 2 / (ratio + 1 / task.runs));
    return (squares + around) / (runs - 1);
  };
  const profile = (log: number) =>
    deviance(tasks, Math.exp(log) * withinAt(Math.exp(log)), withinAt(Math.exp(log)));
  const slope = (log: number) => profile(log + 1e-4) - profile(log - 1e-4);
  const [lowest, highest] = [-12, 8];
  const isSingular = slope(lowest) >= 0;
  const ratio = isSingular
    ? 0
    : Math.exp(slope(highest) < 0 ? highest : findRoot(slope, lowest, highest, 1e-10));
  const within = withinAt(ratio);
  const between = ratio * within;
  const { difference, variance } = weightedMean(tasks, between, within);
  const standardError = Math.sqrt(variance);
  if (isSingular) return { difference, standardError, degreesOfFreedom: runs - 1 };
  return { difference, standardError, degreesOfFreedom: satterthwaite(tasks, between, within) };
}

/** 2 V² / (gᵀ A g), with A the inverse of half of the deviance's curvature. */
function satterthwaite(tasks: readonly Task[], between: number, within: number): number {
  const at = (b: number, w: number) => deviance(tasks, between * (1 + b), within * (1 + w));
  const spread = (b: number, w: number) => weightedMean(tasks, between * (1 + b), within * (1 + w)).variance;
  const h = 1e-3;
  const second = (b: number, w: number) => (at(b, w) - 2 * at(0, 0) + at(-b, -w)) / h ** 2;
  const [bb, ww] = [second(h, 0), second(0, h)];
  const bw = (at(h, h) - at(h, -h) - at(-h, h) + at(-h, -h)) / (4 * h ** 2);
  const [gb, gw] = [(spread(h, 0) - spread(-h, 0)) / (2 * h), (spread(0, h) - spread(0, -h)) / (2 * h)];
  const uncertainty = (2 * (ww * gb ** 2 - 2 * bw * gb * gw + bb * gw ** 2)) / (bb * ww - bw ** 2);
  return (2 * spread(0, 0) ** 2) / uncertainty;
}

/** With the variance between tasks of DerSimonian and Laird, each task with its own spread. */
export function hartungKnapp(rows: ReadonlyArray<readonly number[]>): TEstimate {
  const studies = tasksOf(rows).map(({ runs, mean: value, squares }) => ({
    value,
    variance: Math.max(1e-12, squares / (runs - 1) / runs),
  }));
  const pool = (between: number) => {
    const total = sumOf(studies, ({ variance }) => 1 / (variance + between));
    const difference = sumOf(studies, ({ value, variance }) => value / (variance + between)) / total;
    const q = sumOf(studies, ({ value, variance }) => (value - difference) ** 2 / (variance + between));
    return { total, difference, q };
  };
  const fixed = pool(0);
  const freedom = studies.length - 1;
  const scale = fixed.total - sumOf(studies, ({ variance }) => 1 / variance ** 2) / fixed.total;
  const { total, difference, q } = pool(Math.max(0, (fixed.q - freedom) / scale));
  return { difference, standardError: Math.sqrt(q / freedom / total), degreesOfFreedom: freedom };
}
