/** A log in which some values are counted by epoch and others by step of training, under one word for both. */
import { lastAtOrBefore, type Series } from './step-series.ts';

interface Counted {
  /** All series, at epochs. */
  readonly series: readonly Series[];
  /** Ascending. */
  readonly epochs: readonly number[];
  readonly notes: readonly string[];
}

/** From ascending steps to their epochs; a new one for each series. */
type Lookup = () => (step: number) => number;

/**
 * Values at 1, 2, 3 beside others that go on to 900: a loop that logs each batch under its own number, and each evaluation under that of the
 * epoch. The steps are put into their epochs: those that the rows state, else as many steps to each epoch.
 *
 * @param stated the epoch by step, where the rows say it
 * @returns null for a log whose values all count one thing, and for one in which nobody can tell
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

/** One epoch after the other from 0 or 1 on, and far fewer than there are steps. A single value may be at any step. */
function countsFew({ steps }: Series, lastStep: number): boolean {
  const [first = -1] = steps;
  return (
    (first === 0 || first === 1) &&
    steps.length > 1 &&
    lastStep > 2 * (steps.at(-1) as number) + 1 &&
    steps.every((step, at) => step === first + at)
  );
}

/** By what the rows say, from 0 or from 1 on; null where they say too little. */
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
