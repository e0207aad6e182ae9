import type { Split } from '../../record.ts';

/** The values of one metric on one split, in ascending order of their steps. */
export interface Series {
  readonly split: Split;
  readonly name: string;
  /** The tool's name and the last file, for messages. */
  readonly key: string;
  readonly file: string;
  readonly steps: number[];
  readonly values: number[];
  /** The epochs of its first and last value, where the rows state them. */
  firstEpoch?: number;
  lastEpoch?: number;
}

/** The epoch by step, as a series of its own. */
export function epochSeries(): Series {
  return { split: 'train', name: 'epoch', key: 'epoch', file: '', steps: [], values: [] };
}

/** @returns true if different values were replaced */
export function append({ steps, values }: Series, step: number, value: number): boolean {
  let differs = false;
  while ((steps.at(-1) ?? Number.NEGATIVE_INFINITY) >= step) {
    const isSame = steps.at(-1) === step && Object.is(values.at(-1), value);
    differs ||= !isSame;
    steps.pop();
    values.pop();
  }
  steps.push(step);
  values.push(value);
  return differs;
}

/** `append` for values that rarely change: it keeps the first and last step of each stretch. */
export function appendStretch(series: Series, step: number, value: number): void {
  const { steps, values } = series;
  const isWithin = values.at(-1) === value && values.at(-2) === value && (steps.at(-1) as number) < step;
  if (isWithin) steps[steps.length - 1] = step;
  else append(series, step, value);
}

export function beginsWith(whole: Series, start: Series): boolean {
  return (
    start.steps.length <= whole.steps.length &&
    start.steps.every((step, at) => step === whole.steps[at] && Object.is(start.values[at], whole.values[at]))
  );
}

/** Finds ascending positions in ascending bounds: index of the last bound at or before each, 0 before the first. */
export function lastAtOrBefore(bounds: readonly number[]): (position: number) => number {
  let at = 0;
  return (position) => {
    while (at + 1 < bounds.length && (bounds[at + 1] as number) <= position) at += 1;
    return at;
  };
}
