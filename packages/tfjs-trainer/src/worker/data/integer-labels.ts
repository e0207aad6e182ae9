/** The sparse cross entropy of TensorFlow.js rejects integers ("Argument 'x' passed to 'floor' must be float32"). */
import type * as tf from '@tensorflow/tfjs';

type Standardize = (
  this: tf.LayersModel,
  x: unknown,
  y: unknown,
  ...rest: unknown[]
) => [tf.Tensor[], tf.Tensor[]];

export function acceptIntegerLabels(t: typeof tf): void {
  const prototype = t.LayersModel.prototype as unknown as { standardizeUserDataXY: Standardize };
  const original = prototype.standardizeUserDataXY;
  prototype.standardizeUserDataXY = function standardizeUserDataXY(x, y, ...rest) {
    const [inputs, targets] = original.call(this, x, y, ...rest);
    const given = new Set<unknown>([y].flat());
    const floats = targets.map((target) => {
      if (target.dtype !== 'int32') return target;
      const float = t.cast(target, 'float32');
      // A reshaped copy of the labels.
      if (!given.has(target)) target.dispose();
      return float;
    });
    return [inputs, floats];
  };
}
