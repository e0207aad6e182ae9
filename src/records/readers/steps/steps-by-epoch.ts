/** Orders steps that restart in each epoch, and lays the epochs end to end. */
import { lastAtOrBefore, type Series } from './step-series.ts';

/** No epoch has more steps, and 100,000 epochs stay exact doubles. */
const STRIDE = 2 ** 32;

/** Rows of later epochs have larger positions. */
export function positionOf(step: number, epoch: number): number {
  return epoch * STRIDE + step;
}

/** Turns continuous steps into positions. `epochs` states the epoch of each step. */
export function toPositions({ steps }: Series, epochs: Series): void {
  const find = lastAtOrBefore(epochs.steps);
  for (const [index, step] of steps.entries()) {
    steps[index] = positionOf(step, epochs.values[find(step)] ?? 0);
  }
}

/** Turns positions into continuous steps: each epoch begins after the largest earlier step. */
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

/**
 * The first step of each epoch.
 *
 * @param positions of step 0 of the epochs
 */
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
