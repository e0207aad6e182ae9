function shareOf4(x: usize, share: v128, dx: usize, row: usize, pixel: usize): void {
  const lowest = f32x4.splat(-Infinity);
  let best = v128.load(x);
  best = v128.bitselect(best, lowest, f32x4.gt(best, lowest));
  const second = v128.load(x + pixel);
  const isSecond = f32x4.gt(second, best);
  best = v128.bitselect(second, best, isSecond);
  const third = v128.load(x + row);
  const isThird = f32x4.gt(third, best);
  best = v128.bitselect(third, best, isThird);
  const isFourth = f32x4.gt(v128.load(x + row + pixel), best);
  const isLower = v128.or(isThird, isFourth);
  // Summing shares turns −0 into 0, so this does.
  share = f32x4.add(share, f32x4.splat(0));
  v128.store(dx, v128.andnot(share, v128.or(isSecond, isLower)));
  v128.store(dx + pixel, v128.andnot(v128.and(share, isSecond), isLower));
  v128.store(dx + row, v128.andnot(v128.and(share, isThird), isFourth));
  v128.store(dx + row + pixel, v128.and(share, isFourth));
}

/** Handles 2 × 2 windows that cover all pixels; `row` is in bytes. */
function halvingBackprop(x: usize, dy: usize, dx: usize, rows: i32, row: usize, pixel: usize): void {
  for (let y = 0; y < rows; y++) {
    for (const end = x + row; x < end; ) {
      for (const next = x + pixel; x < next; x += 16) {
        shareOf4(x, v128.load(dy), dx, row, pixel);
        dx += 16;
        dy += 16;
      }
      x += pixel;
      dx += pixel;
    }
    x += row;
    dx += row;
  }
}

/** Each share goes to the first maximum of its window; channels last. */
export function maxPoolBackprop(
  x: usize,
  dy: usize,
  dx: usize,
  batch: i32,
  inHeight: i32,
  inWidth: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  windowHeight: i32,
  windowWidth: i32,
  strideY: i32,
  strideX: i32,
  padTop: i32,
  padLeft: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const row = <usize>inWidth * pixel;
  const imageBytes = <usize>inHeight * row;
  const isHalving = windowHeight === 2 && windowWidth === 2 && strideY === 2 && strideX === 2;
  if (isHalving && inHeight === outHeight * 2 && inWidth === outWidth * 2 && (channels & 3) === 0) {
    halvingBackprop(x, dy, dx, batch * outHeight, row, pixel);
    return;
  }
  memory.fill(dx, 0, <usize>batch * imageBytes);
  for (let image = 0; image < batch; image++) {
    for (let outY = 0; outY < outHeight; outY++) {
      const top = max(0, outY * strideY - padTop);
      const bottom = min(inHeight, outY * strideY - padTop + windowHeight);
      for (let outX = 0; outX < outWidth; outX++) {
        const left = max(0, outX * strideX - padLeft);
        const right = min(inWidth, outX * strideX - padLeft + windowWidth);
        // A window that lies in the padding has no maximum.
        if (bottom <= top || right <= left) {
          dy += pixel;
          continue;
        }
        const first = (<usize>((top * inWidth + left) * channels)) << 2;
        let c = 0;
        for (; c + 4 <= channels; c += 4) {
          const at = first + ((<usize>c) << 2);
          if (isHalving && bottom - top === 2 && right - left === 2) {
            shareOf4(x + at, v128.load(dy), dx + at, row, pixel);
            dy += 16;
            continue;
          }
          let best = f32x4.splat(-Infinity);
          let place = i32x4.splat(<i32>at);
          for (let y = top; y < bottom; y++) {
            let offset = at + ((<usize>((y - top) * inWidth * channels)) << 2);
            for (let inX = left; inX < right; inX++) {
              const value = v128.load(x + offset);
              const larger = f32x4.gt(value, best);
              best = v128.bitselect(value, best, larger);
              place = v128.bitselect(i32x4.splat(<i32>offset), place, larger);
              offset += pixel;
            }
          }
          const share = v128.load(dy);
          for (let y = top; y < bottom; y++) {
            let offset = at + ((<usize>((y - top) * inWidth * channels)) << 2);
            for (let inX = left; inX < right; inX++) {
              const here = v128.and(share, i32x4.eq(place, i32x4.splat(<i32>offset)));
              v128.store(dx + offset, f32x4.add(v128.load(dx + offset), here));
              offset += pixel;
            }
          }
          dy += 16;
        }
        for (; c < channels; c++) {
          let best: f32 = -Infinity;
          let at = first + ((<usize>c) << 2);
          for (let y = top; y < bottom; y++) {
            let offset = (<usize>((y * inWidth + left) * channels + c)) << 2;
            for (let inX = left; inX < right; inX++) {
              const value = load<f32>(x + offset);
              if (value > best) {
                best = value;
                at = offset;
              }
              offset += pixel;
            }
          }
          store<f32>(dx + at, load<f32>(dx + at) + load<f32>(dy));
          dy += 4;
        }
      }
    }
    x += imageBytes;
    dx += imageBytes;
  }
}
