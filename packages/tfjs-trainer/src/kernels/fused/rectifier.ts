/** One kernel instead of three. */
import type * as tf from '@tensorflow/tfjs';
import { addressOf, type Inputs, replaceGradient, sizeOf, type Tf, type TrainingKernel } from '../toolkit.ts';

export const RELU_GRADIENT = 'ConclusiveReluGradient';

export const reluGradient: TrainingKernel = {
  name: RELU_GRADIENT,
  run(tools, inputs) {
    const { dy, x } = inputs as Inputs<'dy' | 'x'>;
    const out = tools.backend.makeOutput(x.shape, 'float32');
    tools.simd.reluGradient(...[dy, x, out].map((tensor) => addressOf(tools, tensor)), sizeOf(x.shape));
    return out;
  },
};

export function useReluGradient(t: Tf): void {
  replaceGradient(t, 'Relu', (dy, saved) => {
    const [x] = saved as [tf.Tensor];
    if (t.getKernel(RELU_GRADIENT, t.getBackend()) == null || x.dtype !== 'float32') return null;
    return { x: () => t.engine().runKernel(RELU_GRADIENT, { dy, x }) as tf.Tensor };
  });
}
