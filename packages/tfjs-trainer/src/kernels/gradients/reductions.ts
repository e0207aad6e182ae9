import type * as tf from '@tensorflow/tfjs';
import type { Tf } from '../toolkit.ts';

export function registerReductionGradients(t: Tf): void {
  registerExtremeGradient(t, 'Max', 'reductionIndices');
  registerExtremeGradient(t, 'Min', 'axis');
  // The shipped gradient does not support negative axes.
  const product = t.getGradient('Prod');
  t.registerGradient({
    ...product,
    gradFunc: (dy, saved, attributes) => {
      const [x] = saved as [tf.Tensor];
      const axis = t.util.parseAxisParam(attributes.axis as number[], x.shape);
      return product.gradFunc(dy, saved, { ...attributes, axis });
    },
  });
}

/** Ties share the slope, as in TensorFlow; the shipped gradients give each all of it. */
function registerExtremeGradient(t: Tf, kernelName: string, axisAttribute: string): void {
  t.registerGradient({
    kernelName,
    inputsToSave: ['x'],
    outputsToSave: [true],
    gradFunc: (dy, saved, attributes) => {
      const [x, y] = saved as [tf.Tensor, tf.Tensor];
      const axes = t.util.parseAxisParam(attributes[axisAttribute] as number[], x.shape);
      const kept = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
      const derX = (): tf.Tensor => {
        const isExtreme = t.cast(t.equal(x, t.reshape(y, kept)), 'float32');
        const share = t.div(t.reshape(dy as tf.Tensor, kept), t.sum(isExtreme, axes, true));
        return t.mul(share, isExtreme);
      };
      return { x: derX };
    },
  });
}
