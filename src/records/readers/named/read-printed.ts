/** Decides which printed number is a metric's value, or that the lines do not decide it. */
import type { Split } from '../../record.ts';
import { haveOneMark } from '../log-cells.ts';
import type { Point } from './key-path.ts';
import { type PrintedValue, printedValues } from './printed.ts';

export interface PrintedMetric {
  readonly split: Split;
  readonly key: string;
  readonly unit: string;
  /** One value without an epoch, or a curve whose last value counts. */
  readonly points: readonly Point[];
}

/**
 * A name counts if nothing but a split, an epoch or step stands around it. Several values are a curve if their epochs or
 * steps go up. Without a split they are of training, unless a final line states them.
 *
 * @param fallback the split of a result that states none
 * @returns null if the lines have several values and do not tell which one is meant
 */
export function readPrinted(
  metric: string,
  text: string,
  fallback: Split = 'test',
): readonly PrintedMetric[] | null {
  const bySplit = new Map<Split | null, PrintedValue[]>();
  for (const one of printedValues(metric, text)) {
    if (one.front !== '') continue;
    const values = bySplit.get(one.split) ?? [];
    bySplit.set(one.split, values);
    values.push(one);
  }
  const found: PrintedMetric[] = [];
  for (const [stated, values] of bySplit) {
    const last = values.at(-1) as PrintedValue;
    const split = stated ?? (isFinal(values) ? fallback : 'train');
    const points = pointsOf(values, stated !== null || split !== 'train');
    if (points === null && (split !== 'train' || values.some(({ isProgress }) => !isProgress))) return null;
    const units = new Set(values.map(({ unit }) => unit));
    if (units.size > 1 || !haveOneMark(values.map(({ digits }) => digits))) return null;
    if (points !== null) found.push({ split, key: last.name, unit: last.unit, points });
  }
  const lastOf = ({ points }: PrintedMetric) => points.at(-1)?.value;
  const differ = (one: PrintedMetric) =>
    found.some((other) => other.split === one.split && !Object.is(lastOf(other), lastOf(one)));
  const isUnclear = found.some((one) => one.split !== 'train' && differ(one));
  return isUnclear ? null : found.filter((one) => !differ(one));
}

/** Whether lines below all epochs state the values: below several of them, or below one that states its own. */
export function isFinal(values: readonly PrintedValue[]): boolean {
  const below = belowProgress(values);
  const [first] = below;
  if (first === undefined || first.epochsBelow > 0) return false;
  return first.position?.begun !== 1 || below.length < values.length;
}

function belowProgress(values: readonly PrintedValue[]): readonly PrintedValue[] {
  return values.slice(values.findLastIndex(({ isProgress }) => isProgress) + 1);
}

function pointsOf(values: readonly PrintedValue[], mayBeResult: boolean): readonly Point[] | null {
  if (values.some(({ prefix, suffix, value }) => prefix !== '' || suffix !== '' || value === null))
    return null;
  const isBeforeAll = ({ position, epochsBelow }: PrintedValue) => position === null && epochsBelow > 0;
  if (values.some(isBeforeAll)) return null;
  const stated = belowProgress(values);
  const isResult = areEqual(stated) && values.every((one) => one.isProgress || stated.includes(one));
  if (mayBeResult && stated.length > 0 && isResult)
    return [{ epoch: null, value: stated[0]?.value as number }];
  if (!goesUp(values)) return null;
  const hasEpochs = values.some(({ position }) => (position?.epoch ?? -1) >= 0);
  return values.map(({ position, value }) => ({
    epoch: position?.[hasEpochs ? 'epoch' : 'step'] ?? null,
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
    if (position === null || before.position === null || position.lap !== before.position.lap) return false;
    const epochs = position.epoch - before.position.epoch;
    const steps = position.step - before.position.step;
    return epochs > 0 || (epochs === 0 && (steps > 0 || (steps === 0 && Object.is(before.value, value))));
  });
}
