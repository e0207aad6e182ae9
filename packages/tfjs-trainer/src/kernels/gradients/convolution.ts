/** TensorFlow.js drops `dimRoundingMode` from this gradient and counts other windows. */
import type * as tf from '@tensorflow/tfjs';
import type { Tf } from '../toolkit.ts';

export function registerConvolutionGradient(t: Tf): void {
  const shipped = t.getGradient('Conv2D');
  t.registerGradient({
    ...shipped,
    gradFunc: (dy, saved, attributes) => {
      const { dimRoundingMode, strides, pad, dataFormat } = attributes;
      // The shipped gradient is correct without rounding and rejects dilations.
      if (dimRoundingMode == null || !t.backend_util.tupleValuesAreOne(attributes.dilations as number))
        return shipped.gradFunc(dy, saved, attributes);
      const [x, filter] = saved as [tf.Tensor, tf.Tensor];
      const given = { strides, pad, dataFormat, dimRoundingMode };
      const gradient = (
        kernelName: string,
        inputs: tf.NamedTensorMap,
        shape: Readonly<Record<string, number[]>>,
      ) => t.engine().runKernel(kernelName, inputs, { ...given, ...shape } as tf.NamedAttrMap) as tf.Tensor;
      return {
        x: () => gradient('Conv2DBackpropInput', { dy: dy as tf.Tensor, filter }, { inputShape: x.shape }),
        filter: () =>
          gradient('Conv2DBackpropFilter', { x, dy: dy as tf.Tensor }, { filterShape: filter.shape }),
      };
    },
  });
}
