/** Kernels of complex numbers. */
import type { Spec, Specs } from '../draw.ts';

const TYPES = ['complex64'] as const;
const part = (name: string): Spec => ({
  types: TYPES,
  make: (draw, dtype, rank) => ({ inputs: { [name]: draw.value(draw.shape(rank), dtype) } }),
});
const transform: Spec = {
  types: TYPES,
  ranks: [1, 2, 3],
  tolerance: 1e-4,
  make: (draw, dtype, rank) => ({ inputs: { input: draw.tame(draw.full(rank, 9), dtype) } }),
};

export const complex: Specs = {
  Complex: {
    types: ['float32'],
    make(draw, dtype, rank) {
      const shape = draw.shape(rank);
      return { inputs: { real: draw.value(shape, dtype), imag: draw.value(shape, dtype) } };
    },
  },
  Real: part('input'),
  Imag: part('input'),
  ComplexAbs: part('x'),
  FFT: transform,
  IFFT: transform,
};
