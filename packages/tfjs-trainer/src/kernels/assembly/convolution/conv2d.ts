/** Undilated 2D convolution and its gradients, channels last; windows become rows of a matrix (im2col). */
import { gemm } from '../gemm';
import { addRow, copyRow } from '../rows';

/** Sizes of the running call: globals of WebAssembly, since its memory belongs to TensorFlow.js. */
let imageHeight: i32 = 0;
let imageWidth: i32 = 0;
let depth: i32 = 0;
let outputWidth: i32 = 0;
let windowHeight: i32 = 0;
let windowWidth: i32 = 0;
let stepY: i32 = 0;
let stepX: i32 = 0;
let marginTop: i32 = 0;
let marginLeft: i32 = 0;

/** Unrolls output rows y0 … y1 of one image with zero padding; `back` adds rows to pixels instead. */
function unroll(x: usize, matrix: usize, y0: i32, y1: i32, back: bool): void {
  const pixel = (<usize>depth) << 2;
  const rowBytes = <usize>windowWidth * pixel;
  for (let y = y0; y < y1; y++) {
    for (let outX = 0; outX < outputWidth; outX++) {
      const left = outX * stepX - marginLeft;
      const from = min(max(0, left), imageWidth);
      const to = max(from, min(imageWidth, left + windowWidth));
      const before = min(rowBytes, <usize>(from - left) * pixel);
      const inside = <usize>(to - from) * pixel;
      const after = rowBytes - before - inside;
      for (let ky = 0; ky < windowHeight; ky++) {
        const inY = y * stepY + ky - marginTop;
        if (inY < 0 || inY >= imageHeight) {
          if (!back) clearRow(matrix, rowBytes);
        } else {
          const row = x + <usize>(inY * imageWidth + from) * pixel;
          if (back) {
            addRow(row, matrix + before, inside);
          } else {
            clearRow(matrix, before);
            copyRow(matrix + before, row, inside);
            clearRow(matrix + before + inside, after);
          }
        }
        matrix += rowBytes;
      }
    }
  }
}

/** Writes the transpose of `unroll`, for one channel and stride 1: this copies whole rows. */
function unrollByWeight(x: usize, matrix: usize, y0: i32, y1: i32): void {
  const rowBytes = (<usize>outputWidth) << 2;
  for (let ky = 0; ky < windowHeight; ky++) {
    for (let kx = 0; kx < windowWidth; kx++) {
      const left = kx - marginLeft;
      const from = min(max(0, -left), outputWidth);
      const to = max(from, min(outputWidth, imageWidth - left));
      const before = (<usize>from) << 2;
      const inside = (<usize>(to - from)) << 2;
      for (let y = y0; y < y1; y++) {
        const inY = y * stepY + ky - marginTop;
        if (inY < 0 || inY >= imageHeight) {
          clearRow(matrix, rowBytes);
        } else {
          clearRow(matrix, before);
          copyRow(matrix + before, x + ((<usize>(inY * imageWidth + from + left)) << 2), inside);
          clearRow(matrix + before + inside, rowBytes - before - inside);
        }
        matrix += rowBytes;
      }
    }
  }
}

function clearRow(target: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 4) store<u32>(target + i, 0);
}

const FILTER: i32 = 1;
const INPUT: i32 = 2;

/** Computes the output, or the gradient of the filter or the input; `matrix` holds `rows` output rows. */
export function conv2d(
  computed: i32,
  input: usize,
  filter: usize,
  output: usize,
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
  imageHeight = inHeight;
  imageWidth = inWidth;
  depth = channels;
  outputWidth = outWidth;
  windowHeight = kernelHeight;
  windowWidth = kernelWidth;
  stepY = strideY;
  stepX = strideX;
  marginTop = padTop;
  marginLeft = padLeft;
  const weights = kernelHeight * kernelWidth * channels;
  const imageBytes = (<usize>inHeight * <usize>inWidth * <usize>channels) << 2;
  const pixel = (<usize>filters) << 2;
  const isByWeight = channels === 1 && strideX === 1 && computed !== INPUT;
  if (computed === FILTER) memory.fill(filter, 0, <usize>weights * pixel);
  if (computed === INPUT) memory.fill(input, 0, <usize>batch * imageBytes);
  for (let image = 0; image < batch; image++) {
    for (let y = 0; y < outHeight; y += rows) {
      const end = min(outHeight, y + rows);
      const positions = (end - y) * outWidth;
      if (isByWeight) unrollByWeight(input, matrix, y, end);
      else if (computed !== INPUT) unroll(input, matrix, y, end, false);
      const row = isByWeight ? 4 : (<usize>weights) << 2;
      const column = isByWeight ? (<usize>positions) << 2 : 4;
      if (computed === FILTER) {
        gemm(matrix, column, row, output, pixel, 4, filter, weights, filters, positions, true, scratch);
      } else if (computed === INPUT) {
        gemm(output, pixel, 4, filter, 4, pixel, matrix, positions, weights, filters, false, scratch);
        unroll(input, matrix, y, end, true);
      } else {
        gemm(matrix, row, column, filter, pixel, 4, output, positions, filters, weights, false, scratch);
      }
      output += <usize>positions * pixel;
    }
    input += imageBytes;
  }
}
