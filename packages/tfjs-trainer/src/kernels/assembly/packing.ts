/** Steps between the contiguous lines are in bytes. */
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

/** Packs up to eight columns, with zeros for missing ones; `step` is the panel's width in bytes. */
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
    let k = 0;
    for (; k + 4 <= rows; k += 4) {
      const b2 = b + bRow * 2;
      const panel2 = panel + step * 2;
      v128.store(panel, v128.load(b));
      v128.store(panel, v128.load(b, 16), 16);
      v128.store(panel + step, v128.load(b + bRow));
      v128.store(panel + step, v128.load(b + bRow, 16), 16);
      v128.store(panel2, v128.load(b2));
      v128.store(panel2, v128.load(b2, 16), 16);
      v128.store(panel2 + step, v128.load(b2 + bRow));
      v128.store(panel2 + step, v128.load(b2 + bRow, 16), 16);
      panel += step * 4;
      b += bRow * 4;
    }
    for (; k < rows; k++) {
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

/** Interleaves up to four rows, with zeros for missing ones. */
export function packRows(a: usize, aRow: usize, aColumn: usize, height: i32, rows: i32, target: usize): void {
  let p = 0;
  if (height === 4 && aRow === 4) {
    for (; p + 4 <= rows; p += 4) {
      const a2 = a + aColumn * 2;
      v128.store(target, v128.load(a));
      v128.store(target, v128.load(a + aColumn), 16);
      v128.store(target, v128.load(a2), 32);
      v128.store(target, v128.load(a2 + aColumn), 48);
      a += aColumn * 4;
      target += 64;
    }
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
