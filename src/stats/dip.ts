/**
 * Hartigan's dip test: do the runs of one model fall into two groups?
 *
 * When: a training that sometimes works and sometimes gets stuck has a mean that no run has, and a spread that says nothing.
 * The dip is the largest distance between the empirical distribution and the unimodal one that is closest to it. It is held against
 * the dips of uniform samples of the same size, the unimodal law that gives the largest ones, so the test is conservative for all
 * others. Few runs show only groups that lie far apart.
 *
 * Assumption: independent runs, and no ties. A metric over a few hundred examples has ties, and each is a step that would count as
 * a mode of its own: tied values are spread evenly over the smallest distance between two distinct ones.
 *
 * Source: J. A. Hartigan and P. M. Hartigan, Annals of Statistics 13 (1985), 70–84; the algorithm as corrected by M. Maechler
 * (R package diptest).
 */
import { requireFinite, StatisticsError } from './error.ts';
import type { Random } from './random.ts';

const SAMPLES = 1999;

export interface Dip {
  /** From 1/(2n) to 1/4. */
  readonly statistic: number;
  /** Share of uniform samples with a dip at least as large, the observed one among them: never zero. */
  readonly pValue: number;
}

/**
 * Dips of uniform samples of `n` values, what `dipTest` holds a dip against. They depend on nothing else: one reference serves all
 * samples of that size.
 */
export function uniformDips(n: number, random: Random, samples = SAMPLES): readonly number[] {
  const draw = () => Array.from({ length: n }, random).sort((a, b) => a - b);
  return Array.from({ length: samples }, () => dip(draw()));
}

/**
 * @param values one a run
 * @param reference `uniformDips` of as many values
 * @throws StatisticsError for fewer than four values: all their dips are the same or nearly so
 */
export function dipTest(values: readonly number[], reference: readonly number[]): Dip {
  if (values.length < 4) throw new StatisticsError('dipTest requires at least four values');
  requireFinite('dipTest', values);
  const statistic = dip(spreadTies(values));
  // Equal but for rounding is at least as large.
  const hits = reference.filter((other) => other >= statistic - 1e-12).length;
  return { statistic, pValue: (hits + 1) / (reference.length + 1) };
}

/** Ascending. `k` tied values become `k` values evenly over ± half of the smallest gap. */
function spreadTies(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const distinct = [...new Set(sorted)];
  const gaps = distinct.slice(1).map((value, index) => value - (distinct[index] as number));
  const width = gaps.reduce((least, gap) => Math.min(least, gap), Infinity);
  if (distinct.length === sorted.length || width === Infinity) return sorted;
  return distinct.flatMap((value) => {
    const ties = sorted.lastIndexOf(value) - sorted.indexOf(value) + 1;
    return Array.from({ length: ties }, (_, tie) => value + width * ((tie + 0.5) / ties - 0.5));
  });
}

/** The dip of values in ascending order. */
export function dip(x: readonly number[]): number {
  const n = x.length;
  const at = (index: number) => x[index] as number;
  if (n < 2 || at(0) === at(n - 1)) return n === 0 ? 0 : 1 / (2 * n);
  const below = hullLinks(x, 1);
  const above = hullLinks(x, -1);
  let [low, high] = [0, n - 1];
  // Distances are counted in steps of the empirical distribution; no dip is below one of them.
  let steps = 1;
  for (;;) {
    const minorant = follow(below, high, low);
    const majorant = follow(above, low, high);
    const widest = widestGap(x, minorant, majorant);
    if (widest.distance < steps) break;
    const left = largestDistance(x, minorant.slice(widest.onMinorant), 1);
    const right = largestDistance(x, majorant.slice(widest.onMajorant), -1);
    steps = Math.max(steps, left, right);
    const [from, to] = [minorant[widest.onMinorant] as number, majorant[widest.onMajorant] as number];
    if (low === from && high === to) break;
    [low, high] = [from, to];
  }
  return steps / (2 * n);
}

/**
 * For every point, the next vertex of the greatest convex minorant that ends there (`direction` 1, to the left), or of the least
 * concave majorant that begins there (−1, to the right).
 */
function hullLinks(x: readonly number[], direction: 1 | -1): number[] {
  const n = x.length;
  const end = direction === 1 ? 0 : n - 1;
  const links = new Array<number>(n).fill(end);
  const at = (index: number) => x[index] as number;
  for (let step = 1; step < n; step++) {
    const point = end + direction * step;
    let link = point - direction;
    while (link !== end) {
      const next = links[link] as number;
      if ((at(point) - at(link)) * (link - next) < (at(link) - at(next)) * (point - link)) break;
      link = next;
    }
    links[point] = link;
  }
  return links;
}

/** The vertices from one index to the other. */
function follow(links: readonly number[], from: number, to: number): number[] {
  const vertices = [from];
  for (let vertex = from; vertex !== to; ) {
    vertex = links[vertex] as number;
    vertices.push(vertex);
  }
  return vertices;
}

/** Where minorant (from right to left) and majorant (from left to right) of the modal interval lie furthest apart. */
function widestGap(x: readonly number[], minorant: readonly number[], majorant: readonly number[]) {
  const at = (index: number) => x[index] as number;
  const found = { distance: 0, onMinorant: minorant.length - 1, onMajorant: majorant.length - 1 };
  if (minorant.length === 2 && majorant.length === 2) return { ...found, distance: 1 };
  let i = minorant.length - 2;
  let j = 1;
  for (;;) {
    const [g, h] = [minorant[i] as number, majorant[j] as number];
    if (g > h) {
      const start = minorant[i + 1] as number;
      const distance = h - start + 1 - ((at(h) - at(start)) * (g - start)) / (at(g) - at(start));
      j++;
      if (distance >= found.distance)
        Object.assign(found, { distance, onMinorant: i + 1, onMajorant: j - 1 });
    } else {
      const start = majorant[j - 1] as number;
      const distance = ((at(g) - at(start)) * (h - start)) / (at(h) - at(start)) - (g - start - 1);
      i--;
      if (distance >= found.distance) Object.assign(found, { distance, onMinorant: i + 1, onMajorant: j });
    }
    i = Math.max(i, 0);
    j = Math.min(j, majorant.length - 1);
    if (minorant[i] === majorant[j]) return found;
  }
}

/** The largest distance of the empirical distribution from the chords of a hull, in steps: above the minorant, below the majorant. */
function largestDistance(x: readonly number[], vertices: readonly number[], side: 1 | -1): number {
  let largest = 0;
  for (let edge = 0; edge + 1 < vertices.length; edge++) {
    const ends = [vertices[edge] as number, vertices[edge + 1] as number];
    const [from, to] = [Math.min(...ends), Math.max(...ends)];
    const [start, end] = [x[from] as number, x[to] as number];
    let distance = 1;
    if (to - from > 1 && start !== end) {
      const slope = (to - from) / (end - start);
      for (let index = from; index <= to; index++) {
        const chord = ((x[index] as number) - start) * slope;
        distance = Math.max(distance, side * (index - from - chord) + 1);
      }
    }
    largest = Math.max(largest, distance);
  }
  return largest;
}
