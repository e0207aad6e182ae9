/** Handles logs that count some values by epoch and others by step under one name. */
import { lastAtOrBefore, type Series } from './step-series.ts';

interface Counted {
  readonly series: readonly Series[];
  readonly epochs: readonly number[];
  readonly notes: readonly string[];
}

/** Maps ascending steps to epochs; create one for each series. */
type Lookup = () => (step: number) => number;

/**
 * Values at 1, 2, 3 next to others up to 900: batches have their number and evaluations their epoch. Steps are
 * assigned to their stated epochs, else evenly.
 *
 * @param stated the epoch by step, if rows state it
 * @returns null if it is unclear
 */
export function epochsCountedBeside(all: readonly Series[], stated: Series): Counted | null {
  const lastStep = all.reduce((last, { steps }) => Math.max(last, steps.at(-1) ?? 0), 0);
  const byEpoch = new Set(all.filter((series) => countsFew(series, lastStep)));
  const epochs = [...new Set([...byEpoch].flatMap(({ steps }) => steps))].sort((a, b) => a - b);
  if (epochs.length === 0) return null;
  const others = all.filter((series) => !byEpoch.has(series));
  const known = statedEpochs(epochs, lastStep, stated);
  const lookup = known ?? evenly(epochs, others, lastStep);
  const how = known === null ? 'divided evenly among the epochs' : 'assigned to the epochs in their rows';
  return {
    series: all.map((one) => (byEpoch.has(one) ? one : { ...one, steps: one.steps.map(lookup()) })),
    epochs,
    notes: [
      `some values are logged by ${epochs.length} epochs and others by ${lastStep} steps; the steps were ${how}`,
    ],
  };
}

/** Consecutive epochs from 0 or 1, far fewer than the steps. A single value may be at any step. */
function countsFew({ steps }: Series, lastStep: number): boolean {
  const [first = -1] = steps;
  return (
    (first === 0 || first === 1) &&
    steps.length > 1 &&
    lastStep > 2 * (steps.at(-1) as number) + 1 &&
    steps.every((step, at) => step === first + at)
  );
}

/** Uses the stated epochs, counted from 0 or 1; null if rows state too few. */
function statedEpochs(epochs: readonly number[], lastStep: number, stated: Series): Lookup | null {
  const { steps, values } = stated;
  const last = epochs.at(-1) as number;
  const beyond = new Set(values.filter((_, at) => (steps[at] as number) > last));
  const shift = last - Math.max(...beyond);
  const isWhole = beyond.size === epochs.length && (steps.at(-1) ?? 0) >= lastStep / 2;
  if (!isWhole || Math.abs(shift) > 1) return null;
  return () => {
    const find = lastAtOrBefore(steps);
    return (step) => (values[find(step)] as number) + shift;
  };
}

function evenly(epochs: readonly number[], others: readonly Series[], lastStep: number): Lookup {
  const first = others.reduce((least, { steps }) => Math.min(least, steps[0] ?? least), 1);
  const perEpoch = (lastStep - first + 1) / epochs.length;
  return () => (step) => epochs[Math.min(epochs.length - 1, Math.floor((step - first) / perEpoch))] as number;
}
