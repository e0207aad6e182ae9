/** Has the bytes of TensorFlow.js's separate operations; a row stays in the first-level cache. */
import { sumOf, sumRow } from './sums';

function squaresOf(x: usize, width: i32, mean: f32): f32 {
  const means = f32x4.splat(mean);
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  let j = 0;
  for (; j + 16 <= width; j += 16) {
    const x0 = f32x4.sub(v128.load(x), means);
    const x1 = f32x4.sub(v128.load(x, 16), means);
    const x2 = f32x4.sub(v128.load(x, 32), means);
    const x3 = f32x4.sub(v128.load(x, 48), means);
    a = f32x4.add(a, f32x4.mul(x0, x0));
    b = f32x4.add(b, f32x4.mul(x1, x1));
    c = f32x4.add(c, f32x4.mul(x2, x2));
    d = f32x4.add(d, f32x4.mul(x3, x3));
    x += 64;
  }
  let sum = sumOf(a, b, c, d);
  for (; j < width; j++) {
    const deviation = load<f32>(x) - mean;
    sum += deviation * deviation;
    x += 4;
  }
  return sum;
}

/** Rows handled together, so that the processor overlaps their sums. */
export const BLOCK: i32 = 8;

/** Writes each row's mean and standard deviation to `statistics`. */
export function measure(x: usize, rows: i32, width: i32, share: f32, epsilon: f32, statistics: usize): void {
  for (let row = 0; row < rows; row++) {
    const mean = sumRow(x, width) * share;
    store<f32>(statistics, mean);
    store<f32>(statistics, sqrt<f32>(squaresOf(x, width, mean) * share + epsilon), 4);
    statistics += 8;
    x += (<usize>width) << 2;
  }
}

/** `share` is 1 / width; `scratch` holds two floats per row of a block. */
export function layerNorm(
  x: usize,
  gamma: usize,
  beta: usize,
  out: usize,
  rows: i32,
  width: i32,
  share: f32,
  epsilon: f32,
  scratch: usize,
): void {
  for (let row = 0; row < rows; row++) {
    const place = row % BLOCK;
    if (place === 0) measure(x, min(BLOCK, rows - row), width, share, epsilon, scratch);
    const mean = load<f32>(scratch + ((<usize>place) << 3));
    const root = load<f32>(scratch + ((<usize>place) << 3), 4);
    const means = f32x4.splat(mean);
    const roots = f32x4.splat(root);
    let j = 0;
    for (; j + 4 <= width; j += 4) {
      const at = (<usize>j) << 2;
      const factor = f32x4.div(v128.load(gamma + at), roots);
      const scaled = f32x4.mul(f32x4.sub(v128.load(x), means), factor);
      v128.store(out, f32x4.add(scaled, v128.load(beta + at)));
      x += 16;
      out += 16;
    }
    for (; j < width; j++) {
      const at = (<usize>j) << 2;
      store<f32>(out, (load<f32>(x) - mean) * (load<f32>(gamma + at) / root) + load<f32>(beta + at));
      x += 4;
      out += 4;
    }
  }
}
