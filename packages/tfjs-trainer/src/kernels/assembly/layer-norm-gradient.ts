import { BLOCK, measure } from './layer-norm';
import { sumOf } from './sums';

/** Gradients of input, gamma and beta; `scratch` holds four floats per row of a block. */
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
  const count = <f32>width;
  memory.fill(dGamma, 0, rowBytes);
  memory.fill(dBeta, 0, rowBytes);
  const sums = scratch + <usize>BLOCK * 8;
  for (let first = 0; first < rows; first += BLOCK) {
    const block = min(BLOCK, rows - first);
    measure(x, block, width, share, epsilon, scratch);
    for (let row = 0; row < block; row++) {
      const at = <usize>row * rowBytes;
      const statistics = scratch + ((<usize>row) << 3);
      const mean = load<f32>(statistics);
      const r = <f32>1 / load<f32>(statistics, 4);
      direct(dy + at, x + at, gamma, dx + at, dGamma, dBeta, width, mean, r, sums + ((<usize>row) << 3));
    }
    for (let row = 0; row < block; row++) {
      const at = <usize>row * rowBytes;
      const mean = load<f32>(scratch + ((<usize>row) << 3));
      const sum = sums + ((<usize>row) << 3);
      const perElement = load<f32>(sum, 4) / count;
      store<f32>(sum, (load<f32>(sum) - addVariance(x + at, dx + at, width, mean, perElement)) / count);
    }
    for (let row = 0; row < block; row++)
      addToRow(dx + <usize>row * rowBytes, load<f32>(sums + ((<usize>row) << 3)), width);
    const bytes = <usize>block * rowBytes;
    dy += bytes;
    x += bytes;
    dx += bytes;
  }
}

function addToRow(dx: usize, term: f32, width: i32): void {
  const terms = f32x4.splat(term);
  let j = 0;
  for (; j + 4 <= width; j += 4) {
    v128.store(dx, f32x4.add(v128.load(dx), terms));
    dx += 16;
  }
  for (; j < width; j++) {
    store<f32>(dx, load<f32>(dx) + term);
    dx += 4;
  }
}

/** Computes the direct part, gamma and beta; `sums` gets the terms of mean and variance. */
function direct(
  dy: usize,
  x: usize,
  gamma: usize,
  dx: usize,
  dGamma: usize,
  dBeta: usize,
  width: i32,
  mean: f32,
  r: f32,
  sums: usize,
): void {
  const rowBytes = (<usize>width) << 2;
  const whole = (<usize>(width & ~15)) << 2;
  const cube = r * r * r * <f32>-0.5;
  const means = f32x4.splat(mean);
  const rs = f32x4.splat(r);
  const cubes = f32x4.splat(cube);
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
      // Consecutive terms go to different partial sums.
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
  let sumOfVariance = sumOf(v0, v1, v2, v3);
  for (; at < rowBytes; at += 4) {
    const d = load<f32>(dy + at);
    const weight = load<f32>(gamma + at);
    const deviation = load<f32>(x + at) - mean;
    const scaled = d * weight;
    sumOfMean += -(r * scaled);
    sumOfVariance += cube * deviation * scaled;
    store<f32>(dx + at, d * r * weight);
    store<f32>(dGamma + at, load<f32>(dGamma + at) + d * (deviation * r));
    store<f32>(dBeta + at, load<f32>(dBeta + at) + d);
  }
  store<f32>(sums, sumOfMean);
  store<f32>(sums, sumOfVariance, 4);
}

/** Adds the part through the variance to dx and returns its sum. */
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
