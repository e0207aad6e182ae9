/**
 * Matrix product C = A B for all four transpose combinations: a transposed operand is the same memory with its two
 * strides swapped. Panels of columns of B and blocks of four rows of A are copied into scratch first, so that the inner
 * loop reads both in order whatever their layout.
 * The summation order is fixed whatever the width of a panel, hence the same bytes on every machine that fuses
 * multiplication and addition, and the same bytes on every machine that does not.
 */

/** Rows of B that a panel holds. */
const PANEL_ROWS: i32 = 512;
/** Columns of B whose panels are packed at a time, and floats of a packed block of A. */
const BLOCK_COLUMNS: i32 = 256;
const BLOCK_FLOATS: i32 = 32768;
const PACKED_B_BYTES: usize = <usize>(PANEL_ROWS * BLOCK_COLUMNS * 4);
const PACKED_A_BYTES: usize = <usize>(BLOCK_FLOATS * 4);

/** Panels are 8 columns wide. Where the compiler joins pairs of registers into wide ones, 16 keep them busy. */
let wide: bool = false;

export function useWidePanels(answer: bool): void {
  wide = answer;
}

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
function packColumns(
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
function packRows(a: usize, aRow: usize, aColumn: usize, height: i32, rows: i32, target: usize): void {
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

/**
 * The product of four packed rows and a panel of eight columns. Whether it is the result or is to be added or cut is for the caller: stores side
 * by side, and nothing else done with the sums, are what lets the compiler join them into wide registers.
 */
function tile8(panel: usize, end: usize, a: usize, out: usize, outRow: usize): void {
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
    const x0 = v128.load32_splat(a);
    s00 = addProduct(s00, x0, b0);
    s01 = addProduct(s01, x0, b1);
    const x1 = v128.load32_splat(a, 4);
    s10 = addProduct(s10, x1, b0);
    s11 = addProduct(s11, x1, b1);
    const x2 = v128.load32_splat(a, 8);
    s20 = addProduct(s20, x2, b0);
    s21 = addProduct(s21, x2, b1);
    const x3 = v128.load32_splat(a, 12);
    s30 = addProduct(s30, x3, b0);
    s31 = addProduct(s31, x3, b1);
    a += 16;
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

/** The same for sixteen columns. */
function tile16(panel: usize, end: usize, a: usize, out: usize, outRow: usize): void {
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
function finish(
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

/** Columns of the panel that begins where `rest` are left. */
function panelWidth(rest: i32): i32 {
  return wide && rest > 8 ? 16 : 8;
}

/** Strides in bytes. C has dense rows of n floats. */
export function gemm(
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  bColumn: usize,
  c: usize,
  m: i32,
  n: i32,
  k: i32,
  accumulateInto: bool,
  scratch: usize,
): void {
  const packedA = scratch + PACKED_B_BYTES;
  const tail = packedA + PACKED_A_BYTES;
  const cRow = (<usize>n) << 2;
  if (k === 0 && !accumulateInto) memory.fill(c, 0, <usize>m * cRow);
  for (let j0 = 0; j0 < n; j0 += BLOCK_COLUMNS) {
    const j1 = min(n, j0 + BLOCK_COLUMNS);
    for (let k0 = 0; k0 < k; k0 += PANEL_ROWS) {
      const rows = min(PANEL_ROWS, k - k0);
      const accumulate = accumulateInto || k0 > 0;
      let panel = scratch;
      for (let j = j0; j < j1; ) {
        const width = panelWidth(j1 - j);
        const step = (<usize>width) << 2;
        for (let q = 0; q < width; q += 8) {
          const source = b + <usize>k0 * bRow + <usize>(j + q) * bColumn;
          packColumns(source, bRow, bColumn, min(8, j1 - j - q), rows, panel + ((<usize>q) << 2), step);
        }
        panel += <usize>rows * step;
        j += width;
      }
      const blockRows = (BLOCK_FLOATS / rows) & ~3;
      for (let i0 = 0; i0 < m; i0 += blockRows) {
        const i1 = min(m, i0 + blockRows);
        let source = a + <usize>i0 * aRow + <usize>k0 * aColumn;
        let target = packedA;
        for (let i = i0; i < i1; i += 4) {
          packRows(source, aRow, aColumn, min(4, i1 - i), rows, target);
          source += aRow * 4;
          target += (<usize>rows) << 4;
        }
        panel = scratch;
        for (let j = j0; j < j1; ) {
          const width = panelWidth(j1 - j);
          const step = (<usize>width) << 2;
          const end = panel + <usize>rows * step;
          const columns = min(width, j1 - j);
          let cBlock = c + <usize>i0 * cRow + ((<usize>j) << 2);
          let a4 = packedA;
          for (let i = i0; i < i1; i += 4) {
            const height = min(4, i1 - i);
            const whole = columns === width && height === 4 && !accumulate;
            const out = whole ? cBlock : tail;
            const outRow = whole ? cRow : step;
            if (width === 8) tile8(panel, end, a4, out, outRow);
            else tile16(panel, end, a4, out, outRow);
            if (!whole) finish(tail, step, cBlock, cRow, height, columns, accumulate);
            a4 += (<usize>rows) << 4;
            cBlock += cRow * 4;
          }
          panel = end;
          j += width;
        }
      }
    }
  }
}

/** `batches` products; an operand with step 0 is shared by all of them. */
export function batchMatMul(
  a: usize,
  aRow: usize,
  aColumn: usize,
  aStep: usize,
  b: usize,
  bRow: usize,
  bColumn: usize,
  bStep: usize,
  c: usize,
  batches: i32,
  m: i32,
  n: i32,
  k: i32,
  scratch: usize,
): void {
  for (let batch = 0; batch < batches; batch++) {
    gemm(a, aRow, aColumn, b, bRow, bColumn, c, m, n, k, false, scratch);
    a += aStep;
    b += bStep;
    c += (<usize>m * <usize>n) << 2;
  }
}
