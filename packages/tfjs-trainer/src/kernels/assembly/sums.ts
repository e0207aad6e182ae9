/** Sums in a fixed order; sums of blocks are added as doubles, to keep digits. */

const BLOCK_ROWS = 256;
const BLOCK_ELEMENTS = 16 * BLOCK_ROWS;

function plusLow(sums: v128, floats: v128): v128 {
  return f64x2.add(sums, f64x2.promote_low_f32x4(floats));
}

function plusHigh(sums: v128, floats: v128): v128 {
  return plusLow(sums, v128.shuffle<u64>(floats, floats, 1, 1));
}

function storeScaled(out: usize, low: v128, high: v128, scale: f32): void {
  const scales = f64x2.splat(<f64>scale);
  const first = f32x4.demote_f64x2_zero(f64x2.mul(low, scales));
  const second = f32x4.demote_f64x2_zero(f64x2.mul(high, scales));
  v128.store(out, v128.shuffle<u64>(first, second, 0, 2));
}

/** Sums sixteen columns over several blocks. */
function sumBlocks(x: usize, out: usize, rows: i32, rowBytes: usize, scale: f32): void {
  let a0 = f64x2.splat(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let c0 = a0;
  let c1 = a0;
  let d0 = a0;
  let d1 = a0;
  for (let start = 0; start < rows; start += BLOCK_ROWS) {
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (let r = min(rows - start, BLOCK_ROWS); r > 0; r--) {
      a = f32x4.add(a, v128.load(x));
      b = f32x4.add(b, v128.load(x, 16));
      c = f32x4.add(c, v128.load(x, 32));
      d = f32x4.add(d, v128.load(x, 48));
      x += rowBytes;
    }
    a0 = plusLow(a0, a);
    a1 = plusHigh(a1, a);
    b0 = plusLow(b0, b);
    b1 = plusHigh(b1, b);
    c0 = plusLow(c0, c);
    c1 = plusHigh(c1, c);
    d0 = plusLow(d0, d);
    d1 = plusHigh(d1, d);
  }
  storeScaled(out, a0, a1, scale);
  storeScaled(out + 16, b0, b1, scale);
  storeScaled(out + 32, c0, c1, scale);
  storeScaled(out + 48, d0, d1, scale);
}

/** out[o, :] = scale × Σ over r of x[o, r, :]. */
export function sumRows(x: usize, out: usize, outer: i32, rows: i32, width: i32, scale: f32): void {
  const rowBytes = (<usize>width) << 2;
  const scales = f32x4.splat(scale);
  for (let o = 0; o < outer; o++) {
    let j = 0;
    for (; j + 16 <= width; j += 16) {
      let at = x + ((<usize>j) << 2);
      if (rows > BLOCK_ROWS) {
        sumBlocks(at, out, rows, rowBytes, scale);
        out += 64;
        continue;
      }
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
      let blocks: f64 = 0;
      for (let start = 0; start < rows; start += BLOCK_ROWS) {
        if (start > 0) blocks += <f64>sum;
        sum = 0;
        for (let r = min(rows - start, BLOCK_ROWS); r > 0; r--) {
          sum += load<f32>(at);
          at += rowBytes;
        }
      }
      store<f32>(out, rows > BLOCK_ROWS ? <f32>((blocks + <f64>sum) * <f64>scale) : sum * scale);
      out += 4;
    }
    x += <usize>rows * rowBytes;
  }
}

export function sumOf(a: v128, b: v128, c: v128, d: v128): f32 {
  const sums = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
  return (
    f32x4.extract_lane(sums, 0) +
    f32x4.extract_lane(sums, 1) +
    (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3))
  );
}

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

/** out[o] = scale × Σ x[o, :]. */
export function sumLast(x: usize, out: usize, outer: i32, width: i32, scale: f32): void {
  for (let o = 0; o < outer; o++) {
    if (width <= BLOCK_ELEMENTS) store<f32>(out, sumRow(x, width) * scale);
    else {
      let blocks: f64 = 0;
      for (let start = 0; start < width; start += BLOCK_ELEMENTS)
        blocks += <f64>sumRow(x + ((<usize>start) << 2), min(width - start, BLOCK_ELEMENTS));
      store<f32>(out, <f32>(blocks * <f64>scale));
    }
    x += (<usize>width) << 2;
    out += 4;
  }
}
