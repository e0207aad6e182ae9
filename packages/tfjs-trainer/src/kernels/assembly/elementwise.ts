const LOG2_E: f32 = Mathf.LOG2E;
/** ln 2 in two parts; products of the first with an integer are exact (Cephes). */
const LN_2_HIGH: f32 = 0.693359375;
const LN_2_LOW: f32 = -2.1219444e-4;

/** Cephes expf. The power of two is applied in two halves, so that overflow gives infinity and underflow subnormals. */
function exp4(x: v128): v128 {
  const bounded = f32x4.max(f32x4.min(x, f32x4.splat(90)), f32x4.splat(-105));
  const n = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(LOG2_E)));
  const r = f32x4.sub(
    f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(LN_2_HIGH))),
    f32x4.mul(n, f32x4.splat(LN_2_LOW)),
  );
  let p = f32x4.splat(1.98756915e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), f32x4.splat(1));
  const whole = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(whole, 1);
  const rest = i32x4.sub(whole, half);
  const bias = i32x4.splat(127);
  p = f32x4.mul(p, i32x4.shl(i32x4.add(half, bias), 23));
  return f32x4.mul(p, i32x4.shl(i32x4.add(rest, bias), 23));
}

/** Eigen's rational approximation; beyond ±7.998 a float tanh is ±1. */
function tanh4(x: v128): v128 {
  const bounded = f32x4.max(f32x4.min(x, f32x4.splat(7.998811721801758)), f32x4.splat(-7.998811721801758));
  const s = f32x4.mul(bounded, bounded);
  let p = f32x4.splat(-2.76076847742355e-16);
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(2.00018790482477e-13));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(-8.60467152213735e-11));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(5.12229709037114e-8));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(1.48572235717979e-5));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(6.37261928875436e-4));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(4.89352455891786e-3));
  let q = f32x4.splat(1.19825839466702e-6);
  q = f32x4.add(f32x4.mul(q, s), f32x4.splat(1.18534705686654e-4));
  q = f32x4.add(f32x4.mul(q, s), f32x4.splat(2.268434632439e-3));
  q = f32x4.add(f32x4.mul(q, s), f32x4.splat(4.89352518554385e-3));
  return f32x4.div(f32x4.mul(bounded, p), q);
}

/** Abramowitz and Stegun 7.1.26, which the other backends use. */
function erf4(x: v128): v128 {
  const magnitude = f32x4.abs(x);
  const one = f32x4.splat(1);
  const t = f32x4.div(one, f32x4.add(one, f32x4.mul(f32x4.splat(0.3275911), magnitude)));
  let p = f32x4.splat(1.061405429);
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-1.453152027));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(1.421413741));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-0.284496736));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(0.254829592));
  const decay = exp4(f32x4.neg(f32x4.mul(magnitude, magnitude)));
  const y = f32x4.sub(one, f32x4.mul(f32x4.mul(p, t), decay));
  const sign = v128.and(x, i32x4.splat(0x80000000));
  return v128.or(v128.and(y, i32x4.splat(0x7fffffff)), sign);
}

class Exp {}
class Tanh {}
class Erf {}
class Rsqrt {}

function four<Operation>(x: v128): v128 {
  if (idof<Operation>() === idof<Exp>()) return exp4(x);
  if (idof<Operation>() === idof<Tanh>()) return tanh4(x);
  if (idof<Operation>() === idof<Erf>()) return erf4(x);
  return f32x4.div(f32x4.splat(1), f32x4.sqrt(x));
}

function map<Operation>(x: usize, out: usize, size: i32): void {
  const end = out + ((<usize>size) << 2);
  const whole = out + ((<usize>(size & ~3)) << 2);
  for (; out < whole; out += 16) {
    v128.store(out, four<Operation>(v128.load(x)));
    x += 16;
  }
  for (; out < end; out += 4) {
    store<f32>(out, f32x4.extract_lane(four<Operation>(v128.load32_splat(x)), 0));
    x += 4;
  }
}

export function exp(x: usize, out: usize, size: i32): void {
  map<Exp>(x, out, size);
}

export function tanh(x: usize, out: usize, size: i32): void {
  map<Tanh>(x, out, size);
}

export function erf(x: usize, out: usize, size: i32): void {
  map<Erf>(x, out, size);
}

export function rsqrt(x: usize, out: usize, size: i32): void {
  map<Rsqrt>(x, out, size);
}

/** Pseudo-minimum and -maximum keep NaN in one instruction, not seven, but bounds of zero need extra work for signs. */
export function clip(x: usize, out: usize, size: i32, low: f32, high: f32): void {
  const nothing: f32 = reinterpret<i32>(low) === 0 ? 0 : -0.0;
  const lows = f32x4.splat(low);
  const highs = f32x4.splat(high);
  const nothings = f32x4.splat(nothing);
  const start = out;
  const end = out + ((<usize>size) << 2);
  const whole = out + ((<usize>(size & ~3)) << 2);
  for (; out < whole; out += 16) {
    v128.store(out, f32x4.pmin(f32x4.add(f32x4.pmax(v128.load(x), lows), nothings), highs));
    x += 16;
  }
  for (; out < end; out += 4) {
    const value = load<f32>(x);
    const raised = (value < low ? low : value) + nothing;
    store<f32>(out, high < raised ? high : raised);
    x += 4;
  }
  if (reinterpret<u32>(high) === 0x80000000)
    for (let at = start; at < end; at += 4) store<f32>(at, min<f32>(load<f32>(at), high));
}

/** dy where low ≤ x ≤ high, else 0. */
export function clipGradient(dy: usize, x: usize, out: usize, size: i32, low: f32, high: f32): void {
  const end = out + ((<usize>size) << 2);
  const whole = out + ((<usize>(size & ~3)) << 2);
  for (; out < whole; out += 16) {
    const value = v128.load(x);
    const isInside = v128.and(f32x4.ge(value, f32x4.splat(low)), f32x4.le(value, f32x4.splat(high)));
    v128.store(out, v128.and(v128.load(dy), isInside));
    dy += 16;
    x += 16;
  }
  for (; out < end; out += 4) {
    const value = load<f32>(x);
    store<f32>(out, value >= low && value <= high ? load<f32>(dy) : 0);
    dy += 4;
    x += 4;
  }
}

/** dy × 1 where x > 0, × 0 where x ≤ 0, × NaN where x is NaN. */
export function reluGradient(dy: usize, x: usize, out: usize, size: i32): void {
  const end = out + ((<usize>size) << 2);
  const whole = out + ((<usize>(size & ~3)) << 2);
  for (; out < whole; out += 16) {
    const value = v128.load(x);
    const slope = v128.and(f32x4.gt(value, f32x4.splat(0)), f32x4.splat(1));
    const known = f32x4.eq(value, value);
    v128.store(out, f32x4.mul(v128.load(dy), v128.bitselect(slope, value, known)));
    dy += 16;
    x += 16;
  }
  for (; out < end; out += 4) {
    const value = load<f32>(x);
    const slope: f32 = value > 0 ? 1 : max<f32>(value, 0);
    store<f32>(out, load<f32>(dy) * slope);
    dy += 4;
    x += 4;
  }
}

/** A condition takes one byte, other elements four. */
export function select(condition: usize, whenTrue: usize, whenFalse: usize, out: usize, size: i32): void {
  let i = 0;
  for (; i + 4 <= size; i += 4) {
    const at = (<usize>i) << 2;
    const bytes = i32x4.splat(load<i32>(condition + <usize>i));
    const mask = i32x4.ne(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes)), i32x4.splat(0));
    v128.store(out + at, v128.bitselect(v128.load(whenTrue + at), v128.load(whenFalse + at), mask));
  }
  for (; i < size; i++) {
    const at = (<usize>i) << 2;
    store<u32>(
      out + at,
      load<u8>(condition + <usize>i) ? load<u32>(whenTrue + at) : load<u32>(whenFalse + at),
    );
  }
}
