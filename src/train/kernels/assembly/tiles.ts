/** What a matrix product is made of: packed panels and rows, and the tiles that they give. */

/** sum + x y: rounded once in the file that is compiled with relaxed SIMD, twice in the other. */
function addProduct(sum: v128, x: v128, y: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(x, y, sum);
  return f32x4.add(sum, f32x4.mul(x, y));
}

/** x² − square, of which nothing is left where the square is rounded first. */
export function fusedDifference(x: f32, square: f32): f32 {
  return f32x4.extract_lane(addProduct(f32x4.splat(-square), f32x4.splat(x), f32x4.splat(x)), 0);
}

/** Transposes a block of four by four, of which each line is contiguous. Steps in bytes from one line to the next. */
function transposeBlock(source: usize, step: usize, target: usize, targetStep: usize): void {
  const c0 = v128.load(source);
  const c1 = v128.load(source + step);
  const c2 = v128.load(source + step * 2);
  const c3 = v128.load(source + step * 3);
  const low01 = v128.shuffle<f32>(c0, c1, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(c0, c1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(c2, c3, 0, 4, 1, 5);
  const high23 = v128.shuffle<f32>(c2, c3, 2, 6, 3, 7);
  v128.store(target, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  v128.store(target + targetStep, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
  v128.store(target + targetStep * 2, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
  v128.store(target + targetStep * 3, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
}

/** Copies `rows` rows of up to eight columns of B; missing columns become zeros. `step` is the width of the panel in bytes. */
export function packColumns(
  b: usize,
  bRow: usize,
  bColumn: usize,
  columns: i32,
  rows: i32,
  panel: usize,
  step: usize,
): void {
  if (columns === 8 && bColumn === 4) {
    for (let k = 0; k < rows; k++) {
      v128.store(panel, v128.load(b));
      v128.store(panel, v128.load(b, 16), 16);
      panel += step;
      b += bRow;
    }
    return;
  }
  let first = 0;
  if (columns === 8 && bRow === 4) {
    for (; first + 4 <= rows; first += 4) {
      transposeBlock(b, bColumn, panel, step);
      transposeBlock(b + bColumn * 4, bColumn, panel + 16, step);
      panel += step * 4;
      b += 16;
    }
  }
  for (let k = first; k < rows; k++) {
    let source = b;
    for (let j = 0; j < columns; j++) {
      store<f32>(panel + ((<usize>j) << 2), load<f32>(source));
      source += bColumn;
    }
    for (let j = columns; j < 8; j++) store<f32>(panel + ((<usize>j) << 2), 0);
    panel += step;
    b += bRow;
  }
}

/** Up to four rows of A side by side: the elements of one column are neighbours, and missing ones are zeros. */
export function packRows(a: usize, aRow: usize, aColumn: usize, height: i32, rows: i32, target: usize): void {
  let p = 0;
  if (height === 4 && aRow === 4) {
    for (; p < rows; p++) {
      v128.store(target, v128.load(a));
      a += aColumn;
      target += 16;
    }
    return;
  }
  if (height === 4 && aColumn === 4) {
    for (; p + 4 <= rows; p += 4) {
      transposeBlock(a, aRow, target, 16);
      a += 16;
      target += 64;
    }
  }
  for (; p < rows; p++) {
    let source = a;
    for (let i = 0; i < height; i++) {
      store<f32>(target + ((<usize>i) << 2), load<f32>(source));
      source += aRow;
    }
    for (let i = height; i < 4; i++) store<f32>(target + ((<usize>i) << 2), 0);
    a += aColumn;
    target += 16;
  }
}

/** Where a tile reads its rows: side by side in a block, or one after the other. As types, since a step that is not a constant costs a fifth of the speed. */
class Packed {}
class Plain {}

/**
 * The product of four rows and a panel of eight columns. Whether it is the result or is to be added or cut is for the caller: stores side
 * by side, and nothing else done with the sums, are what lets the compiler join them into wide registers.
 */
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

/** Of rows that are not there, nothing is stored: the first is in their place. */
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

/** The product of four packed rows and sixteen columns. */
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

/** Brings the part of a tile that belongs to C there; `step` is the width of the tile in bytes. */
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
