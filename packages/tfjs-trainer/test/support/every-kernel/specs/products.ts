/** Products of matrices. */
import { type Draw, NUMBERS, type Spec, type Specs, type Type } from '../draw.ts';

function product(fused: boolean): Spec {
  return {
    types: fused ? ['float32'] : NUMBERS,
    ranks: [2, 3, 4, 5],
    tolerance: 1e-4,
    make(draw, dtype, rank) {
      const [m = 1, k = 1, n = 1] = draw.full(3, 7);
      const batches = draw.full(rank - 2, 3);
      const { transposeA, transposeB } = { transposeA: draw.is(), transposeB: draw.is() };
      const isAlone = draw.is(0.3);
      const others = isAlone ? batches.map(() => 1) : batches;
      const one = [...batches, ...(transposeA ? [k, m] : [m, k])];
      const other = [...others, ...(transposeB ? [n, k] : [k, n])];
      const activation = draw.pick('linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu');
      return {
        inputs: {
          a: draw.tame(one, dtype),
          b: draw.tame(other, dtype),
          ...(fused && draw.is(0.7) ? { bias: bias(draw, dtype, m, n) } : {}),
          ...(fused && activation === 'prelu' ? { preluActivationWeights: draw.tame([n], dtype) } : {}),
        },
        attributes: { transposeA, transposeB, ...(fused ? { activation, leakyreluAlpha: 0.2 } : {}) },
      };
    },
  };
}

function bias(draw: Draw, dtype: Type, m: number, n: number) {
  return draw.tame(draw.is(0.6) ? [n] : draw.pick([1], [], [m, n], [1, n]), dtype);
}

export const products: Specs = {
  BatchMatMul: product(false),
  _FusedMatMul: product(true),
  Einsum: {
    types: ['float32'],
    ranks: [2],
    tolerance: 1e-4,
    make(draw, dtype) {
      const [i = 1, j = 1, k = 1] = draw.full(3);
      return {
        inputs: [draw.tame([i, j], dtype), draw.tame([j, k], dtype)],
        attributes: { equation: draw.pick('ij,jk->ik', 'ij,jk->ki', 'ij,jk->i') },
      };
    },
  },
};
