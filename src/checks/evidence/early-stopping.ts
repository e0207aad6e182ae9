/**
 * Early stopping with a patience of p ends every run at its p-th epoch without a better one. So all shorter runs wait p epochs at
 * their end, and no run waits longer. Two runs must share the patience, or one must have the longest wait of all.
 *
 * @param runs values by epoch of each run; lower is better
 * @returns the patience; null if the runs were not stopped early
 */
export function sharedPatience(runs: ReadonlyArray<readonly number[]>): number | null {
  const waits = runs.map(waitsOf);
  const longest = Math.max(...waits.map(({ length }) => length));
  const patience = waits.find(({ length }) => length < longest)?.at(-1) ?? 0;
  const isShared = waits.filter((wait) => wait.at(-1) === patience).length > 1;
  const isKept = waits.every((wait) =>
    wait.length < longest
      ? wait.at(-1) === patience
      : (isShared ? (wait.at(-1) as number) : Math.max(...wait)) <= patience,
  );
  return patience > 0 && isKept ? patience : null;
}

/** For each epoch, the epochs since the best one so far. */
function waitsOf(values: readonly number[]): number[] {
  let best = 0;
  return values.map((value, epoch) => {
    if (value < (values[best] as number)) best = epoch;
    return epoch - best;
  });
}
