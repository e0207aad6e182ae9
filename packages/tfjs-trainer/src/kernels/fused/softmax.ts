/** A gradient in one kernel instead of four: attention's tensors are the largest. */
import type * as tf from '@tensorflow/tfjs';
import { callSimd, type Inputs, replaceGradient, sizeOf, type Tf, type TrainingKernel } from '../toolkit.ts';

const GRADIENT = 'ConclusiveSoftmaxGradient';

export const softmax: TrainingKernel = {
  name: 'Softmax',
  run(tools, inputs, attributes, otherwise) {
    const { logits } = inputs as Inputs<'logits'>;
    const width = logits.shape.at(-1) ?? 0;
    if (logits.dtype !== 'float32' || attributes.dim !== logits.shape.length - 1 || width === 0)
      return otherwise();
    const out = tools.backend.makeOutput(logits.shape, 'float32');
    callSimd(tools, 'softmax', [logits, out], sizeOf(logits.shape) / width, width, tools.scratch);
    return out;
  },
};

export const softmaxGradient: TrainingKernel = {
  name: GRADIENT,
  run(tools, inputs) {
    const { dy, y } = inputs as Inputs<'dy' | 'y'>;
    const width = y.shape.at(-1) ?? 1;
    const out = tools.backend.makeOutput(y.shape, 'float32');
    callSimd(tools, 'softmaxGradient', [dy, y, out], sizeOf(y.shape) / Math.max(width, 1), width);
    return out;
  },
};

export function useSoftmaxGradient(t: Tf): void {
  replaceGradient(t, 'Softmax', (dy, saved, attributes) => {
    const [y] = saved as [tf.Tensor];
    const { dim } = attributes as { dim: number };
    if (t.getBackend() !== 'wasm' || dim !== y.shape.length - 1) return null;
    return { logits: () => t.engine().runKernel(GRADIENT, { dy, y }) as tf.Tensor };
  });
}
