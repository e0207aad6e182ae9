/**
 * The two-dimensional convolution and its gradients, channels last, without dilation. Blocks of output rows are unrolled
 * into a matrix with one row an output position and one column a weight (im2col); the rest is a matrix product.
 */
import { gemm } from './gemm';

/**
 * Unrolls the output rows y0 … y1 of one image; positions in the padding give zeros. Or, with `back`, adds the rows of the matrix to the pixels
 * that they would come from. Pixels of one row of a window are neighbours, so they are taken together.
 */
function unroll(
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

/** out [batch, outHeight, outWidth, filters] from x and the filter. `matrix` holds `rows` output rows. */
export function conv2d(
  x: usize,
  filter: usize,
  out: usize,
  batch: i32,
  inHeight: i32,
  inWidth: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  filters: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideY: i32,
  strideX: i32,
  padTop: i32,
  padLeft: i32,
  rows: i32,
  matrix: usize,
  scratch: usize,
): void {
  const weights = kernelHeight * kernelWidth * channels;
  for (let image = 0; image < batch; image++) {
    for (let y = 0; y < outHeight; y += rows) {
      const end = min(outHeight, y + rows);
      const positions = (end - y) * outWidth;
      unroll(
        x,
        matrix,
        inHeight,
        inWidth,
        channels,
        outWidth,
        y,
        end,
        kernelHeight,
        kernelWidth,
        strideY,
        strideX,
        padTop,
        padLeft,
        false,
      );
      gemm(
        matrix,
        (<usize>weights) << 2,
        4,
        filter,
        (<usize>filters) << 2,
        4,
        out,
        positions,
        filters,
        weights,
        false,
        scratch,
      );
      out += (<usize>positions * <usize>filters) << 2;
    }
    x += (<usize>inHeight * <usize>inWidth * <usize>channels) << 2;
  }
}

/** dFilter [kernelHeight, kernelWidth, channels, filters] from x and dy. `matrix` holds `rows` output rows. */
export function conv2dBackpropFilter(
  x: usize,
  dy: usize,
  dFilter: usize,
  batch: i32,
  inHeight: i32,
  inWidth: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  filters: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideY: i32,
  strideX: i32,
  padTop: i32,
  padLeft: i32,
  rows: i32,
  matrix: usize,
  scratch: usize,
): void {
  const weights = kernelHeight * kernelWidth * channels;
  memory.fill(dFilter, 0, (<usize>weights * <usize>filters) << 2);
  for (let image = 0; image < batch; image++) {
    for (let y = 0; y < outHeight; y += rows) {
      const end = min(outHeight, y + rows);
      const positions = (end - y) * outWidth;
      unroll(
        x,
        matrix,
        inHeight,
        inWidth,
        channels,
        outWidth,
        y,
        end,
        kernelHeight,
        kernelWidth,
        strideY,
        strideX,
        padTop,
        padLeft,
        false,
      );
      gemm(
        matrix,
        4,
        (<usize>weights) << 2,
        dy,
        (<usize>filters) << 2,
        4,
        dFilter,
        weights,
        filters,
        positions,
        true,
        scratch,
      );
      dy += (<usize>positions * <usize>filters) << 2;
    }
    x += (<usize>inHeight * <usize>inWidth * <usize>channels) << 2;
  }
}

/** dx [batch, inHeight, inWidth, channels] from dy and the filter. `matrix` holds `rows` output rows. */
export function conv2dBackpropInput(
  dy: usize,
  filter: usize,
  dx: usize,
  batch: i32,
  inHeight: i32,
  inWidth: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  filters: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideY: i32,
  strideX: i32,
  padTop: i32,
  padLeft: i32,
  rows: i32,
  matrix: usize,
  scratch: usize,
): void {
  const weights = kernelHeight * kernelWidth * channels;
  const imageBytes = (<usize>inHeight * <usize>inWidth * <usize>channels) << 2;
  memory.fill(dx, 0, <usize>batch * imageBytes);
  for (let image = 0; image < batch; image++) {
    for (let y = 0; y < outHeight; y += rows) {
      const end = min(outHeight, y + rows);
      const positions = (end - y) * outWidth;
      gemm(
        dy,
        (<usize>filters) << 2,
        4,
        filter,
        4,
        (<usize>filters) << 2,
        matrix,
        positions,
        weights,
        filters,
        false,
        scratch,
      );
      unroll(
        dx,
        matrix,
        inHeight,
        inWidth,
        channels,
        outWidth,
        y,
        end,
        kernelHeight,
        kernelWidth,
        strideY,
        strideX,
        padTop,
        padLeft,
        true,
      );
      dy += (<usize>positions * <usize>filters) << 2;
    }
    dx += imageBytes;
  }
}
