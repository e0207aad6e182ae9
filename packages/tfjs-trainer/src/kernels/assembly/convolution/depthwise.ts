/** target[c m] += pixels[c] × values[c m], or target[c] += Σ over m of pixels[c m] × values[c m]. */
function addProducts(
  target: usize,
  pixels: usize,
  values: usize,
  channels: i32,
  multiplier: i32,
  intoInput: bool,
): void {
  let c = 0;
  if (multiplier === 1) {
    for (; c + 4 <= channels; c += 4) {
      const product = f32x4.mul(v128.load(pixels), v128.load(values));
      v128.store(target, f32x4.add(v128.load(target), product));
      pixels += 16;
      values += 16;
      target += 16;
    }
  }
  for (; c < channels; c++) {
    for (let m = 0; m < multiplier; m++) {
      store<f32>(target, load<f32>(target) + load<f32>(pixels) * load<f32>(values));
      values += 4;
      if (intoInput) pixels += 4;
      else target += 4;
    }
    if (intoInput) target += 4;
    else pixels += 4;
  }
}

/** Writes dx to `input` if `intoInput` is set, else dFilter to `filter`. */
export function depthwiseBackprop(
  input: usize,
  filter: usize,
  dy: usize,
  batch: i32,
  inHeight: i32,
  inWidth: i32,
  channels: i32,
  multiplier: i32,
  outHeight: i32,
  outWidth: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideY: i32,
  strideX: i32,
  padTop: i32,
  padLeft: i32,
  dilationY: i32,
  dilationX: i32,
  intoInput: bool,
): void {
  const pixel = (<usize>channels) << 2;
  const outPixel = pixel * <usize>multiplier;
  const imageBytes = <usize>inHeight * <usize>inWidth * pixel;
  if (intoInput) memory.fill(input, 0, <usize>batch * imageBytes);
  else memory.fill(filter, 0, <usize>kernelHeight * <usize>kernelWidth * outPixel);
  for (let image = 0; image < batch; image++) {
    for (let outY = 0; outY < outHeight; outY++) {
      for (let outX = 0; outX < outWidth; outX++) {
        for (let ky = 0; ky < kernelHeight; ky++) {
          const inY = outY * strideY + ky * dilationY - padTop;
          if (inY < 0 || inY >= inHeight) continue;
          for (let kx = 0; kx < kernelWidth; kx++) {
            const inX = outX * strideX + kx * dilationX - padLeft;
            if (inX < 0 || inX >= inWidth) continue;
            const at = input + <usize>(inY * inWidth + inX) * pixel;
            const weights = filter + <usize>(ky * kernelWidth + kx) * outPixel;
            if (intoInput) addProducts(at, dy, weights, channels, multiplier, true);
            else addProducts(weights, at, dy, channels, multiplier, false);
          }
        }
        dy += outPixel;
      }
    }
    input += imageBytes;
  }
}
