/**
 * Finds numbers by a path with dots: `results.arc_easy.acc`, `folds.0.acc`, `[fold=2].acc`. Keys may contain dots:
 * `results.arc_easy.acc,none`.
 */
import { isObject } from '../../json.ts';
import { isNumeral, toNumber } from '../numbers.ts';
import { RowIdentity } from '../row-identity.ts';
import { isEpochName, isStepName } from '../steps/axis-names.ts';

export interface Point {
  readonly epoch: number | null;
  readonly value: number;
}

const MAX_LEAVES = 300;
const MAX_DEPTH = 8;
const MAX_ROWS = 50;

/** @returns the numbers under the path; several if it leads through a list */
export function pointsAt(data: unknown, path: string): readonly Point[] {
  const points: Point[] = [];
  collect(data, path, null, points);
  return points;
}

function collect(data: unknown, path: string, epoch: number | null, points: Point[]): void {
  if (path === '') {
    if (Array.isArray(data)) for (const item of data) collect(item, '', epoch, points);
    else {
      const value = numberOf(data);
      if (value !== null) points.push({ epoch, value });
    }
    return;
  }
  if (Array.isArray(data)) {
    const [, index, rest = ''] = /^(-?\d+)(?:\.(.+))?$/.exec(path) ?? [];
    const [, column = '', value, inner = ''] = /^\[([^=\]]+)=([^\]]*)\]\.?(.*)$/.exec(path) ?? [];
    if (index !== undefined) collect(data.at(Number(index)), rest, epoch, points);
    else if (value === undefined) for (const item of data) collect(item, path, epoch, points);
    else collect(rowsWhere(data, column, value), inner, epoch, points);
    return;
  }
  if (!isObject(data)) return;
  const own = epochOf(data) ?? epoch;
  const [key, rest = ''] = splitAt(data, path);
  if (key !== undefined) collect(data[key], rest, own, points);
}

function rowsWhere(rows: readonly unknown[], column: string, value: string) {
  return rows.filter(isObject).filter((row) => Object.hasOwn(row, column) && String(row[column]) === value);
}

/** One number, or a curve whose last value counts. */
export function isResult(points: readonly Point[]): boolean {
  return points.length === 1 || (points.length > 1 && isCurve(points));
}

export function areEqual(points: ReadonlyArray<Pick<Point, 'value'>>): boolean {
  return points.every(({ value }) => Object.is(value, points[0]?.value));
}

/** Whether later points are of later epochs, so that the last is the result. */
function isCurve(points: readonly Point[]): boolean {
  return points.every(
    ({ epoch }, at) => epoch !== null && (at === 0 || epoch > (points[at - 1]?.epoch ?? Number.NaN)),
  );
}

const MAX_CHOICES = 20;
/** Rows of examples hold no result. */
const EXAMPLE =
  /^(?:example|sample|item|question|prompt|image|file|input|text|sentence|doc(?:ument)?|instance|row|index|idx)?_?(?:id|name|path)?$/i;

/**
 * Paths to one number or one curve each, where the path leads to several: its rows differ in a data set, a fold or the
 * like.
 */
export function choicesAt(data: unknown, path: string): readonly string[] {
  const points = pointsAt(data, path);
  if (points.length < 2) return [];
  if (Array.isArray(data)) {
    const identity = new RowIdentity();
    const rows = data.filter((row) => isObject(row) && pointsAt(row, path).length > 0);
    for (const row of rows) identity.note(row);
    const found = identity.differing();
    if (found === null || found.values.length > MAX_CHOICES) return [];
    const { column, values, isKnown } = found;
    if (!isKnown && (isCurve(points) || EXAMPLE.test(column))) return [];
    return values.flatMap((value) => {
      const own = rowsWhere(rows, column, value).map(({ [column]: _, ...row }) => row);
      const inner = choicesAt(own, path);
      const keys = inner.length === 0 && isResult(pointsAt(own, path)) ? [path] : inner;
      return keys.map((key) => `[${column}=${value}].${key}`);
    });
  }
  const [first = '', rest = ''] = splitAt(data, path);
  return rest === '' || !isObject(data) ? [] : choicesAt(data[first], rest).map((key) => `${first}.${key}`);
}

/** The longest key of an object that a path begins with, because keys may contain dots, and the rest. */
function splitAt(data: unknown, path: string): readonly string[] {
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    const key = path.slice(0, end);
    if (isObject(data) && Object.hasOwn(data, key)) return [key, path.slice(end + 1)];
  }
  return [];
}

/** Every path that leads to a number, without the positions in lists. */
export function leavesOf(data: unknown): readonly string[] {
  const found = new Set<string>();
  const walk = (value: unknown, path: string, depth: number): void => {
    if (found.size >= MAX_LEAVES || depth > MAX_DEPTH) return;
    if (Array.isArray(value)) {
      for (const item of value.slice(0, MAX_ROWS)) walk(item, path, depth + 1);
    } else if (isObject(value)) {
      for (const [key, inner] of Object.entries(value))
        walk(inner, path === '' ? key : `${path}.${key}`, depth + 1);
    } else if (path !== '' && numberOf(value) !== null) found.add(path);
  };
  walk(data, '', 0);
  return [...found];
}

function epochOf(object: Readonly<Record<string, unknown>>): number | null {
  const key = Object.keys(object).find(isEpochName) ?? Object.keys(object).find(isStepName);
  return key === undefined ? null : numberOf(object[key]);
}

/** A number or its text. Infinite numbers count, since they show that the run diverged. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'bigint') return Number(value);
  const number = toNumber(value);
  if (typeof number === 'number') return number;
  return typeof value === 'string' && isNumeral(value.trim()) ? Number(value) : null;
}
