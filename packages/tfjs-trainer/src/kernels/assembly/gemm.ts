/** C = A B; a transposed operand has its strides swapped. The summation order is fixed. */

import { packColumns, packRows } from './packing';
import { finish, tile16, tileOfPacked, tileOfRows } from './tiles';

const PANEL_ROWS: i32 = 512;
/** Columns of B, and floats of A, packed at a time. */
const BLOCK_COLUMNS: i32 = 256;
const BLOCK_FLOATS: i32 = 32768;
const PACKED_B_BYTES: usize = <usize>(PANEL_ROWS * BLOCK_COLUMNS * 4);
const PACKED_A_BYTES: usize = <usize>(BLOCK_FLOATS * 4);

/** Panels have 16 columns, not 8, if V8 can join registers. */
let wide: bool = false;

export function useWidePanels(answer: bool): void {
  wide = answer;
}

/** Separate code for each width saves registers. */
class Wide {}
class Narrow {}

function product<Panels>(
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
  const isWide = idof<Panels>() === idof<Wide>();
  const direct = !isWide && aColumn === 4;
  // Without accumulation, the last panel may overlap its neighbour.
  const slides = n >= 8 && !accumulateInto && k <= PANEL_ROWS;
  if (k === 0 && !accumulateInto) memory.fill(c, 0, <usize>m * cRow);
  for (let j0 = 0; j0 < n; j0 += BLOCK_COLUMNS) {
    const j1 = min(n, j0 + BLOCK_COLUMNS);
    for (let k0 = 0; k0 < k; k0 += PANEL_ROWS) {
      const rows = min(PANEL_ROWS, k - k0);
      const accumulate = accumulateInto || k0 > 0;
      let panel = scratch;
      for (let j = j0; j < j1; ) {
        const width = isWide && j1 - j > 8 ? 16 : 8;
        const step = (<usize>width) << 2;
        if (slides && j + 8 > j1) j = j1 - 8;
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
        for (let i = i0; i < i1 && !direct; i += 4) {
          packRows(source, aRow, aColumn, min(4, i1 - i), rows, target);
          source += aRow * 4;
          target += (<usize>rows) << 4;
        }
        panel = scratch;
        for (let j = j0; j < j1; ) {
          const width = isWide && j1 - j > 8 ? 16 : 8;
          const step = (<usize>width) << 2;
          if (slides && j + 8 > j1) j = j1 - 8;
          const end = panel + <usize>rows * step;
          const columns = min(width, j1 - j);
          let cBlock = c + <usize>i0 * cRow + ((<usize>j) << 2);
          let a4 = packedA;
          let row = a + <usize>i0 * aRow + <usize>k0 * aColumn;
          for (let i = i0; i < i1; i += 4) {
            const height = min(4, i1 - i);
            const whole = columns === width && height === 4 && !accumulate;
            const out = whole ? cBlock : tail;
            const outRow = whole ? cRow : step;
            if (isWide && width === 16) tile16(panel, end, a4, out, outRow);
            else if (direct) tileOfRows(panel, end, row, aRow, height, out, outRow);
            else tileOfPacked(panel, end, a4, out, outRow);
            if (!whole) finish(tail, step, cBlock, cRow, height, columns, accumulate);
            a4 += (<usize>rows) << 4;
            row += aRow * 4;
            cBlock += cRow * 4;
          }
          panel = end;
          j += width;
        }
      }
    }
  }
}

/** Strides are in bytes; C has dense rows of n floats. */
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
  if (wide && n > 8) product<Wide>(a, aRow, aColumn, b, bRow, bColumn, c, m, n, k, accumulateInto, scratch);
  else product<Narrow>(a, aRow, aColumn, b, bRow, bColumn, c, m, n, k, accumulateInto, scratch);
}

/** Computes `batches` products; an operand with step 0 is shared. */
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
