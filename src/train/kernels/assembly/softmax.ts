/** The gradient of softmax over the last axis, row by row: dy y − y × the sum of dy y, which has the order of `sumRow`. */
import { sumOf } from './sums';

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
