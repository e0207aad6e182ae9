import type * as tf from '@tensorflow/tfjs';
import { registerGradient, type Tf } from '../toolkit.ts';

export function registerArithmeticGradients(t: Tf): void {
  for (const kernelName of ['BatchMatMul', 'Maximum', 'Minimum', 'SquaredDifference'])
    registerBroadcastGradient(t, kernelName);
  registerPowerGradient(t);
  // A floored quotient is piecewise constant.
  registerGradient(t, 'FloorDiv', ['a', 'b'], (_, [a, b]) => ({
    a: () => t.zeros(a.shape),
    b: () => t.zeros(b.shape),
  }));
  // A cast to integers is piecewise constant.
  registerGradient(t, 'Cast', [], (dy, _, { dtype }: Readonly<Record<string, string>>) => ({
    x: () => (dtype === 'int32' || dtype === 'bool' ? t.zerosLike(dy) : t.clone(dy)),
  }));
  registerGradient(t, 'ComplexAbs', [], () => {
    throw new Error(
      'tf.abs of complex numbers has no gradient: TensorFlow.js ignores their imaginary part. Compute tf.sqrt(real² + imag²) from two real tensors instead',
    );
  });
}

/** The shipped gradients keep the broadcast shape instead of the input's. */
function registerBroadcastGradient(t: Tf, kernelName: string): void {
  const shipped = t.getGradient(kernelName);
  t.registerGradient({
    ...shipped,
    gradFunc: (dy, saved, attributes) => {
      const [a, b] = saved as [tf.Tensor, tf.Tensor];
      const gradients = shipped.gradFunc(dy, saved, attributes) as Record<'a' | 'b', () => tf.Tensor>;
      return {
        a: () => sumTo(t, gradients.a(), a.shape),
        b: () => sumTo(t, gradients.b(), b.shape),
      };
    },
  });
}

function sumTo(t: Tf, tensor: tf.Tensor, shape: number[]): tf.Tensor {
  const axes = t.broadcast_util.getReductionAxes(shape, tensor.shape);
  if (axes.length === 0 && tensor.shape.length === shape.length) return tensor;
  return t.reshape(t.sum(tensor, axes), shape);
}

/** The shipped gradient of 0⁰ is 0 × ∞. */
function registerPowerGradient(t: Tf): void {
  const shipped = t.getGradient('Pow');
  t.registerGradient({
    ...shipped,
    gradFunc: (dy, saved, attributes) => {
      const [base, exponent] = saved as [tf.Tensor, tf.Tensor];
      const { b } = shipped.gradFunc(dy, saved, attributes) as { b: () => tf.Tensor };
      const derBase = (): tf.Tensor => {
        const power = t.cast(exponent, 'float32');
        const lower = t.where(t.equal(power, 0), t.onesLike(power), t.sub(power, 1));
        return sumTo(t, t.mul(dy as tf.Tensor, t.mul(power, t.pow(base, lower))), base.shape);
      };
      return { a: derBase, b };
    },
  });
}
