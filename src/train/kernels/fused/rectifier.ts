/** The gradient of a rectifier in one kernel in place of three. */
import type * as tf from '@tensorflow/tfjs';
import {
  addressOf,
  type Inputs,
  isDifferentiatedAgain,
  sizeOf,
  type Tf,
  type TrainingKernel,
} from '../toolkit.ts';

const GRADIENT = 'ConclusiveReluGradient';

export const reluGradient: TrainingKernel = {
  name: GRADIENT,
  run(tools, inputs) {
    const { dy, x } = inputs as Inputs<'dy' | 'x'>;
    const out = tools.backend.makeOutput(x.shape, 'float32');
    tools.simd.reluGradient(...[dy, x, out].map((tensor) => addressOf(tools, tensor)), sizeOf(x.shape));
    return out;
  },
};

export function useReluGradient(t: Tf): void {
  const shipped = t.getGradient('Relu');
  t.registerGradient({
    ...shipped,
    gradFunc: (dy, saved, attributes) => {
      const [x] = saved as [tf.Tensor];
      if (t.getBackend() !== 'wasm' || x.dtype !== 'float32' || isDifferentiatedAgain(t))
        return shipped.gradFunc(dy, saved, attributes);
      return { x: () => t.engine().runKernel(GRADIENT, { dy: dy as tf.Tensor, x }) as tf.Tensor };
    },
  });
}
