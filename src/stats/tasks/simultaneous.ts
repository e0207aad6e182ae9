/**
 * Intervals that cover every task's true difference together.
 *
 * max-t over tasks, each with its own t distribution: the chance that none of T independent tasks leaves its interval is the
 * product of theirs, so each has the level (1 − α)^(1/T). Exact for independent tasks. Where seeds are shared, tasks leave
 * their intervals together more often, so the chance of any is smaller (Šidák's inequality).
 *
 * Source: Z. Šidák, JASA 62 (1967); K. Jogdeo, Annals of Statistics 5 (1977), for dependent variances. Simulated: bench/tasks.ts.
 */

/**
 * Level of each task's interval, with which all cover together.
 *
 * @example levelOfOne(0.95, 12) // 0.9957…
 */
export function levelOfOne(level: number, tasks: number): number {
  return level ** (1 / tasks);
}
