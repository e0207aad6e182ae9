/** exp, tanh, erf (GELU) and select: the shipped loops take one element at a time through the C library. */
import { addressOf, type Inputs, sizeOf, type TrainingKernel } from './toolkit.ts';

function unary(name: string, simdName: 'exp' | 'tanh' | 'erf'): TrainingKernel {
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
