/** Steps that begin anew in each epoch: positions that put them in order, and what they are if each epoch goes on from the last. */
import { lastAtOrBefore, type Series } from './step-series.ts';

/** More steps than an epoch has; times 100,000 epochs it is still a whole double. */
const STRIDE = 2 ** 32;

/** Of any two rows, the one of the later epoch comes later. */
export function positionOf(step: number, epoch: number): number {
  return epoch * STRIDE + step;
}

/** Turns steps that went on until now into positions. `epochs` says in which each of them lies. */
export function toPositions({ steps }: Series, epochs: Series): void {
  const find = lastAtOrBefore(epochs.steps);
  for (const [index, step] of steps.entries()) {
    steps[index] = positionOf(step, epochs.values[find(step)] ?? 0);
  }
}

/** Positions -> steps that go on: each epoch begins after the largest step of those before. */
export function layEndToEnd(all: readonly Series[], epochs: Series): void {
  const positions = [...new Set(epochs.values)].sort((a, b) => a - b).map((epoch) => positionOf(0, epoch));
  const starts = startsOf(all, positions);
  for (const { steps } of all) {
    const find = lastAtOrBefore(positions);
    for (const [index, position] of steps.entries()) {
      const epoch = find(position);
      steps[index] = position - (positions[epoch] ?? 0) + (starts[epoch] ?? 0);
    }
  }
}

/** The step at which each epoch begins. @param positions of step 0 of the epochs */
function startsOf(all: readonly Series[], positions: readonly number[]): readonly number[] {
  const largest = new Float64Array(positions.length);
  for (const { steps } of all) {
    const find = lastAtOrBefore(positions);
    for (const position of steps) {
      const epoch = find(position);
      largest[epoch] = Math.max(largest[epoch] as number, position - (positions[epoch] as number));
    }
  }
  let start = 0;
  return positions.map((_, epoch) => {
    const own = start;
    start += (largest[epoch] as number) + 1;
    return own;
  });
}
