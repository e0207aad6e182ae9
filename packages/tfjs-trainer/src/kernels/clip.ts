/** The shipped kernels turn NaN into a bound and hide diverged weights behind a plausible loss. */
import {
  addressOf,
  type Inputs,
  sizeOf,
  type TensorInfo,
  type Toolkit,
  type TrainingKernel,
} from './toolkit.ts';

function clip(tools: Toolkit, from: TensorInfo, to: TensorInfo, low: number, high: number): void {
  tools.simd.clip(addressOf(tools, from), addressOf(tools, to), sizeOf(from.shape), low, high);
}

function clipped(
  name: string,
  boundsOf: (attributes: Readonly<Record<string, unknown>>) => readonly [number, number],
): TrainingKernel {
  return {
    name,
    run(tools, inputs, attributes, otherwise) {
      const { x } = inputs as Inputs<'x'>;
      if (x.dtype !== 'float32') return otherwise();
      const out = tools.backend.makeOutput(x.shape, 'float32');
      clip(tools, x, out, ...boundsOf(attributes));
      return out;
    },
  };
}

export const relu = clipped('Relu', () => [0, Number.POSITIVE_INFINITY]);
export const relu6 = clipped('Relu6', () => [0, 6]);
export const clipByValue = clipped('ClipByValue', (attributes) => [
  attributes.clipValueMin as number,
  attributes.clipValueMax as number,
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
      clip(tools, out, out, 0, high as number);
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
