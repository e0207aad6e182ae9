/** Windows of a convolution as rows of a matrix (im2col), and back. */

/** Tells whether `unrollAsSuits` writes a row per weight, not per window. */
export function isByWeight(channels: i32, strideX: i32): bool {
  return channels === 1 && strideX === 1;
}

export function unrollAsSuits(
  x: usize,
  matrix: usize,
  inHeight: i32,
  inWidth: i32,
  channels: i32,
  outWidth: i32,
  y0: i32,
  y1: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideY: i32,
  strideX: i32,
  padTop: i32,
  padLeft: i32,
): void {
  if (isByWeight(channels, strideX)) {
    unrollByWeight(
      x,
      matrix,
      inHeight,
      inWidth,
      outWidth,
      y0,
      y1,
      kernelHeight,
      kernelWidth,
      strideY,
      padTop,
      padLeft,
    );
  } else {
    unroll(
      x,
      matrix,
      inHeight,
      inWidth,
      channels,
      outWidth,
      y0,
      y1,
      kernelHeight,
      kernelWidth,
      strideY,
      strideX,
      padTop,
      padLeft,
      false,
    );
  }
}

/** Unrolls output rows y0 … y1 of one image with zero padding; `back` adds rows to pixels instead. */
export function unroll(
  x: usize,
  matrix: usize,
  inHeight: i32,
  inWidth: i32,
  channels: i32,
  outWidth: i32,
  y0: i32,
  y1: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideY: i32,
  strideX: i32,
  padTop: i32,
  padLeft: i32,
  back: bool,
): void {
  const pixel = (<usize>channels) << 2;
  const rowBytes = <usize>kernelWidth * pixel;
  for (let y = y0; y < y1; y++) {
    for (let outX = 0; outX < outWidth; outX++) {
      const left = outX * strideX - padLeft;
      const from = min(max(0, left), inWidth);
      const to = max(from, min(inWidth, left + kernelWidth));
      const before = min(rowBytes, <usize>(from - left) * pixel);
      const inside = <usize>(to - from) * pixel;
      const after = rowBytes - before - inside;
      for (let ky = 0; ky < kernelHeight; ky++) {
        const inY = y * strideY + ky - padTop;
        if (inY < 0 || inY >= inHeight) {
          if (!back) fillRow(matrix, rowBytes);
        } else {
          const row = x + <usize>(inY * inWidth + from) * pixel;
          if (back) {
            addRow(row, matrix + before, inside);
          } else {
            fillRow(matrix, before);
            copyRow(matrix + before, row, inside);
            fillRow(matrix + before + inside, after);
          }
        }
        matrix += rowBytes;
      }
    }
  }
}

/** Writes the transpose of `unroll`, for one channel and stride 1: this copies whole rows. */
function unrollByWeight(
  x: usize,
  matrix: usize,
  inHeight: i32,
  inWidth: i32,
  outWidth: i32,
  y0: i32,
  y1: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideY: i32,
  padTop: i32,
  padLeft: i32,
): void {
  const rowBytes = (<usize>outWidth) << 2;
  for (let ky = 0; ky < kernelHeight; ky++) {
    for (let kx = 0; kx < kernelWidth; kx++) {
      const left = kx - padLeft;
      const from = min(max(0, -left), outWidth);
      const to = max(from, min(outWidth, inWidth - left));
      const before = (<usize>from) << 2;
      const inside = (<usize>(to - from)) << 2;
      for (let y = y0; y < y1; y++) {
        const inY = y * strideY + ky - padTop;
        if (inY < 0 || inY >= inHeight) {
          fillRow(matrix, rowBytes);
        } else {
          fillRow(matrix, before);
          copyRow(matrix + before, x + ((<usize>(inY * inWidth + from + left)) << 2), inside);
          fillRow(matrix + before + inside, rowBytes - before - inside);
        }
        matrix += rowBytes;
      }
    }
  }
}

function fillRow(target: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 4) store<u32>(target + i, 0);
}

function copyRow(target: usize, source: usize, bytes: usize): void {
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(target + i, v128.load(source + i));
  for (; i < bytes; i += 4) store<u32>(target + i, load<u32>(source + i));
}

function addRow(target: usize, source: usize, bytes: usize): void {
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) {
    v128.store(target + i, f32x4.add(v128.load(target + i), v128.load(source + i)));
  }
  for (; i < bytes; i += 4) store<f32>(target + i, load<f32>(target + i) + load<f32>(source + i));
}
