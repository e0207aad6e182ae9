/**
 * Matrix product C = A B for all four transpose combinations: a transposed operand is the same memory with its two
 * strides swapped. Panels of eight columns of B and blocks of four rows of A are copied into scratch first, so that the inner
 * loop reads both in order whatever their layout.
 * The summation order is fixed, hence the same bytes on every machine.
 */

/** Rows of B that a panel holds: 512 × 8 floats are 16 KiB, half of a small first-level cache. */
const PANEL_ROWS: i32 = 512;

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
      transposeBlock(b, bColumn, panel, 32);
      transposeBlock(b + bColumn * 4, bColumn, panel + 16, 32);
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

/** Columns of B whose panels are packed at a time, and floats of a packed block of A. */
const BLOCK_COLUMNS: i32 = 256;
const BLOCK_FLOATS: i32 = 32768;
const PACKED_B_BYTES: usize = <usize>(PANEL_ROWS * BLOCK_COLUMNS * 4);
const PACKED_A_BYTES: usize = <usize>(BLOCK_FLOATS * 4);

/** Four rows of A side by side: the four elements of one column are neighbours. */
function packRows(a: usize, aRow: usize, aColumn: usize, rows: i32, target: usize): void {
  let p = 0;
  if (aRow === 4) {
    for (; p < rows; p++) {
      v128.store(target, v128.load(a));
      a += aColumn;
      target += 16;
    }
    return;
  }
  if (aColumn === 4) {
    for (; p + 4 <= rows; p += 4) {
      transposeBlock(a, aRow, target, 16);
      a += 16;
      target += 64;
    }
  }
  for (; p < rows; p++) {
    store<f32>(target, load<f32>(a));
    store<f32>(target, load<f32>(a + aRow), 4);
    store<f32>(target, load<f32>(a + aRow * 2), 8);
    store<f32>(target, load<f32>(a + aRow * 3), 12);
    a += aColumn;
    target += 16;
  }
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
      const panelBytes = (<usize>rows) << 5;
      const accumulate = accumulateInto || k0 > 0;
      let panel = scratch;
      for (let j = j0; j < j1; j += 8) {
        packPanel(b + <usize>k0 * bRow + <usize>j * bColumn, bRow, bColumn, min(8, n - j), rows, panel);
        panel += panelBytes;
      }
      const blockRows = (BLOCK_FLOATS / rows) & ~3;
      for (let i0 = 0; i0 < m; i0 += blockRows) {
        const i1 = min(m, i0 + blockRows);
        const full = i0 + ((i1 - i0) & ~3);
        let source = a + <usize>i0 * aRow + <usize>k0 * aColumn;
        let target = packedA;
        for (let i = i0; i < full; i += 4) {
          packRows(source, aRow, aColumn, rows, target);
          source += aRow * 4;
          target += (<usize>rows) << 4;
        }
        panel = scratch;
        for (let j = j0; j < j1; j += 8) {
          const columns = min(8, n - j);
          const plain = columns === 8 && !accumulate;
          let cBlock = c + <usize>i0 * cRow + ((<usize>j) << 2);
          let a4 = packedA;
          let i = i0;
          const end = panel + panelBytes;
          for (; i < full; i += 4) {
            let low0 = f32x4.splat(0);
            let low1 = low0;
            let low2 = low0;
            let low3 = low0;
            let high0 = low0;
            let high1 = low0;
            let high2 = low0;
            let high3 = low0;
            for (let at = panel; at < end; at += 32) {
              const bLow = v128.load(at);
              const bHigh = v128.load(at, 16);
              const x0 = v128.load32_splat(a4);
              low0 = f32x4.add(low0, f32x4.mul(x0, bLow));
              high0 = f32x4.add(high0, f32x4.mul(x0, bHigh));
              const x1 = v128.load32_splat(a4, 4);
              low1 = f32x4.add(low1, f32x4.mul(x1, bLow));
              high1 = f32x4.add(high1, f32x4.mul(x1, bHigh));
              const x2 = v128.load32_splat(a4, 8);
              low2 = f32x4.add(low2, f32x4.mul(x2, bLow));
              high2 = f32x4.add(high2, f32x4.mul(x2, bHigh));
              const x3 = v128.load32_splat(a4, 12);
              low3 = f32x4.add(low3, f32x4.mul(x3, bLow));
              high3 = f32x4.add(high3, f32x4.mul(x3, bHigh));
              a4 += 16;
            }
            if (plain) {
              v128.store(cBlock, low0);
              v128.store(cBlock, high0, 16);
              v128.store(cBlock + cRow, low1);
              v128.store(cBlock + cRow, high1, 16);
              v128.store(cBlock + cRow * 2, low2);
              v128.store(cBlock + cRow * 2, high2, 16);
              v128.store(cBlock + cRow * 3, low3);
              v128.store(cBlock + cRow * 3, high3, 16);
            } else {
              finishRow(cBlock, low0, high0, columns, accumulate, tail);
              finishRow(cBlock + cRow, low1, high1, columns, accumulate, tail);
              finishRow(cBlock + cRow * 2, low2, high2, columns, accumulate, tail);
              finishRow(cBlock + cRow * 3, low3, high3, columns, accumulate, tail);
            }
            cBlock += cRow * 4;
          }
          let aBlock = source;
          for (; i < i1; i++) {
            let low = f32x4.splat(0);
            let high = low;
            let a0 = aBlock;
            for (let at = panel; at < end; at += 32) {
              const x = v128.load32_splat(a0);
              low = f32x4.add(low, f32x4.mul(x, v128.load(at)));
              high = f32x4.add(high, f32x4.mul(x, v128.load(at, 16)));
              a0 += aColumn;
            }
            finishRow(cBlock, low, high, columns, accumulate, tail);
            aBlock += aRow;
            cBlock += cRow;
          }
          panel += panelBytes;
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
