/** Rounds once in products.wasm (relaxed SIMD), twice in kernels.wasm. */
function addProduct(sum: v128, x: v128, y: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(x, y, sum);
  return f32x4.add(sum, f32x4.mul(x, y));
}

/** x² − square: 0 if x² is rounded first. */
export function fusedDifference(x: f32, square: f32): f32 {
  return f32x4.extract_lane(addProduct(f32x4.splat(-square), f32x4.splat(x), f32x4.splat(x)), 0);
}

/** Types, since a variable step costs a fifth of the speed. */
class Packed {}
class Plain {}

/** Only stores its sums, next to each other, so that V8 joins them into wide registers. */
function tile8<Rows>(
  panel: usize,
  end: usize,
  row0: usize,
  row1: usize,
  row2: usize,
  row3: usize,
  out: usize,
  outRow: usize,
): void {
  const step: usize = idof<Rows>() === idof<Packed>() ? 16 : 4;
  let s00 = f32x4.splat(0);
  let s01 = f32x4.splat(0);
  let s10 = f32x4.splat(0);
  let s11 = f32x4.splat(0);
  let s20 = f32x4.splat(0);
  let s21 = f32x4.splat(0);
  let s30 = f32x4.splat(0);
  let s31 = f32x4.splat(0);
  for (; panel < end; panel += 32) {
    const b0 = v128.load(panel);
    const b1 = v128.load(panel, 16);
    const x0 = v128.load32_splat(row0);
    s00 = addProduct(s00, x0, b0);
    s01 = addProduct(s01, x0, b1);
    const x1 = v128.load32_splat(row1);
    s10 = addProduct(s10, x1, b0);
    s11 = addProduct(s11, x1, b1);
    const x2 = v128.load32_splat(row2);
    s20 = addProduct(s20, x2, b0);
    s21 = addProduct(s21, x2, b1);
    const x3 = v128.load32_splat(row3);
    s30 = addProduct(s30, x3, b0);
    s31 = addProduct(s31, x3, b1);
    row0 += step;
    row1 += step;
    row2 += step;
    row3 += step;
  }
  v128.store(out, s00);
  v128.store(out, s01, 16);
  out += outRow;
  v128.store(out, s10);
  v128.store(out, s11, 16);
  out += outRow;
  v128.store(out, s20);
  v128.store(out, s21, 16);
  out += outRow;
  v128.store(out, s30);
  v128.store(out, s31, 16);
}

export function tileOfPacked(panel: usize, end: usize, a: usize, out: usize, outRow: usize): void {
  tile8<Packed>(panel, end, a, a + 4, a + 8, a + 12, out, outRow);
}

/** Computes copies of the first row for missing rows, and drops them. */
export function tileOfRows(
  panel: usize,
  end: usize,
  a: usize,
  aRow: usize,
  height: i32,
  out: usize,
  outRow: usize,
): void {
  const row1 = height > 1 ? a + aRow : a;
  const row2 = height > 2 ? row1 + aRow : a;
  const row3 = height > 3 ? row2 + aRow : a;
  tile8<Plain>(panel, end, a, row1, row2, row3, out, outRow);
}

export function tile16(panel: usize, end: usize, a: usize, out: usize, outRow: usize): void {
  let s00 = f32x4.splat(0);
  let s01 = f32x4.splat(0);
  let s02 = f32x4.splat(0);
  let s03 = f32x4.splat(0);
  let s10 = f32x4.splat(0);
  let s11 = f32x4.splat(0);
  let s12 = f32x4.splat(0);
  let s13 = f32x4.splat(0);
  let s20 = f32x4.splat(0);
  let s21 = f32x4.splat(0);
  let s22 = f32x4.splat(0);
  let s23 = f32x4.splat(0);
  let s30 = f32x4.splat(0);
  let s31 = f32x4.splat(0);
  let s32 = f32x4.splat(0);
  let s33 = f32x4.splat(0);
  for (; panel < end; panel += 64) {
    const b0 = v128.load(panel);
    const b1 = v128.load(panel, 16);
    const b2 = v128.load(panel, 32);
    const b3 = v128.load(panel, 48);
    const x0 = v128.load32_splat(a);
    s00 = addProduct(s00, x0, b0);
    s01 = addProduct(s01, x0, b1);
    s02 = addProduct(s02, x0, b2);
    s03 = addProduct(s03, x0, b3);
    const x1 = v128.load32_splat(a, 4);
    s10 = addProduct(s10, x1, b0);
    s11 = addProduct(s11, x1, b1);
    s12 = addProduct(s12, x1, b2);
    s13 = addProduct(s13, x1, b3);
    const x2 = v128.load32_splat(a, 8);
    s20 = addProduct(s20, x2, b0);
    s21 = addProduct(s21, x2, b1);
    s22 = addProduct(s22, x2, b2);
    s23 = addProduct(s23, x2, b3);
    const x3 = v128.load32_splat(a, 12);
    s30 = addProduct(s30, x3, b0);
    s31 = addProduct(s31, x3, b1);
    s32 = addProduct(s32, x3, b2);
    s33 = addProduct(s33, x3, b3);
    a += 16;
  }
  v128.store(out, s00);
  v128.store(out, s01, 16);
  v128.store(out, s02, 32);
  v128.store(out, s03, 48);
  out += outRow;
  v128.store(out, s10);
  v128.store(out, s11, 16);
  v128.store(out, s12, 32);
  v128.store(out, s13, 48);
  out += outRow;
  v128.store(out, s20);
  v128.store(out, s21, 16);
  v128.store(out, s22, 32);
  v128.store(out, s23, 48);
  out += outRow;
  v128.store(out, s30);
  v128.store(out, s31, 16);
  v128.store(out, s32, 32);
  v128.store(out, s33, 48);
}

/** Copies the valid part to C; `step` is the tile's width in bytes. */
export function finish(
  tile: usize,
  step: usize,
  c: usize,
  cRow: usize,
  height: i32,
  columns: i32,
  accumulate: bool,
): void {
  for (let i = 0; i < height; i++) {
    let j = 0;
    for (; j + 4 <= columns; j += 4) {
      const at = (<usize>j) << 2;
      const sum = v128.load(tile + at);
      v128.store(c + at, accumulate ? f32x4.add(sum, v128.load(c + at)) : sum);
    }
    for (; j < columns; j++) {
      const at = (<usize>j) << 2;
      const sum = load<f32>(tile + at);
      store<f32>(c + at, accumulate ? sum + load<f32>(c + at) : sum);
    }
    tile += step;
    c += cRow;
  }
}
