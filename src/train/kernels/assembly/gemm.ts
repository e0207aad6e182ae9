/**
 * Matrix product C = A B for all four transpose combinations: a transposed operand is the same memory with its two
 * strides swapped. Panels of eight columns of B are copied into scratch first, so that the inner loop reads it in
 * order whatever its layout; A is read one element at a time and splatted, so its strides may be anything.
 * The summation order is fixed, hence the same bytes on every machine.
 */

/** Rows of B that a panel holds: 512 × 8 floats are 16 KiB, half of a small first-level cache. */
const PANEL_ROWS: i32 = 512;
const PANEL_BYTES: usize = <usize>(PANEL_ROWS * 8 * 4);

/** Transposes a block of four by four: four columns of B, each of them contiguous, into rows of the panel. */
function packTransposed(b: usize, bColumn: usize, panel: usize): void {
  const c0 = v128.load(b);
  const c1 = v128.load(b + bColumn);
  const c2 = v128.load(b + bColumn * 2);
  const c3 = v128.load(b + bColumn * 3);
  const low01 = v128.shuffle<f32>(c0, c1, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(c0, c1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(c2, c3, 0, 4, 1, 5);
  const high23 = v128.shuffle<f32>(c2, c3, 2, 6, 3, 7);
  v128.store(panel, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  v128.store(panel, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), 32);
  v128.store(panel, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), 64);
  v128.store(panel, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), 96);
}

/** Copies rows k0 … k0+rows of the columns j … j+8 of B; columns beyond n become zeros. */
function packPanel(b: usize, bRow: usize, bColumn: usize, columns: i32, rows: i32, panel: usize): void {
  if (columns === 8 && bColumn === 4) {
    for (let k = 0; k < rows; k++) {
      v128.store(panel, v128.load(b));
      v128.store(panel, v128.load(b, 16), 16);
      panel += 32;
      b += bRow;
    }
    return;
  }
  let first = 0;
  if (columns === 8 && bRow === 4) {
    for (; first + 4 <= rows; first += 4) {
      packTransposed(b, bColumn, panel);
      packTransposed(b + bColumn * 4, bColumn, panel + 16);
      panel += 128;
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
    panel += 32;
    b += bRow;
  }
}

/** Adds the eight sums in (low, high) to `columns` elements at c, or stores them. */
function finishRow(c: usize, low: v128, high: v128, columns: i32, accumulate: bool, scratch: usize): void {
  if (columns === 8) {
    if (accumulate) {
      low = f32x4.add(low, v128.load(c));
      high = f32x4.add(high, v128.load(c, 16));
    }
    v128.store(c, low);
    v128.store(c, high, 16);
    return;
  }
  v128.store(scratch, low);
  v128.store(scratch, high, 16);
  for (let j = 0; j < columns; j++) {
    const offset = (<usize>j) << 2;
    const sum = load<f32>(scratch + offset);
    store<f32>(c + offset, accumulate ? sum + load<f32>(c + offset) : sum);
  }
}

/** Strides in bytes. `scratch` needs PANEL_BYTES + 32. C has dense rows of n floats. */
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
  const tail = scratch + PANEL_BYTES;
  const cRow = (<usize>n) << 2;
  if (k === 0 && !accumulateInto) memory.fill(c, 0, <usize>m * cRow);
  for (let k0 = 0; k0 < k; k0 += PANEL_ROWS) {
    const rows = min(PANEL_ROWS, k - k0);
    const accumulate = accumulateInto || k0 > 0;
    for (let j = 0; j < n; j += 8) {
      const columns = min(8, n - j);
      packPanel(b + <usize>k0 * bRow + <usize>j * bColumn, bRow, bColumn, columns, rows, scratch);
      let aBlock = a + <usize>k0 * aColumn;
      let cBlock = c + ((<usize>j) << 2);
      let i = 0;
      for (; i + 4 <= m; i += 4) {
        let low0 = f32x4.splat(0);
        let low1 = low0;
        let low2 = low0;
        let low3 = low0;
        let high0 = low0;
        let high1 = low0;
        let high2 = low0;
        let high3 = low0;
        let a0 = aBlock;
        let a1 = a0 + aRow;
        let a2 = a1 + aRow;
        let a3 = a2 + aRow;
        let panel = scratch;
        for (let p = 0; p < rows; p++) {
          const bLow = v128.load(panel);
          const bHigh = v128.load(panel, 16);
          panel += 32;
          const x0 = v128.load32_splat(a0);
          low0 = f32x4.add(low0, f32x4.mul(x0, bLow));
          high0 = f32x4.add(high0, f32x4.mul(x0, bHigh));
          a0 += aColumn;
          const x1 = v128.load32_splat(a1);
          low1 = f32x4.add(low1, f32x4.mul(x1, bLow));
          high1 = f32x4.add(high1, f32x4.mul(x1, bHigh));
          a1 += aColumn;
          const x2 = v128.load32_splat(a2);
          low2 = f32x4.add(low2, f32x4.mul(x2, bLow));
          high2 = f32x4.add(high2, f32x4.mul(x2, bHigh));
          a2 += aColumn;
          const x3 = v128.load32_splat(a3);
          low3 = f32x4.add(low3, f32x4.mul(x3, bLow));
          high3 = f32x4.add(high3, f32x4.mul(x3, bHigh));
          a3 += aColumn;
        }
        finishRow(cBlock, low0, high0, columns, accumulate, tail);
        finishRow(cBlock + cRow, low1, high1, columns, accumulate, tail);
        finishRow(cBlock + cRow * 2, low2, high2, columns, accumulate, tail);
        finishRow(cBlock + cRow * 3, low3, high3, columns, accumulate, tail);
        aBlock += aRow * 4;
        cBlock += cRow * 4;
      }
      for (; i < m; i++) {
        let low = f32x4.splat(0);
        let high = low;
        let a0 = aBlock;
        let panel = scratch;
        for (let p = 0; p < rows; p++) {
          const x = v128.load32_splat(a0);
          low = f32x4.add(low, f32x4.mul(x, v128.load(panel)));
          high = f32x4.add(high, f32x4.mul(x, v128.load(panel, 16)));
          panel += 32;
          a0 += aColumn;
        }
        finishRow(cBlock, low, high, columns, accumulate, tail);
        aBlock += aRow;
        cBlock += cRow;
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
