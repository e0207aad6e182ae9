/** Softmax over the last axis, with the arithmetic and bytes of XNNPACK. */
import { sumOf } from './sums';

const LOG2_E: f32 = 1.4426950216293335;
/** 1.5 × 2²³ + 127: adding it rounds to an integer and leaves the float exponent in the last bits. */
const MAGIC: f32 = 12583039;
/** Minus ln 2, in two parts. */
const LN_2_HIGH: f32 = -0.693145751953125;
const LN_2_LOW: f32 = -1.428606765330187e-6;
/** Lowest x for which eˣ is a normal float. */
const LOWEST: f32 = -87.33654022216797;

/** Loads a constant from memory; V8 would rebuild it in every round. */
function keep(value: f32, scratch: usize): v128 {
  store<f32>(scratch, value);
  return v128.load32_splat(scratch);
}

function largestOf(x: usize, width: i32): f32 {
  let largest: f32 = -Infinity;
  let j = 0;
  if (width >= 4) {
    let four = v128.load(x);
    for (j = 4; j + 4 <= width; j += 4) four = f32x4.pmax(four, v128.load(x + ((<usize>j) << 2)));
    four = f32x4.pmax(four, v128.shuffle<f32>(four, four, 2, 3, 0, 1));
    largest = f32x4.extract_lane(f32x4.pmax(four, v128.shuffle<f32>(four, four, 1, 0, 3, 2)), 0);
  }
  for (; j < width; j++) {
    const value = load<f32>(x + ((<usize>j) << 2));
    largest = value > largest ? value : largest;
  }
  return largest;
}

export function softmax(x: usize, out: usize, rows: i32, width: i32, scratch: usize): void {
  const rowBytes = (<usize>width) << 2;
  const whole = (<usize>(width & ~3)) << 2;
  const log2e = keep(LOG2_E, scratch);
  const magic = keep(MAGIC, scratch);
  const high = keep(LN_2_HIGH, scratch);
  const low = keep(LN_2_LOW, scratch);
  const lowest = keep(LOWEST, scratch);
  const c1 = keep(0.9999997019767761, scratch);
  const c2 = keep(0.4999915063381195, scratch);
  const c3 = keep(0.16667652130126953, scratch);
  const c4 = keep(0.04189782217144966, scratch);
  const c5 = keep(0.008289290592074394, scratch);
  for (let row = 0; row < rows; row++) {
    const largest = f32x4.splat(largestOf(x, width));
    let four = f32x4.splat(0);
    let at: usize = 0;
    for (let rest = whole; rest < rowBytes; rest += 4)
      store<f32>(scratch + (rest - whole), load<f32>(x + rest));
    for (; at < rowBytes; at += 16) {
      const isRest = at === whole;
      const value = f32x4.sub(v128.load(isRest ? scratch : x + at), largest);
      const shifted = f32x4.add(f32x4.mul(value, log2e), magic);
      const power = i32x4.shl(shifted, 23);
      const n = f32x4.sub(shifted, magic);
      const t = f32x4.add(f32x4.add(value, f32x4.mul(n, high)), f32x4.mul(n, low));
      let p = f32x4.add(f32x4.mul(c5, t), c4);
      p = f32x4.add(f32x4.mul(p, t), c3);
      p = f32x4.add(f32x4.mul(p, t), c2);
      p = f32x4.add(f32x4.mul(p, t), c1);
      p = f32x4.add(f32x4.mul(f32x4.mul(t, power), p), power);
      p = v128.andnot(p, f32x4.lt(value, lowest));
      if (isRest) {
        v128.store(scratch, p);
        break;
      }
      v128.store(out + at, p);
      four = f32x4.add(four, p);
    }
    const two = f32x4.add(four, v128.shuffle<f32>(four, four, 2, 3, 2, 3));
    let sum = f32x4.extract_lane(two, 0) + f32x4.extract_lane(two, 1);
    for (; at < rowBytes; at += 4) {
      const power = load<f32>(scratch + (at - whole));
      store<f32>(out + at, power);
      sum += power;
    }
    const share = <f32>1 / sum;
    const shares = f32x4.splat(share);
    for (at = 0; at < whole; at += 16) v128.store(out + at, f32x4.mul(v128.load(out + at), shares));
    for (; at < rowBytes; at += 4) store<f32>(out + at, load<f32>(out + at) * share);
    x += rowBytes;
    out += rowBytes;
  }
}

/** dy y − y × Σ dy y, summed in the order of `sumRow`. */
export function softmaxGradient(dy: usize, y: usize, out: usize, rows: i32, width: i32): void {
  const rowBytes = (<usize>width) << 2;
  const wide = (<usize>(width & ~15)) << 2;
  const whole = (<usize>(width & ~3)) << 2;
  for (let row = 0; row < rows; row++) {
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let at: usize = 0;
    for (; at < wide; at += 64) {
      a = f32x4.add(a, f32x4.mul(v128.load(dy + at), v128.load(y + at)));
      b = f32x4.add(b, f32x4.mul(v128.load(dy + at, 16), v128.load(y + at, 16)));
      c = f32x4.add(c, f32x4.mul(v128.load(dy + at, 32), v128.load(y + at, 32)));
      d = f32x4.add(d, f32x4.mul(v128.load(dy + at, 48), v128.load(y + at, 48)));
    }
    let sum = sumOf(a, b, c, d);
    for (; at < rowBytes; at += 4) sum += load<f32>(dy + at) * load<f32>(y + at);
    const sums = f32x4.splat(sum);
    for (at = 0; at < whole; at += 16) {
      const share = v128.load(y + at);
      v128.store(out + at, f32x4.sub(f32x4.mul(v128.load(dy + at), share), f32x4.mul(sums, share)));
    }
    for (; at < rowBytes; at += 4) {
      const share = load<f32>(y + at);
      store<f32>(out + at, load<f32>(dy + at) * share - sum * share);
    }
    dy += rowBytes;
    y += rowBytes;
    out += rowBytes;
  }
}
