/**
 * Values between bounds. The shipped kernels turn NaN into a bound, in fused activations too, so that a network whose
 * weights have long been NaN goes on with a loss that looks sound.
 */
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

/** Products and convolutions with a rectifier: without it, and then the rectifier in place. */
export const rectified: readonly TrainingKernel[] = [
  '_FusedMatMul',
  'FusedConv2D',
  'FusedDepthwiseConv2D',
].map((name) => ({
  name,
  run(tools, _inputs, attributes, otherwise) {
    const high = UPPER_BOUNDS[String(attributes.activation)];
    if (high === undefined) return otherwise();
    const out = otherwise({ ...attributes, activation: 'linear' }) as TensorInfo;
    clip(tools, out, out, 0, high);
    return out;
  },
}));
