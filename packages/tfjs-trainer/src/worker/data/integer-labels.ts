/**
 * Lets `model.fit` and `model.evaluate` take class indices as integers. The sparse cross entropy of TensorFlow.js insists
 * on floats ("Argument 'x' passed to 'floor' must be float32"), while a dataset tells classes from values by the type.
 */
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
      // Its reshaped copy of a vector of labels; fit disposes what it made itself.
      if (!given.has(target)) target.dispose();
      return float;
    });
    return [inputs, floats];
  };
}
