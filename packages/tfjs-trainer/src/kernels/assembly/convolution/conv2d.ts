/** Undilated 2D convolution and its gradients, channels last, by im2col. */
import { gemm } from '../gemm';
import { isByWeight, unroll, unrollAsSuits } from './unroll';

/** out is [batch, outHeight, outWidth, filters]; `matrix` holds `rows` output rows. */
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
  const byWeight = isByWeight(channels, strideX);
  for (let image = 0; image < batch; image++) {
    for (let y = 0; y < outHeight; y += rows) {
      const end = min(outHeight, y + rows);
      const positions = (end - y) * outWidth;
      unrollAsSuits(
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
      );
      const step = (<usize>(byWeight ? positions : weights)) << 2;
      gemm(
        matrix,
        byWeight ? 4 : step,
        byWeight ? step : 4,
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

/** dFilter is [kernelHeight, kernelWidth, channels, filters]; `matrix` holds `rows` output rows. */
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
  const byWeight = isByWeight(channels, strideX);
  memory.fill(dFilter, 0, (<usize>weights * <usize>filters) << 2);
  for (let image = 0; image < batch; image++) {
    for (let y = 0; y < outHeight; y += rows) {
      const end = min(outHeight, y + rows);
      const positions = (end - y) * outWidth;
      unrollAsSuits(
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
      );
      const step = (<usize>(byWeight ? positions : weights)) << 2;
      gemm(
        matrix,
        byWeight ? step : 4,
        byWeight ? 4 : step,
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

/** dx is [batch, inHeight, inWidth, channels]; `matrix` holds `rows` output rows. */
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
