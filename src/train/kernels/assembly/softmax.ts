/** The gradient of softmax over the last axis, row by row: dy y − y × the sum of dy y. */
import { sumRow } from './sums';

export function softmaxGradient(dy: usize, y: usize, out: usize, rows: i32, width: i32): void {
  const rowBytes = (<usize>width) << 2;
  const whole = (<usize>(width & ~3)) << 2;
  for (let row = 0; row < rows; row++) {
    let at: usize = 0;
    for (; at < whole; at += 16) v128.store(out + at, f32x4.mul(v128.load(dy + at), v128.load(y + at)));
    for (; at < rowBytes; at += 4) store<f32>(out + at, load<f32>(dy + at) * load<f32>(y + at));
    const sum = sumRow(out, width);
    const sums = f32x4.splat(sum);
    for (at = 0; at < whole; at += 16) {
      v128.store(out + at, f32x4.sub(v128.load(out + at), f32x4.mul(sums, v128.load(y + at))));
    }
    for (; at < rowBytes; at += 4) store<f32>(out + at, load<f32>(out + at) - sum * load<f32>(y + at));
    dy += rowBytes;
    y += rowBytes;
    out += rowBytes;
  }
}
