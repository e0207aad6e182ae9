/** Finds numbers by a path with dots: `results.arc_easy.acc`. Keys may contain dots: `results.arc_easy.acc,none`. */
import { isObject } from '../../json.ts';
import { toNumber } from '../numbers.ts';
import { isEpochName, isStepName } from '../steps/axis-names.ts';

export interface Point {
  readonly epoch: number | null;
  readonly value: number;
}

const MAX_LEAVES = 300;
const MAX_DEPTH = 8;

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
    if (index !== undefined) collect(data.at(Number(index)), rest, epoch, points);
    else for (const item of data) collect(item, path, epoch, points);
    return;
  }
  if (!isObject(data)) return;
  const own = epochOf(data) ?? epoch;
  // The longest key first, because keys may contain dots.
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    const key = path.slice(0, end);
    if (!Object.hasOwn(data, key)) continue;
    collect(data[key], path.slice(end + 1), own, points);
    return;
  }
}

/** Every path that leads to a number, without the positions in lists. */
export function leavesOf(data: unknown): readonly string[] {
  const found = new Set<string>();
  const walk = (value: unknown, path: string, depth: number): void => {
    if (found.size >= MAX_LEAVES || depth > MAX_DEPTH) return;
    if (Array.isArray(value)) {
      for (const item of value.slice(0, 3)) walk(item, path, depth + 1);
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
  if (typeof value !== 'string' || !DECIMAL.test(value.trim())) return null;
  return Number(value);
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
