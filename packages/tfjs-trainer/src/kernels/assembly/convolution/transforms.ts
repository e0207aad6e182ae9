/** G transforms filters, B 4 × 4 pixels, A 2 × 2 outputs. The 16 elements of a block are `apart`: each forms a matrix over all blocks. */

const HALF: v128 = f32x4.splat(0.5);

/** G g Gᵀ for each pair of channel and filter; `back` turns windows by 180°. */
export function transformFilters(filter: usize, target: usize, bytes: usize, back: bool): void {
  const step: usize = back ? 0 - bytes : bytes;
  const start = back ? filter + bytes * 8 : filter;
  for (let at: usize = 0; at < bytes; at += 16) {
    const g = start + at;
    const to = target + at;
    for (let column: usize = 0; column < 3; column++) {
      // Columns come first, in the memory of the resulting rows.
      const g0 = v128.load(g + step * column);
      const g1 = v128.load(g + step * (column + 3));
      const g2 = v128.load(g + step * (column + 6));
      const ends = f32x4.add(g0, g2);
      const place = to + bytes * column;
      v128.store(place, g0);
      v128.store(place + bytes * 4, f32x4.mul(f32x4.add(ends, g1), HALF));
      v128.store(place + bytes * 8, f32x4.mul(f32x4.sub(ends, g1), HALF));
      v128.store(place + bytes * 12, g2);
    }
    for (let row: usize = 0; row < 4; row++) {
      const place = to + bytes * 4 * row;
      const g1 = v128.load(place + bytes);
      const g2 = v128.load(place + bytes * 2);
      const ends = f32x4.add(v128.load(place), g2);
      v128.store(place + bytes, f32x4.mul(f32x4.add(ends, g1), HALF));
      v128.store(place + bytes * 2, f32x4.mul(f32x4.sub(ends, g1), HALF));
      v128.store(place + bytes * 3, g2);
    }
  }
}

/** Gᵀ m G, the gradients of filters; overwrites `source`. */
export function transformFiltersBack(source: usize, filter: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    const from = source + at;
    for (let row: usize = 0; row < 4; row++) {
      const place = from + bytes * 4 * row;
      const m1 = v128.load(place + bytes);
      const m2 = v128.load(place + bytes * 2);
      const sum = f32x4.mul(f32x4.add(m1, m2), HALF);
      v128.store(place, f32x4.add(v128.load(place), sum));
      v128.store(place + bytes, f32x4.mul(f32x4.sub(m1, m2), HALF));
      v128.store(place + bytes * 2, f32x4.add(sum, v128.load(place + bytes * 3)));
    }
    for (let column: usize = 0; column < 3; column++) {
      const place = from + bytes * column;
      const m1 = v128.load(place + bytes * 4);
      const m2 = v128.load(place + bytes * 8);
      const sum = f32x4.mul(f32x4.add(m1, m2), HALF);
      const to = filter + at + bytes * column;
      v128.store(to, f32x4.add(v128.load(place), sum));
      v128.store(to + bytes * 3, f32x4.mul(f32x4.sub(m1, m2), HALF));
      v128.store(to + bytes * 6, f32x4.add(sum, v128.load(place + bytes * 12)));
    }
  }
}

export function copyImage(
  image: usize,
  height: i32,
  rowBytes: usize,
  target: usize,
  targetRowBytes: usize,
  top: i32,
  leftBytes: usize,
): void {
  let to = target + <usize>top * targetRowBytes + leftBytes;
  for (let y = 0; y < height; y++) {
    memory.copy(to, image, rowBytes);
    image += rowBytes;
    to += targetRowBytes;
  }
}

/** One row of Bᵀ d B, from one row of Bᵀ d. */
function transformRow(a: v128, b: v128, c: v128, d: v128, target: usize, apart: usize): void {
  v128.store(target, f32x4.sub(a, c));
  v128.store(target + apart, f32x4.add(b, c));
  v128.store(target + apart * 2, f32x4.sub(c, b));
  v128.store(target + apart * 3, f32x4.sub(b, d));
}

function transformDifference(d: usize, less: usize, pixel: usize, target: usize, apart: usize): void {
  transformRow(
    f32x4.sub(v128.load(d), v128.load(less)),
    f32x4.sub(v128.load(d + pixel), v128.load(less + pixel)),
    f32x4.sub(v128.load(d + pixel * 2), v128.load(less + pixel * 2)),
    f32x4.sub(v128.load(d + pixel * 3), v128.load(less + pixel * 3)),
    target,
    apart,
  );
}

function transformSum(d: usize, more: usize, pixel: usize, target: usize, apart: usize): void {
  transformRow(
    f32x4.add(v128.load(d), v128.load(more)),
    f32x4.add(v128.load(d + pixel), v128.load(more + pixel)),
    f32x4.add(v128.load(d + pixel * 2), v128.load(more + pixel * 2)),
    f32x4.add(v128.load(d + pixel * 3), v128.load(more + pixel * 3)),
    target,
    apart,
  );
}

/** Bᵀ d B for 4 × 4 blocks that overlap by two pixels. */
export function transformImage(
  padded: usize,
  squaresY: i32,
  squaresX: i32,
  pixel: usize,
  target: usize,
  apart: usize,
): void {
  const row = <usize>(2 * squaresX + 2) * pixel;
  for (let y = 0; y < squaresY; y++) {
    for (let x = 0; x < squaresX; x++) {
      const block = padded + <usize>(2 * y) * row + <usize>(2 * x) * pixel;
      for (let at: usize = 0; at < pixel; at += 16) {
        const d0 = block + at;
        const d1 = d0 + row;
        const d2 = d1 + row;
        const d3 = d2 + row;
        const to = target + at;
        transformDifference(d0, d2, pixel, to, apart);
        transformSum(d1, d2, pixel, to + apart * 4, apart);
        transformDifference(d2, d1, pixel, to + apart * 8, apart);
        transformDifference(d1, d3, pixel, to + apart * 12, apart);
      }
      target += pixel;
    }
  }
}

/** Writes two outputs of Aᵀ m A, or one at an odd edge. */
function storeOutputs(a: v128, b: v128, c: v128, d: v128, out: usize, pixel: usize, both: bool): void {
  v128.store(out, f32x4.add(a, f32x4.add(b, c)));
  if (both) v128.store(out + pixel, f32x4.sub(b, f32x4.add(c, d)));
}

function sumOf(m: usize, step: usize): v128 {
  return f32x4.add(v128.load(m), f32x4.add(v128.load(m + step), v128.load(m + step * 2)));
}

function differenceOf(m: usize, step: usize): v128 {
  return f32x4.sub(v128.load(m), f32x4.add(v128.load(m + step), v128.load(m + step * 2)));
}

export function transformOutputs(
  source: usize,
  apart: usize,
  out: usize,
  height: i32,
  width: i32,
  pixel: usize,
): void {
  const row = <usize>width * pixel;
  const step = apart * 4;
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const both = x + 1 < width;
      const to = out + <usize>y * row + <usize>x * pixel;
      for (let at: usize = 0; at < pixel; at += 16) {
        const m = source + at;
        storeOutputs(
          sumOf(m, step),
          sumOf(m + apart, step),
          sumOf(m + apart * 2, step),
          sumOf(m + apart * 3, step),
          to + at,
          pixel,
          both,
        );
        if (y + 1 === height) continue;
        storeOutputs(
          differenceOf(m + step, step),
          differenceOf(m + step + apart, step),
          differenceOf(m + step + apart * 2, step),
          differenceOf(m + step + apart * 3, step),
          to + row + at,
          pixel,
          both,
        );
      }
      source += pixel;
    }
  }
}

function spread(u: v128, v: v128, target: usize, apart: usize): void {
  v128.store(target, u);
  v128.store(target + apart, f32x4.add(u, v));
  v128.store(target + apart * 2, f32x4.sub(u, v));
  v128.store(target + apart * 3, f32x4.neg(v));
}

/** A dy Aᵀ for each 2 × 2 square. */
export function transformGradients(
  padded: usize,
  squaresY: i32,
  squaresX: i32,
  pixel: usize,
  target: usize,
  apart: usize,
): void {
  const row = <usize>(2 * squaresX) * pixel;
  for (let y = 0; y < squaresY; y++) {
    for (let x = 0; x < squaresX; x++) {
      for (let at: usize = 0; at < pixel; at += 16) {
        const place = padded + <usize>(2 * y) * row + <usize>(2 * x) * pixel + at;
        const a = v128.load(place);
        const b = v128.load(place + pixel);
        const c = v128.load(place + row);
        const d = v128.load(place + row + pixel);
        const to = target + at;
        spread(a, b, to, apart);
        spread(f32x4.add(a, c), f32x4.add(b, d), to + apart * 4, apart);
        spread(f32x4.sub(a, c), f32x4.sub(b, d), to + apart * 8, apart);
        spread(f32x4.neg(c), f32x4.neg(d), to + apart * 12, apart);
      }
      target += pixel;
    }
  }
}
