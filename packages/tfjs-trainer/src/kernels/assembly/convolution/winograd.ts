/**
 * Winograd's F(2 × 2, 3 × 3) for stride 1: 16 products per four outputs, not 36. Channels and filters are multiples of four. An
 * infinite input makes its block NaN.
 */
import { gemm } from '../gemm';
import {
  copyImage,
  transformFilters,
  transformFiltersBack,
  transformGradients,
  transformImage,
  transformOutputs,
} from './transforms';

function squaresOf(length: i32): i32 {
  return (length + 1) >> 1;
}

/** Computes out from x; with `back`, dx from dy. convolution.ts sizes `buffer` for `images` at a time. */
export function winograd(
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
  padTop: i32,
  padLeft: i32,
  back: bool,
  images: i32,
  buffer: usize,
  scratch: usize,
): void {
  const squaresY = squaresOf(outHeight);
  const squaresX = squaresOf(outWidth);
  const squares = squaresY * squaresX;
  const inPixel = (<usize>channels) << 2;
  const outPixel = (<usize>filters) << 2;
  const pairBytes = <usize>channels * outPixel;
  const paddedRow = <usize>(2 * squaresX + 2) * inPixel;
  const paddedBytes = <usize>(2 * squaresY + 2) * paddedRow;
  const padded = buffer + pairBytes * 16;
  const blocks = padded + paddedBytes;
  transformFilters(filter, buffer, pairBytes, back);
  memory.fill(padded, 0, paddedBytes);
  for (let first = 0; first < batch; first += images) {
    const count = min(images, batch - first);
    const inApart = <usize>(count * squares) * inPixel;
    const outApart = <usize>(count * squares) * outPixel;
    const products = blocks + inApart * 16;
    for (let image = 0; image < count; image++) {
      const rowBytes = <usize>inWidth * inPixel;
      copyImage(x, inHeight, rowBytes, padded, paddedRow, padTop, <usize>padLeft * inPixel);
      const target = blocks + <usize>(image * squares) * inPixel;
      transformImage(padded, squaresY, squaresX, inPixel, target, inApart);
      x += <usize>inHeight * rowBytes;
    }
    for (let element: usize = 0; element < 16; element++) {
      gemm(
        blocks + element * inApart,
        inPixel,
        4,
        buffer + element * pairBytes,
        back ? 4 : outPixel,
        back ? inPixel : 4,
        products + element * outApart,
        count * squares,
        filters,
        channels,
        false,
        scratch,
      );
    }
    for (let image = 0; image < count; image++) {
      const source = products + <usize>(image * squares) * outPixel;
      transformOutputs(source, outApart, out, outHeight, outWidth, outPixel);
      out += <usize>(outHeight * outWidth) * outPixel;
    }
  }
}

export function winogradFilter(
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
  padTop: i32,
  padLeft: i32,
  images: i32,
  buffer: usize,
  scratch: usize,
): void {
  const squaresY = squaresOf(outHeight);
  const squaresX = squaresOf(outWidth);
  const squares = squaresY * squaresX;
  const inPixel = (<usize>channels) << 2;
  const outPixel = (<usize>filters) << 2;
  const pairBytes = <usize>channels * outPixel;
  const inRow = <usize>(2 * squaresX + 2) * inPixel;
  const outRow = <usize>(2 * squaresX) * outPixel;
  const paddedIn = buffer + pairBytes * 16;
  const paddedOut = paddedIn + <usize>(2 * squaresY + 2) * inRow;
  const blocks = paddedOut + <usize>(2 * squaresY) * outRow;
  memory.fill(buffer, 0, blocks - buffer);
  for (let first = 0; first < batch; first += images) {
    const count = min(images, batch - first);
    const inApart = <usize>(count * squares) * inPixel;
    const outApart = <usize>(count * squares) * outPixel;
    const gradients = blocks + inApart * 16;
    for (let image = 0; image < count; image++) {
      const place = <usize>(image * squares);
      const inBytes = <usize>inWidth * inPixel;
      copyImage(x, inHeight, inBytes, paddedIn, inRow, padTop, <usize>padLeft * inPixel);
      transformImage(paddedIn, squaresY, squaresX, inPixel, blocks + place * inPixel, inApart);
      x += <usize>inHeight * inBytes;
      const outBytes = <usize>outWidth * outPixel;
      copyImage(dy, outHeight, outBytes, paddedOut, outRow, 0, 0);
      transformGradients(paddedOut, squaresY, squaresX, outPixel, gradients + place * outPixel, outApart);
      dy += <usize>outHeight * outBytes;
    }
    for (let element: usize = 0; element < 16; element++) {
      gemm(
        blocks + element * inApart,
        4,
        inPixel,
        gradients + element * outApart,
        outPixel,
        4,
        buffer + element * pairBytes,
        channels,
        filters,
        count * squares,
        true,
        scratch,
      );
    }
  }
  transformFiltersBack(buffer, dFilter, pairBytes);
}
