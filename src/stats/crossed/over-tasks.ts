/**
 * The crossed design of a mean over tasks with equal weights: the examples of all tasks side by side.
 *
 * Under one seed, an example of task t, of T tasks with N examples in all and n_t of its own, gets
 * m + N / (T n_t) × (contribution − m_t), where m_t is the task's difference under this seed and m the mean of the T
 * differences. The row averages to m, and tasks that differ from each other, always or under one seed, add no variance of
 * examples: the tasks are fixed, and only their examples are a sample. The degrees of freedom of the examples are those of
 * Satterthwaite over the tasks, at most N − 1.
 */
import { mean } from '../describe.ts';
import { StatisticsError } from '../error.ts';
import { exactSum } from '../numerics/exact-sum.ts';
import { CrossedTable } from './layout.ts';

export interface TaskRows {
  /** One row per seed, the same seeds in every task; a column is an example, or a cluster of them. */
  readonly rows: ReadonlyArray<ArrayLike<number>>;
  /** Default: the number of columns. It is smaller for unequal clusters. */
  readonly effective?: number;
}

/** @throws StatisticsError for tasks with other numbers of rows, and for rows of unequal length */
export function crossedOverTasks(tasks: readonly TaskRows[]): CrossedTable {
  const seeds = tasks[0]?.rows.length ?? 0;
  if (seeds === 0 || tasks.some(({ rows }) => rows.length !== seeds))
    throw new StatisticsError('a crossed design over tasks requires the same seeds in every task');
  const sizes = tasks.map(({ rows }) => rows[0]?.length ?? 0);
  const examples = sizes.reduce((sum, size) => sum + size, 0);
  const table = new CrossedTable(examples, { effectiveExamples: effectiveOf(tasks, examples) });
  for (let seed = 0; seed < seeds; seed += 1) {
    const means = tasks.map(({ rows }) => meanOfRow(rows[seed] as ArrayLike<number>));
    const centre = mean(means);
    const joined = new Float64Array(examples);
    let start = 0;
    for (const [at, { rows }] of tasks.entries()) {
      const row = rows[seed] as ArrayLike<number>;
      const size = sizes[at] as number;
      if (row.length !== size)
        throw new StatisticsError('a crossed design requires the same examples in every row');
      const weight = examples / (tasks.length * size);
      for (let example = 0; example < size; example += 1)
        joined[start + example] = centre + weight * ((row[example] as number) - (means[at] as number));
      start += size;
    }
    table.add(joined);
  }
  return table;
}

function meanOfRow(row: ArrayLike<number>): number {
  return exactSum(row) / row.length;
}

/** One more than the degrees of freedom of a sum of variances, one per task. */
function effectiveOf(tasks: readonly TaskRows[], examples: number): number {
  let variance = 0;
  let uncertainty = 0;
  for (const { rows, effective = rows[0]?.length ?? 0 } of tasks) {
    const own = varianceOfMean(rows);
    variance += own;
    if (effective > 1) uncertainty += own ** 2 / (effective - 1);
  }
  const freedom = uncertainty > 0 ? variance ** 2 / uncertainty : examples - 1;
  return Math.min(examples, Math.max(1, freedom + 1));
}

/** Of the mean over the examples, each with its mean over the seeds. */
function varianceOfMean(rows: TaskRows['rows']): number {
  const size = rows[0]?.length ?? 0;
  const columns = Float64Array.from({ length: size }, (_, at) => {
    let sum = 0;
    for (const row of rows) sum += row[at] as number;
    return sum / rows.length;
  });
  const centre = exactSum(columns) / size;
  let squares = 0;
  for (const value of columns) squares += (value - centre) ** 2;
  return size < 2 ? 0 : squares / (size - 1) / size;
}
