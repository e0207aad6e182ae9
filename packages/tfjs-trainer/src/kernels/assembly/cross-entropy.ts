/** Categorical cross entropy around its logarithm, with the arithmetic of the separate operations. */
import { sumRow } from './sums';

/** Divides each row by its sum and clips the result. */
export function boundedShares(x: usize, out: usize, rows: i32, width: i32, low: f32, high: f32): void {
  const rowBytes = (<usize>width) << 2;
  for (let row = 0; row < rows; row++) {
    const sum = sumRow(x, width);
    for (let at: usize = 0; at < rowBytes; at += 4) {
      store<f32>(out + at, min<f32>(max<f32>(load<f32>(x + at) / sum, low), high));
    }
    x += rowBytes;
    out += rowBytes;
  }
}

/** out[row] = −Σ target × logarithm; it overwrites `logarithms`. */
export function crossEntropy(target: usize, logarithms: usize, out: usize, rows: i32, width: i32): void {
  const rowBytes = (<usize>width) << 2;
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < rowBytes; at += 4) {
      store<f32>(logarithms + at, load<f32>(target + at) * load<f32>(logarithms + at));
    }
    store<f32>(out, -sumRow(logarithms, width));
    target += rowBytes;
    logarithms += rowBytes;
    out += 4;
  }
}

/** Gradient of x: as numerator, and through the sum of its row. */
export function crossEntropyGradient(
  dy: usize,
  target: usize,
  x: usize,
  direct: usize,
  throughSum: usize,
  rows: i32,
  width: i32,
  low: f32,
  high: f32,
): void {
  const rowBytes = (<usize>width) << 2;
  for (let row = 0; row < rows; row++) {
    const sum = sumRow(x, width);
    const slope = -load<f32>(dy);
    for (let at: usize = 0; at < rowBytes; at += 4) {
      const value = load<f32>(x + at);
      const share = value / sum;
      const ofLogarithm = slope * load<f32>(target + at);
      const ofShare =
        share >= low && share <= high ? ofLogarithm / min<f32>(max<f32>(share, low), high) : <f32>0;
      store<f32>(direct + at, ofShare / sum);
      store<f32>(throughSum + at, ofShare * value);
    }
    const ofSum = -(sumRow(throughSum, width) / (sum * sum));
    for (let at: usize = 0; at < rowBytes; at += 4) store<f32>(throughSum + at, ofSum);
    dy += 4;
    target += rowBytes;
    x += rowBytes;
    direct += rowBytes;
    throughSum += rowBytes;
  }
}
