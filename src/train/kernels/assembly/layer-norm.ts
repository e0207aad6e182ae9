/**
 * Layer normalisation over the last axis, and its gradient. Every element goes through the arithmetic of the separate operations of
 * TensorFlow.js, in their order, and its sums are those of `sumRow`: four times four partial sums, and what is left of the row one by one. So
 * it has their bytes; but a row stays in the first-level cache from its mean to its gradient, and its terms in registers.
 */
import { sumOf, sumRow } from './sums';

/** The sum of the squares of a row's deviations. */
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

/** `share` is 1 / width, as a mean multiplies by it. */
export function layerNorm(
  x: usize,
  gamma: usize,
  beta: usize,
  out: usize,
  rows: i32,
  width: i32,
  share: f32,
  epsilon: f32,
): void {
  for (let row = 0; row < rows; row++) {
    const mean = sumRow(x, width) * share;
    const root = sqrt<f32>(squaresOf(x, width, mean) * share + epsilon);
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

/** Terms of one row: of its gradient, and of the sums over the row and over all rows. */
export function layerNormGradient(
  dy: usize,
  x: usize,
  gamma: usize,
  dx: usize,
  dGamma: usize,
  dBeta: usize,
  rows: i32,
  width: i32,
  share: f32,
  epsilon: f32,
): void {
  const rowBytes = (<usize>width) << 2;
  const whole = (<usize>(width & ~15)) << 2;
  const count = <f32>width;
  memory.fill(dGamma, 0, rowBytes);
  memory.fill(dBeta, 0, rowBytes);
  for (let row = 0; row < rows; row++) {
    const mean = sumRow(x, width) * share;
    const r = <f32>1 / sqrt<f32>(squaresOf(x, width, mean) * share + epsilon);
    const cube = r * r * r * <f32>-0.5;
    const means = f32x4.splat(mean);
    const rs = f32x4.splat(r);
    const cubes = f32x4.splat(cube);
    // Through the mean, and through the variance.
    let m0 = f32x4.splat(0);
    let m1 = m0;
    let m2 = m0;
    let m3 = m0;
    let v0 = m0;
    let v1 = m0;
    let v2 = m0;
    let v3 = m0;
    let at: usize = 0;
    for (; at < whole; at += 64) {
      for (let q: usize = at; q < at + 64; q += 16) {
        const d = v128.load(dy + q);
        const weight = v128.load(gamma + q);
        const deviation = f32x4.sub(v128.load(x + q), means);
        const scaled = f32x4.mul(d, weight);
        const ofMean = f32x4.neg(f32x4.mul(rs, scaled));
        const ofVariance = f32x4.mul(f32x4.mul(cubes, deviation), scaled);
        v128.store(dx + q, f32x4.mul(f32x4.mul(d, rs), weight));
        const ofGamma = f32x4.mul(d, f32x4.mul(deviation, rs));
        v128.store(dGamma + q, f32x4.add(v128.load(dGamma + q), ofGamma));
        v128.store(dBeta + q, f32x4.add(v128.load(dBeta + q), d));
        // The partial sums take turns.
        const m = f32x4.add(m0, ofMean);
        m0 = m1;
        m1 = m2;
        m2 = m3;
        m3 = m;
        const v = f32x4.add(v0, ofVariance);
        v0 = v1;
        v1 = v2;
        v2 = v3;
        v3 = v;
      }
    }
    let sumOfMean = sumOf(m0, m1, m2, m3);
    let ofVariance = sumOf(v0, v1, v2, v3);
    for (; at < rowBytes; at += 4) {
      const d = load<f32>(dy + at);
      const weight = load<f32>(gamma + at);
      const deviation = load<f32>(x + at) - mean;
      const scaled = d * weight;
      sumOfMean += -(r * scaled);
      ofVariance += cube * deviation * scaled;
      store<f32>(dx + at, d * r * weight);
      store<f32>(dGamma + at, load<f32>(dGamma + at) + d * (deviation * r));
      store<f32>(dBeta + at, load<f32>(dBeta + at) + d);
    }
    const perElement = ofVariance / count;
    const throughMean = (sumOfMean - addVariance(x, dx, width, mean, perElement)) / count;
    const ofMeans = f32x4.splat(throughMean);
    for (at = 0; at < whole; at += 16) v128.store(dx + at, f32x4.add(v128.load(dx + at), ofMeans));
    for (; at < rowBytes; at += 4) store<f32>(dx + at, load<f32>(dx + at) + throughMean);
    dy += rowBytes;
    x += rowBytes;
    dx += rowBytes;
  }
}

/** Adds to dx what goes through the variance; its sum. */
function addVariance(x: usize, dx: usize, width: i32, mean: f32, perElement: f32): f32 {
  const means = f32x4.splat(mean);
  const perElements = f32x4.splat(perElement);
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
    const t0 = f32x4.mul(perElements, f32x4.add(x0, x0));
    const t1 = f32x4.mul(perElements, f32x4.add(x1, x1));
    const t2 = f32x4.mul(perElements, f32x4.add(x2, x2));
    const t3 = f32x4.mul(perElements, f32x4.add(x3, x3));
    v128.store(dx, f32x4.add(v128.load(dx), t0));
    v128.store(dx, f32x4.add(v128.load(dx, 16), t1), 16);
    v128.store(dx, f32x4.add(v128.load(dx, 32), t2), 32);
    v128.store(dx, f32x4.add(v128.load(dx, 48), t3), 48);
    a = f32x4.add(a, t0);
    b = f32x4.add(b, t1);
    c = f32x4.add(c, t2);
    d = f32x4.add(d, t3);
    x += 64;
    dx += 64;
  }
  let sum = sumOf(a, b, c, d);
  for (; j < width; j++) {
    const deviation = load<f32>(x) - mean;
    const term = perElement * (deviation + deviation);
    store<f32>(dx, load<f32>(dx) + term);
    sum += term;
    x += 4;
    dx += 4;
  }
  return sum;
}
