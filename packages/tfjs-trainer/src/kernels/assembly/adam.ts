/** One step of Adam for one variable in one pass; TensorFlow.js takes thirteen passes with the same arithmetic. */
export function adam(
  value: usize,
  first: usize,
  second: usize,
  gradient: usize,
  newValue: usize,
  newFirst: usize,
  newSecond: usize,
  size: i32,
  beta1: f32,
  beta2: f32,
  oneMinusBeta1: f32,
  oneMinusBeta2: f32,
  correction1: f32,
  correction2: f32,
  epsilon: f32,
  learningRate: f32,
): void {
  const bytes = (<usize>size) << 2;
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) {
    const g = v128.load(gradient + i);
    const m = f32x4.add(
      f32x4.mul(v128.load(first + i), f32x4.splat(beta1)),
      f32x4.mul(g, f32x4.splat(oneMinusBeta1)),
    );
    const v = f32x4.add(
      f32x4.mul(v128.load(second + i), f32x4.splat(beta2)),
      f32x4.mul(f32x4.mul(g, g), f32x4.splat(oneMinusBeta2)),
    );
    v128.store(newFirst + i, m);
    v128.store(newSecond + i, v);
    const root = f32x4.add(f32x4.sqrt(f32x4.div(v, f32x4.splat(correction2))), f32x4.splat(epsilon));
    const step = f32x4.mul(
      f32x4.div(f32x4.div(m, f32x4.splat(correction1)), root),
      f32x4.splat(-learningRate),
    );
    v128.store(newValue + i, f32x4.add(step, v128.load(value + i)));
  }
  for (; i < bytes; i += 4) {
    const g = load<f32>(gradient + i);
    const m = load<f32>(first + i) * beta1 + g * oneMinusBeta1;
    const v = load<f32>(second + i) * beta2 + g * g * oneMinusBeta2;
    store<f32>(newFirst + i, m);
    store<f32>(newSecond + i, v);
    const root = sqrt<f32>(v / correction2) + epsilon;
    store<f32>(newValue + i, (m / correction1 / root) * -learningRate + load<f32>(value + i));
  }
}
