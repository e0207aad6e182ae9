/** Gradient of the two-dimensional maximum pooling, channels last: each output's share goes to the first largest of its window. */
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
  const imageBytes = (<usize>inHeight * <usize>inWidth * <usize>channels) << 2;
  memory.fill(dx, 0, <usize>batch * imageBytes);
  for (let image = 0; image < batch; image++) {
    for (let outY = 0; outY < outHeight; outY++) {
      const top = max(0, outY * strideY - padTop);
      const bottom = min(inHeight, outY * strideY - padTop + windowHeight);
      for (let outX = 0; outX < outWidth; outX++) {
        const left = max(0, outX * strideX - padLeft);
        const right = min(inWidth, outX * strideX - padLeft + windowWidth);
        for (let c = 0; c < channels; c++) {
          let best: f32 = -Infinity;
          let at: usize = (<usize>((top * inWidth + left) * channels + c)) << 2;
          for (let y = top; y < bottom; y++) {
            let offset = (<usize>((y * inWidth + left) * channels + c)) << 2;
            for (let inX = left; inX < right; inX++) {
              const value = load<f32>(x + offset);
              if (value > best) {
                best = value;
                at = offset;
              }
              offset += (<usize>channels) << 2;
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
