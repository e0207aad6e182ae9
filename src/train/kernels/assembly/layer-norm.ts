/**
 * Layer normalisation over the last axis, and its gradient. Every element goes through the arithmetic of the separate operations of
 * TensorFlow.js, in their order, and so has their bytes; but a row stays in the first-level cache from its mean to its gradient.
 */
import { sumRow } from './sums';

/** The mean of a row; its deviations' squares go to `squares`. */
function meanOf(x: usize, squares: usize, width: i32, share: f32): f32 {
  const mean = sumRow(x, width) * share;
  const means = f32x4.splat(mean);
  const end = squares + ((<usize>width) << 2);
  const whole = squares + ((<usize>(width & ~3)) << 2);
  for (; squares < whole; squares += 16) {
    const deviation = f32x4.sub(v128.load(x), means);
    v128.store(squares, f32x4.mul(deviation, deviation));
    x += 16;
  }
  for (; squares < end; squares += 4) {
    const deviation = load<f32>(x) - mean;
    store<f32>(squares, deviation * deviation);
    x += 4;
  }
  return mean;
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
    const mean = meanOf(x, out, width, share);
    const root = sqrt<f32>(sumRow(out, width) * share + epsilon);
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

/** Gradients of the input, of gamma and of beta. The input's is the sum of three: directly, through its variance, and through its mean. `scratch` holds two rows. */
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
  scratch: usize,
): void {
  const rowBytes = (<usize>width) << 2;
  const whole = (<usize>(width & ~3)) << 2;
  const count = <f32>width;
  const throughVariance = scratch + rowBytes;
  memory.fill(dGamma, 0, rowBytes);
  memory.fill(dBeta, 0, rowBytes);
  for (let row = 0; row < rows; row++) {
    const mean = meanOf(x, scratch, width, share);
    const r = <f32>1 / sqrt<f32>(sumRow(scratch, width) * share + epsilon);
    const cube = r * r * r * <f32>-0.5;
    const means = f32x4.splat(mean);
    const rs = f32x4.splat(r);
    const cubes = f32x4.splat(cube);
    let at: usize = 0;
    for (; at < whole; at += 16) {
      const d = v128.load(dy + at);
      const weight = v128.load(gamma + at);
      const deviation = f32x4.sub(v128.load(x + at), means);
      const scaled = f32x4.mul(d, weight);
      v128.store(dx + at, f32x4.mul(f32x4.mul(d, rs), weight));
      v128.store(scratch + at, f32x4.neg(f32x4.mul(rs, scaled)));
      v128.store(throughVariance + at, f32x4.mul(f32x4.mul(cubes, deviation), scaled));
      const ofGamma = f32x4.mul(d, f32x4.mul(deviation, rs));
      v128.store(dGamma + at, f32x4.add(v128.load(dGamma + at), ofGamma));
      v128.store(dBeta + at, f32x4.add(v128.load(dBeta + at), d));
    }
    for (; at < rowBytes; at += 4) {
      const d = load<f32>(dy + at);
      const weight = load<f32>(gamma + at);
      const deviation = load<f32>(x + at) - mean;
      const scaled = d * weight;
      store<f32>(dx + at, d * r * weight);
      store<f32>(scratch + at, -(r * scaled));
      store<f32>(throughVariance + at, cube * deviation * scaled);
      store<f32>(dGamma + at, load<f32>(dGamma + at) + d * (deviation * r));
      store<f32>(dBeta + at, load<f32>(dBeta + at) + d);
    }
    const ofVariance = sumRow(throughVariance, width) / count;
    const ofVariances = f32x4.splat(ofVariance);
    for (at = 0; at < whole; at += 16) {
      const deviation = f32x4.sub(v128.load(x + at), means);
      v128.store(throughVariance + at, f32x4.mul(ofVariances, f32x4.add(deviation, deviation)));
    }
    for (; at < rowBytes; at += 4) {
      const deviation = load<f32>(x + at) - mean;
      store<f32>(throughVariance + at, ofVariance * (deviation + deviation));
    }
    const ofMean = (sumRow(scratch, width) - sumRow(throughVariance, width)) / count;
    const ofMeans = f32x4.splat(ofMean);
    for (at = 0; at < whole; at += 16) {
      const sum = f32x4.add(v128.load(dx + at), v128.load(throughVariance + at));
      v128.store(dx + at, f32x4.add(sum, ofMeans));
    }
    for (; at < rowBytes; at += 4) {
      store<f32>(dx + at, load<f32>(dx + at) + load<f32>(throughVariance + at) + ofMean);
    }
    dy += rowBytes;
    x += rowBytes;
    dx += rowBytes;
  }
}
