/** The shipped kernels turn NaN into a bound and hide diverged weights behind a plausible loss. */
import type * as tf from '@tensorflow/tfjs';
import { unary } from './elementwise.ts';
import {
  callSimd,
  type Inputs,
  replaceGradient,
  sizeOf,
  type TensorInfo,
  type Tf,
  type TrainingKernel,
} from './toolkit.ts';

export const relu = unary('Relu', 'clip', () => [0, Number.POSITIVE_INFINITY]);
export const relu6 = unary('Relu6', 'clip', () => [0, 6]);
export const clipByValue = unary('ClipByValue', 'clip', ({ clipValueMin, clipValueMax }) => [
  clipValueMin as number,
  clipValueMax as number,
]);

const UPPER_BOUNDS: Readonly<Record<string, number>> = { relu: Number.POSITIVE_INFINITY, relu6: 6 };

const ACTIVATIONS: Readonly<Record<string, string>> = {
  elu: 'Elu',
  leakyrelu: 'LeakyRelu',
  prelu: 'Prelu',
  sigmoid: 'Sigmoid',
};

/** Runs products without their activation, then applies it in place. */
export const activated: readonly TrainingKernel[] = [
  '_FusedMatMul',
  'FusedConv2D',
  'FusedDepthwiseConv2D',
].map((name) => ({
  name,
  run(tools, inputs, attributes, otherwise) {
    const { activation, leakyreluAlpha = 0.2 } = attributes as {
      activation: string;
      leakyreluAlpha?: number;
    };
    const high = UPPER_BOUNDS[activation];
    const kernel = ACTIVATIONS[activation];
    const isOfFloats = (inputs.a ?? inputs.x)?.dtype === 'float32';
    if (!isOfFloats || (high === undefined && kernel === undefined)) return otherwise();
    const { preluActivationWeights: alpha, ...rest } = inputs;
    const out = otherwise({ ...attributes, activation: 'linear' }, rest) as TensorInfo;
    if (kernel === undefined) {
      callSimd(tools, 'clip', [out, out], sizeOf(out.shape), 0, high as number);
      return out;
    }
    const { backend, tf } = tools;
    const call = {
      inputs: { x: out, ...(alpha == null ? {} : { alpha }) },
      attrs: { alpha: leakyreluAlpha },
    };
    const answer = tf.getKernel(kernel, 'wasm').kernelFunc({ ...call, backend });
    backend.disposeData(out.dataId);
    return answer;
  },
}));

export const RELU_GRADIENT = 'ConclusiveReluGradient';
const CLIP_GRADIENT = 'ConclusiveClipGradient';

function gradient(
  name: string,
  simdName: 'reluGradient' | 'clipGradient',
  boundsOf: (attributes: Readonly<Record<string, unknown>>) => number[],
): TrainingKernel {
  return {
    name,
    run(tools, inputs, attributes) {
      const { dy, x } = inputs as Inputs<'dy' | 'x'>;
      const out = tools.backend.makeOutput(x.shape, 'float32');
      callSimd(tools, simdName, [dy, x, out], sizeOf(x.shape), ...boundsOf(attributes));
      return out;
    },
  };
}

export const reluGradient = gradient(RELU_GRADIENT, 'reluGradient', () => []);
export const clipGradient = gradient(CLIP_GRADIENT, 'clipGradient', ({ low, high }) => [
  low as number,
  high as number,
]);

/** One kernel instead of three. */
export function useReluGradient(t: Tf): void {
  replaceGradient(t, 'Relu', (dy, saved) => {
    const [x] = saved as [tf.Tensor];
    if (t.getKernel(RELU_GRADIENT, t.getBackend()) == null || x.dtype !== 'float32') return null;
    return { x: () => t.engine().runKernel(RELU_GRADIENT, { dy, x }) as tf.Tensor };
  });
}

/** One kernel instead of five, in every step with class labels. */
export function useClipGradient(t: Tf): void {
  replaceGradient(t, 'ClipByValue', (dy, saved, attributes) => {
    const [x] = saved as [tf.Tensor];
    if (t.getBackend() !== 'wasm' || x.dtype !== 'float32') return null;
    const { clipValueMin: low, clipValueMax: high } = attributes as Record<string, number>;
    return { x: () => t.engine().runKernel(CLIP_GRADIENT, { dy, x }, { low, high } as never) as tf.Tensor };
  });
}
