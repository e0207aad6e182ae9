/** The shipped kernels call the C library for each element. */
import { addressOf, type Inputs, sizeOf, type TrainingKernel } from './toolkit.ts';

function unary(name: string, simdName: 'exp' | 'tanh' | 'erf' | 'rsqrt'): TrainingKernel {
  return {
    name,
    run(tools, inputs, _attributes, otherwise) {
      const { x } = inputs as Inputs<'x'>;
      if (x.dtype !== 'float32') return otherwise();
      const out = tools.backend.makeOutput(x.shape, 'float32');
      tools.simd[simdName](addressOf(tools, x), addressOf(tools, out), sizeOf(x.shape));
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
    tools.simd.select(
      addressOf(tools, condition),
      addressOf(tools, t),
      addressOf(tools, e),
      addressOf(tools, out),
      size,
    );
    return out;
  },
};

/** Normalises with statistics per channel or per element. */
export const fusedBatchNorm: TrainingKernel = {
  name: 'FusedBatchNorm',
  run(tools, inputs, attributes, otherwise) {
    const { x, mean, variance, offset, scale } = inputs as Inputs<
      'x' | 'mean' | 'variance' | 'offset' | 'scale'
    >;
    const statistics = [mean, variance, offset, scale];
    const period = sizeOf(mean.shape);
    // A channel statistic is a vector as long as the last axis.
    const regular = statistics.every(
      (one) => one != null && one.dtype === 'float32' && sizeOf(one.shape) === period,
    );
    const byChannel = mean.shape.length === 1 && period === x.shape.at(-1);
    if (!regular || x.dtype !== 'float32' || !(byChannel || period === sizeOf(x.shape)) || period === 0) {
      return otherwise();
    }
    const out = tools.backend.makeOutput(x.shape, 'float32');
    tools.simd.batchNorm(
      ...[x, ...statistics, out].map((tensor) => addressOf(tools, tensor)),
      sizeOf(x.shape),
      period,
      attributes.varianceEpsilon as number,
    );
    return out;
  },
};
