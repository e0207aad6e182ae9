/** Decides which printed number is a metric's value, or that the lines do not decide it. */
import type { Split } from '../../record.ts';
import type { Point } from './key-path.ts';
import { type PrintedValue, printedValues } from './printed.ts';

export interface PrintedMetric {
  readonly split: Split;
  readonly key: string;
  /** One value without an epoch, or a curve whose last value counts. */
  readonly points: readonly Point[];
}

/**
 * A name counts if nothing but a split, an epoch or a step stands around it. Several values of one split are a curve if
 * their epochs or steps go up; a value outside of a progress line ends it.
 *
 * @returns null if the lines have several values and do not tell which one is meant
 */
export function readPrinted(metric: string, text: string): readonly PrintedMetric[] | null {
  const bySplit = new Map<Split, PrintedValue[]>();
  for (const one of printedValues(metric, text)) {
    if (one.front !== '') continue;
    const split = one.split ?? (one.isProgress ? 'train' : 'test');
    const values = bySplit.get(split) ?? [];
    bySplit.set(split, values);
    values.push(one);
  }
  const found: PrintedMetric[] = [];
  for (const [split, values] of bySplit) {
    const points = pointsOf(values);
    if (points === null && split !== 'train') return null;
    if (points !== null) found.push({ split, key: values.at(-1)?.name ?? metric, points });
  }
  return found;
}

function pointsOf(values: readonly PrintedValue[]): readonly Point[] | null {
  if (values.some(({ prefix, suffix, value }) => prefix !== '' || suffix !== '' || value === null))
    return null;
  const stated = values.filter(({ isProgress }) => !isProgress);
  if (stated.length > 0 && areEqual(stated)) return [{ epoch: null, value: stated[0]?.value as number }];
  if (!goesUp(values)) return null;
  const hasEpochs = values.some(({ position }) => (position?.[0] ?? 0) > 0);
  return values.map(({ position, value }) => ({
    epoch: position?.[hasEpochs ? 0 : 1] ?? null,
    value: value as number,
  }));
}

export function areEqual(values: readonly PrintedValue[]): boolean {
  return values.every(({ value }) => Object.is(value, values[0]?.value));
}

/** Whether each value stands later than the one before it; at the same epoch and step it may be repeated. */
export function goesUp(values: readonly PrintedValue[]): boolean {
  return values.every(({ position, value }, index) => {
    const before = values[index - 1];
    if (before === undefined) return position !== null || values.length === 1;
    if (position === null || before.position === null) return false;
    const epochs = position[0] - before.position[0];
    const steps = position[1] - before.position[1];
    return epochs > 0 || (epochs === 0 && (steps > 0 || (steps === 0 && Object.is(before.value, value))));
  });
}
