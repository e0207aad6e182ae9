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

/** Gradients of input, gamma and beta. `scratch` holds two rows. */
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
  const first = scratch;
  const second = scratch + rowBytes;
  const count = <f32>width;
  memory.fill(dGamma, 0, rowBytes);
  memory.fill(dBeta, 0, rowBytes);
  for (let row = 0; row < rows; row++) {
    const mean = meanOf(x, first, width, share);
    const r = <f32>1 / sqrt<f32>(sumRow(first, width) * share + epsilon);
    const cube = r * r * r * <f32>-0.5;
    const means = f32x4.splat(mean);
    const rs = f32x4.splat(r);
    const cubes = f32x4.splat(cube);
    let at: usize = 0;
    for (; at < whole; at += 16) {
      const d = v128.load(dy + at);
      const deviation = f32x4.sub(v128.load(x + at), means);
      const scaled = f32x4.mul(d, v128.load(gamma + at));
      v128.store(first + at, f32x4.neg(f32x4.mul(rs, scaled)));
      v128.store(second + at, f32x4.mul(f32x4.mul(cubes, deviation), scaled));
      v128.store(dGamma + at, f32x4.add(v128.load(dGamma + at), f32x4.mul(d, f32x4.mul(deviation, rs))));
      v128.store(dBeta + at, f32x4.add(v128.load(dBeta + at), d));
    }
    for (; at < rowBytes; at += 4) {
      const d = load<f32>(dy + at);
      const deviation = load<f32>(x + at) - mean;
      const scaled = d * load<f32>(gamma + at);
      store<f32>(first + at, -(r * scaled));
      store<f32>(second + at, cube * deviation * scaled);
      store<f32>(dGamma + at, load<f32>(dGamma + at) + d * (deviation * r));
      store<f32>(dBeta + at, load<f32>(dBeta + at) + d);
    }
    const ofMean = sumRow(first, width);
    const ofVariance = sumRow(second, width) / count;
    const ofVariances = f32x4.splat(ofVariance);
    for (at = 0; at < whole; at += 16) {
      const deviation = f32x4.sub(v128.load(x + at), means);
      v128.store(first + at, f32x4.mul(ofVariances, f32x4.add(deviation, deviation)));
    }
    for (; at < rowBytes; at += 4) {
      const deviation = load<f32>(x + at) - mean;
      store<f32>(first + at, ofVariance * (deviation + deviation));
    }
    const rest = (ofMean - sumRow(first, width)) / count;
    const rests = f32x4.splat(rest);
    for (at = 0; at < whole; at += 16) {
      const direct = f32x4.mul(f32x4.mul(v128.load(dy + at), rs), v128.load(gamma + at));
      v128.store(dx + at, f32x4.add(f32x4.add(direct, v128.load(first + at)), rests));
    }
    for (; at < rowBytes; at += 4) {
      const direct = load<f32>(dy + at) * r * load<f32>(gamma + at);
      store<f32>(dx + at, direct + load<f32>(first + at) + rest);
    }
    dy += rowBytes;
    x += rowBytes;
    dx += rowBytes;
  }
}
