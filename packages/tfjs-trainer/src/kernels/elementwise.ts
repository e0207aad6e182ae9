/** The shipped kernels call the C library for each element. */
import { callSimd, type Inputs, isFloat, sizeOf, type TrainingKernel } from './toolkit.ts';

/** @param numbersOf further numbers of the call */
export function unary(
  name: string,
  simdName: 'clip' | 'exp' | 'tanh' | 'erf' | 'rsqrt',
  numbersOf: (attributes: Readonly<Record<string, unknown>>) => number[] = () => [],
): TrainingKernel {
  return {
    name,
    run(tools, inputs, attributes, otherwise) {
      const { x } = inputs as Inputs<'x'>;
      if (!isFloat(x)) return otherwise();
      const out = tools.backend.makeOutput(x.shape, 'float32');
      callSimd(tools, simdName, [x, out], sizeOf(x.shape), ...numbersOf(attributes));
      return out;
    },
  };
}

export const exp = unary('Exp', 'exp');
export const tanh = unary('Tanh', 'tanh');
export const erf = unary('Erf', 'erf');
export const rsqrt = unary('Rsqrt', 'rsqrt');

export const select: TrainingKernel = {
  name: 'Select',
  run(tools, inputs, _attributes, otherwise) {
    const { condition, t, e } = inputs as Inputs<'condition' | 't' | 'e'>;
    const size = sizeOf(t.shape);
    const elementwise = sizeOf(condition.shape) === size && condition.shape.length === t.shape.length;
    if (!elementwise || t.dtype !== e.dtype || (t.dtype !== 'float32' && t.dtype !== 'int32')) {
      return otherwise();
    }
    const out = tools.backend.makeOutput(t.shape, t.dtype);
    callSimd(tools, 'select', [condition, t, e, out], size);
    return out;
  },
};

export const fusedBatchNorm: TrainingKernel = {
  name: 'FusedBatchNorm',
  run(tools, inputs, attributes, otherwise) {
    const { x, mean, variance, offset, scale } = inputs as Inputs<
      'x' | 'mean' | 'variance' | 'offset' | 'scale'
    >;
    const statistics = [mean, variance, offset, scale];
    const period = sizeOf(mean.shape);
    // A channel statistic is a vector as long as the last axis.
    const regular = statistics.every((one) => one != null && isFloat(one) && sizeOf(one.shape) === period);
    const byChannel = mean.shape.length === 1 && period === x.shape.at(-1);
    if (!regular || !isFloat(x) || !(byChannel || period === sizeOf(x.shape)) || period === 0) {
      return otherwise();
    }
    const out = tools.backend.makeOutput(x.shape, 'float32');
    const epsilon = attributes.varianceEpsilon as number;
    callSimd(tools, 'batchNorm', [x, ...statistics, out], sizeOf(x.shape), period, epsilon);
    return out;
  },
};
