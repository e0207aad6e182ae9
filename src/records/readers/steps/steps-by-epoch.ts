/** Steps that begin anew in each epoch: positions that put them in order, and what they are if each epoch goes on from the last. */
import type { Series } from './step-series.ts';

/** More steps than an epoch has; times 100,000 epochs it is still a whole double. */
const STRIDE = 2 ** 32;

/** Of any two rows, the one of the later epoch comes later. */
export function positionOf(step: number, epoch: number): number {
  return epoch * STRIDE + step;
}

/** Turns steps that went on until now into positions. `epochs` says in which each of them lies. */
export function toPositions({ steps }: Series, epochs: Series): void {
  let at = 0;
  for (const [index, step] of steps.entries()) {
    while (at + 1 < epochs.steps.length && (epochs.steps[at + 1] as number) <= step) at += 1;
    steps[index] = positionOf(step, epochs.values[at] ?? 0);
  }
}

/** Positions -> steps that go on: each epoch begins after the largest step of those before. */
export function layEndToEnd(all: readonly Series[], epochs: Series): void {
  const starts = startsOf(all, epochs);
  for (const { steps } of all) {
    let epoch = 0;
    for (const [index, position] of steps.entries()) {
      while (epoch + 1 < starts.length && (starts[epoch + 1] as Start).position <= position) epoch += 1;
      const { position: from = 0, start = 0 } = starts[epoch] ?? {};
      steps[index] = position - from + start;
    }
  }
}

interface Start {
  /** Of step 0 of the epoch. */
  readonly position: number;
  readonly start: number;
}

function startsOf(all: readonly Series[], { values }: Series): readonly Start[] {
  const positions = [...new Set(values)].sort((a, b) => a - b).map((epoch) => positionOf(0, epoch));
  const largest = new Float64Array(positions.length);
  for (const { steps } of all) {
    let epoch = 0;
    for (const position of steps) {
      while (epoch + 1 < positions.length && (positions[epoch + 1] as number) <= position) epoch += 1;
      largest[epoch] = Math.max(largest[epoch] as number, position - (positions[epoch] as number));
    }
  }
  let start = 0;
  return positions.map((position, epoch) => {
    const own = { position, start };
    start += (largest[epoch] as number) + 1;
    return own;
  });
}
