/** Sums over one axis. Partial sums are always added in the same order. */

/** out[o, :] = scale × the sum over r of x[o, r, :]; sixteen columns at a time stay in registers. */
export function sumRows(x: usize, out: usize, outer: i32, rows: i32, width: i32, scale: f32): void {
  const rowBytes = (<usize>width) << 2;
  const scales = f32x4.splat(scale);
  for (let o = 0; o < outer; o++) {
    let j = 0;
    for (; j + 16 <= width; j += 16) {
      let at = x + ((<usize>j) << 2);
      let a = f32x4.splat(0);
      let b = a;
      let c = a;
      let d = a;
      for (let r = 0; r < rows; r++) {
        a = f32x4.add(a, v128.load(at));
        b = f32x4.add(b, v128.load(at, 16));
        c = f32x4.add(c, v128.load(at, 32));
        d = f32x4.add(d, v128.load(at, 48));
        at += rowBytes;
      }
      v128.store(out, f32x4.mul(a, scales));
      v128.store(out, f32x4.mul(b, scales), 16);
      v128.store(out, f32x4.mul(c, scales), 32);
      v128.store(out, f32x4.mul(d, scales), 48);
      out += 64;
    }
    for (; j < width; j++) {
      let at = x + ((<usize>j) << 2);
      let sum: f32 = 0;
      for (let r = 0; r < rows; r++) {
        sum += load<f32>(at);
        at += rowBytes;
      }
      store<f32>(out, sum * scale);
      out += 4;
    }
    x += <usize>rows * rowBytes;
  }
}

/** The sum of four times four partial sums. */
export function sumOf(a: v128, b: v128, c: v128, d: v128): f32 {
  const sums = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
  return (
    f32x4.extract_lane(sums, 0) +
    f32x4.extract_lane(sums, 1) +
    (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3))
  );
}

/** The sum of a row, in four times four partial sums. */
export function sumRow(x: usize, width: i32): f32 {
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  let j = 0;
  for (; j + 16 <= width; j += 16) {
    a = f32x4.add(a, v128.load(x));
    b = f32x4.add(b, v128.load(x, 16));
    c = f32x4.add(c, v128.load(x, 32));
    d = f32x4.add(d, v128.load(x, 48));
    x += 64;
  }
  let sum = sumOf(a, b, c, d);
  for (; j < width; j++) {
    sum += load<f32>(x);
    x += 4;
  }
  return sum;
}

/** out[o] = scale × the sum over x[o, :]. */
export function sumLast(x: usize, out: usize, outer: i32, width: i32, scale: f32): void {
  for (let o = 0; o < outer; o++) {
    store<f32>(out, sumRow(x, width) * scale);
    x += (<usize>width) << 2;
    out += 4;
  }
}
