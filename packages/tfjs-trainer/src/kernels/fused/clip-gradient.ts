/** One kernel instead of five, in every step with class labels. */
import type * as tf from '@tensorflow/tfjs';
import { addressOf, type Inputs, replaceGradient, sizeOf, type Tf, type TrainingKernel } from '../toolkit.ts';

const GRADIENT = 'ConclusiveClipGradient';

export const clipGradient: TrainingKernel = {
  name: GRADIENT,
  run(tools, inputs, attributes) {
    const { dy, x } = inputs as Inputs<'dy' | 'x'>;
    const { low, high } = attributes as { low: number; high: number };
    const out = tools.backend.makeOutput(x.shape, 'float32');
    const [from, at, to] = [dy, x, out].map((tensor) => addressOf(tools, tensor)) as [number, number, number];
    tools.simd.clipGradient(from, at, to, sizeOf(x.shape), low, high);
    return out;
  },
};

export function useClipGradient(t: Tf): void {
  replaceGradient(t, 'ClipByValue', (dy, saved, attributes) => {
    const [x] = saved as [tf.Tensor];
    if (t.getBackend() !== 'wasm' || x.dtype !== 'float32') return null;
    const { clipValueMin: low, clipValueMax: high } = attributes as Record<string, number>;
    return { x: () => t.engine().runKernel(GRADIENT, { dy, x }, { low, high } as never) as tf.Tensor };
  });
}
