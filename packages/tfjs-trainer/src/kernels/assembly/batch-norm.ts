/** out = (x − mean) × scale / sqrt(variance + epsilon) + offset; each statistic has `period` values and repeats over x. */
export function batchNorm(
  x: usize,
  mean: usize,
  variance: usize,
  offset: usize,
  scale: usize,
  out: usize,
  size: i32,
  period: i32,
  epsilon: f32,
): void {
  const epsilons = f32x4.splat(epsilon);
  for (let start = 0; start < size; start += period) {
    let i = 0;
    for (; i + 4 <= period; i += 4) {
      const at = (<usize>i) << 2;
      const root = f32x4.sqrt(f32x4.add(v128.load(variance + at), epsilons));
      const factor = f32x4.div(v128.load(scale + at), root);
      const centred = f32x4.sub(v128.load(x + at), v128.load(mean + at));
      v128.store(out + at, f32x4.add(f32x4.mul(centred, factor), v128.load(offset + at)));
    }
    for (; i < period; i++) {
      const at = (<usize>i) << 2;
      const factor = load<f32>(scale + at) / sqrt<f32>(load<f32>(variance + at) + epsilon);
      store<f32>(out + at, (load<f32>(x + at) - load<f32>(mean + at)) * factor + load<f32>(offset + at));
    }
    x += (<usize>period) << 2;
    out += (<usize>period) << 2;
  }
}
