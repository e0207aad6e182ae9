/**
 * Hartigan's dip test: do the runs of one model fall into two groups?
 *
 * The dip is the distance between the empirical distribution and the closest unimodal one. Dips of uniform samples are the
 * largest of unimodal ones, so the test is conservative. Ties and near ties of metrics over a few hundred examples would
 * count as modes: values closer than half of the metric's resolution are spread evenly over it; if unknown, ties over the
 * smallest distance between two others.
 *
 * Source: J. A. Hartigan and P. M. Hartigan, Annals of Statistics 13 (1985), 70–84; the algorithm as corrected by M. Maechler
 * (R package diptest).
 */
import { requireFinite, StatisticsError } from '../error.ts';
import type { Random } from '../random.ts';

const SAMPLES = 1999;

export interface Dip {
  /** From 1/(2n) to 1/4. */
  readonly statistic: number;
  readonly pValue: number;
}

/** Reference for all samples of `n` values. */
export function uniformDips(n: number, random: Random, samples = SAMPLES): readonly number[] {
  const values = new Float64Array(n);
  return Array.from({ length: samples }, () => dip(values.map(random).sort()));
}

/**
 * @param reference `uniformDips` of as many values
 * @param resolution step of the metric, 1/n for a share of n examples; null if unknown
 * @throws StatisticsError for fewer than four values, whose dips hardly differ
 */
export function dipTest(
  values: readonly number[],
  reference: readonly number[],
  resolution: number | null = null,
): Dip {
  if (values.length < 4) throw new StatisticsError('dipTest requires at least four values');
  requireFinite('dipTest', values);
  const statistic = dip(spreadTies(values, resolution));
  const hits = reference.filter((other) => other >= statistic - 1e-12).length;
  return { statistic, pValue: (hits + 1) / (reference.length + 1) };
}

/** Relative, since the order of sums varies. */
const ROUNDING = 1e-12;

/** Ascending; `k` equal values are spread evenly over ± half of a step. */
function spreadTies(values: readonly number[], resolution: number | null): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const magnitude = Math.max(Math.abs(sorted[0] as number), Math.abs(sorted.at(-1) as number));
  const clusters = clusterWithin(sorted, Math.max(ROUNDING * magnitude, (resolution ?? 0) / 2));
  const gaps = clusters.slice(1).map((cluster, index) => centre(cluster) - centre(clusters[index] ?? []));
  const width = resolution ?? gaps.reduce((least, gap) => Math.min(least, gap), Infinity);
  if (width === Infinity) return sorted;
  return clusters
    .flatMap((cluster) => {
      const { length } = cluster;
      return cluster.map((_, tie) => centre(cluster) + width * ((tie + 0.5) / length - 0.5));
    })
    .sort((a, b) => a - b);
}

function clusterWithin(sorted: readonly number[], distance: number): number[][] {
  const clusters: number[][] = [];
  for (const value of sorted) {
    const last = clusters.at(-1);
    if (last?.[0] === undefined || value - last[0] >= distance) clusters.push([value]);
    else last.push(value);
  }
  return clusters;
}

function centre(cluster: readonly number[]): number {
  return ((cluster[0] as number) + (cluster.at(-1) as number)) / 2;
}

/** The dip of values in ascending order. */
export function dip(x: ArrayLike<number>): number {
  const n = x.length;
  const at = (index: number) => x[index] as number;
  if (n < 2 || at(0) === at(n - 1)) return n === 0 ? 0 : 1 / (2 * n);
  const below = hullLinks(x, 1);
  const above = hullLinks(x, -1);
  let [low, high] = [0, n - 1];
  // Distances are in steps of the empirical distribution; no dip is below one.
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
 * Next vertex, for each point, of the greatest convex minorant ending there (1) or the least concave majorant beginning there
 * (−1).
 */
function hullLinks(x: ArrayLike<number>, direction: 1 | -1): number[] {
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

function follow(links: readonly number[], from: number, to: number): number[] {
  const vertices = [from];
  for (let vertex = from; vertex !== to; ) {
    vertex = links[vertex] as number;
    vertices.push(vertex);
  }
  return vertices;
}

/** Largest gap between minorant (right to left) and majorant (left to right) of the modal interval. */
function widestGap(x: ArrayLike<number>, minorant: readonly number[], majorant: readonly number[]) {
  const at = (index: number) => x[index] as number;
  let found = { distance: 0, onMinorant: minorant.length - 1, onMajorant: majorant.length - 1 };
  if (minorant.length === 2 && majorant.length === 2) return { ...found, distance: 1 };
  let i = minorant.length - 2;
  let j = 1;
  for (;;) {
    const [g, h] = [minorant[i] as number, majorant[j] as number];
    if (g > h) {
      const start = minorant[i + 1] as number;
      const distance = h - start + 1 - ((at(h) - at(start)) * (g - start)) / (at(g) - at(start));
      j++;
      if (distance >= found.distance) found = { distance, onMinorant: i + 1, onMajorant: j - 1 };
    } else {
      const start = majorant[j - 1] as number;
      const distance = ((at(g) - at(start)) * (h - start)) / (at(h) - at(start)) - (g - start - 1);
      i--;
      if (distance >= found.distance) found = { distance, onMinorant: i + 1, onMajorant: j };
    }
    i = Math.max(i, 0);
    j = Math.min(j, majorant.length - 1);
    if (minorant[i] === majorant[j]) return found;
  }
}

/** Largest distance, in steps, of the empirical distribution from a hull: above the minorant, below the majorant. */
function largestDistance(x: ArrayLike<number>, vertices: readonly number[], side: 1 | -1): number {
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
