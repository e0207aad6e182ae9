/**
 * Near duplicates among vectors (images, tables): lattice hashing along random directions.
 *
 * Vectors are standardised by the training set and averaged to at most 128 places. Two are near if their root mean square
 * difference is at most 0.05 standard deviations. A key is the cell along six random directions; near vectors almost always
 * share one of five.
 *
 * Source: M. Datar et al., "Locality-sensitive hashing scheme based on p-stable distributions", SCG (2004).
 */
import { type Random, randomNormal } from '../random.ts';

const MAX_WIDTH = 128;
const TABLES = 5;
const DIRECTIONS = 6;
const CELL = 0.5;
const NEAR = 0.05;
/** Keeps places that hardly vary in training, such as corners of images, from dominating. */
const LEAST_SPREAD = 0.1;
const FARTHEST = 100;

export interface Vectors {
  readonly count: number;
  readonly width: number;
  readonly values: Float32Array;
}

/** @param rows all examples in sequence, the `trainCount` of training first */
export function standardise(rows: ArrayLike<number>, count: number, trainCount: number): Vectors {
  const full = count === 0 ? 0 : rows.length / count;
  const width = Math.min(full, MAX_WIDTH);
  const values = new Float32Array(count * width);
  for (let example = 0; example < count; example++) {
    for (let place = 0; place < width; place++) {
      const from = Math.floor((place * full) / width);
      const to = Math.floor(((place + 1) * full) / width);
      let sum = 0;
      for (let at = from; at < to; at++) sum += rows[example * full + at] as number;
      values[example * width + place] = sum / (to - from);
    }
  }
  scale(values, width, count, trainCount);
  return { count, width, values };
}

function scale(values: Float32Array, width: number, count: number, trainCount: number): void {
  const means = new Float64Array(width);
  const spreads = new Float64Array(width);
  for (let place = 0; place < width; place++) {
    let sum = 0;
    let squares = 0;
    for (let example = 0; example < trainCount; example++) {
      sum += values[example * width + place] as number;
    }
    means[place] = sum / trainCount;
    for (let example = 0; example < trainCount; example++) {
      squares += ((values[example * width + place] as number) - (means[place] as number)) ** 2;
    }
    spreads[place] = Math.sqrt(squares / trainCount);
  }
  const least = LEAST_SPREAD * spreads.reduce((most, spread) => Math.max(most, spread), 0) || 1;
  for (let example = 0; example < count; example++) {
    for (let place = 0; place < width; place++) {
      const at = example * width + place;
      const deviation = (values[at] as number) - (means[place] as number);
      const standardised = deviation / Math.max(least, spreads[place] as number);
      values[at] = Math.max(-FARTHEST, Math.min(FARTHEST, standardised));
    }
  }
}

/** Projections of independent places have unit variance. */
export function project({ count, width, values }: Vectors, directions: number, random: Random): Float32Array {
  const axes = Float32Array.from(
    { length: width * directions },
    () => randomNormal(random) / Math.sqrt(width),
  );
  const projected = new Float32Array(count * directions);
  for (let example = 0; example < count; example++) {
    for (let place = 0; place < width; place++) {
      const value = values[example * width + place] as number;
      if (value === 0) continue;
      for (let direction = 0; direction < directions; direction++) {
        const at = example * directions + direction;
        projected[at] = (projected[at] as number) + value * (axes[place * directions + direction] as number);
      }
    }
  }
  return projected;
}

export function vectorKeys(vectors: Vectors, random: Random): (example: number) => string[] {
  const directions = TABLES * DIRECTIONS;
  const projected = project(vectors, directions, random);
  const offsets = Float32Array.from({ length: directions }, () => random());
  return (example) =>
    Array.from({ length: TABLES }, (_, table) => {
      const cells = Array.from({ length: DIRECTIONS }, (_, index) => {
        const direction = table * DIRECTIONS + index;
        const value = projected[example * directions + direction] as number;
        return Math.floor(value / CELL + (offsets[direction] as number));
      });
      return `${table}:${cells.join()}`;
    });
}

export function areClose({ width, values }: Vectors, first: number, second: number): boolean {
  const limit = NEAR * NEAR * width;
  let squares = 0;
  for (let place = 0; place < width; place++) {
    const difference = (values[first * width + place] as number) - (values[second * width + place] as number);
    squares += difference * difference;
    if (squares > limit) return false;
  }
  return true;
}
