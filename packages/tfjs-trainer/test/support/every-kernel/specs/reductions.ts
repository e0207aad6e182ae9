/** Kernels that make one value of many. */
import { FLOATS, NUMBERS, type Spec, type Specs, type Value } from '../draw.ts';

function over(name: 'axis' | 'reductionIndices', isWild: boolean | undefined, types = NUMBERS): Spec {
  return {
    types,
    make(draw, dtype, rank) {
      const axes = draw.axes(rank);
      return {
        inputs: { x: draw.value(draw.shape(rank), dtype, isWild) },
        attributes: { [name]: axes.map((one) => (draw.is(0.2) ? one - rank : one)), keepDims: draw.is() },
      };
    },
  };
}

const positionOf: Spec = {
  ranks: [1, 2, 3, 4, 5, 6],
  make: (draw, dtype, rank) => ({
    inputs: { x: draw.value(draw.shape(rank), dtype) },
    attributes: { axis: draw.axis(rank) },
  }),
};

const along: Spec = {
  ranks: [1, 2, 3, 4, 5, 6],
  tolerance: 1e-4,
  make: (draw, dtype, rank) => ({
    inputs: { x: draw.tame(draw.shape(rank), dtype) },
    attributes: { axis: draw.axis(rank) - draw.pick(0, rank), exclusive: draw.is(), reverse: draw.is() },
  }),
  // The plain kernels take an axis below 0 for another.
  asPlain(given) {
    const { axis, ...attributes } = given.attributes as { axis: number };
    const [x] = Object.values(given.inputs) as Value[];
    return { ...given, attributes: { ...attributes, axis: axis < 0 ? axis + (x?.shape.length ?? 0) : axis } };
  },
};

export const reductions: Specs = {
  Sum: over('axis', false),
  Mean: over('axis', false),
  Prod: { ...over('axis', false), tolerance: 1e-4 },
  Max: over('reductionIndices', undefined),
  Min: over('axis', undefined),
  All: over('axis', false, ['bool']),
  Any: over('axis', false, ['bool']),
  ArgMax: positionOf,
  ArgMin: positionOf,
  Cumsum: along,
  Cumprod: along,
  Softmax: {
    types: FLOATS,
    ranks: [1, 2, 3, 4, 5, 6],
    make: (draw, dtype, rank) => ({
      inputs: { logits: draw.tame(draw.shape(rank), dtype) },
      attributes: { dim: rank - 1 },
    }),
  },
  Bincount: {
    types: ['int32', 'float32'],
    ranks: [1],
    make(draw, dtype) {
      const shape = [draw.integer(0, 6)];
      return {
        inputs: {
          x: draw.integers(shape, 0, 6),
          weights: draw.is() ? draw.tame([0], dtype) : draw.tame(shape, dtype),
        },
        attributes: { size: draw.integer(1, 8) },
      };
    },
  },
  DenseBincount: {
    types: ['int32', 'float32'],
    ranks: [1, 2],
    make(draw, dtype, rank) {
      const shape = draw.full(rank);
      return {
        inputs: {
          x: draw.integers(shape, 0, 6),
          weights: draw.is() ? draw.tame([0], dtype) : draw.tame(shape, dtype),
        },
        attributes: { size: draw.integer(1, 8), binaryOutput: draw.is() },
      };
    },
  },
  UnsortedSegmentSum: {
    types: NUMBERS,
    ranks: [1, 2, 3, 4],
    tolerance: 1e-4,
    make(draw, dtype, rank) {
      const shape = draw.shape(rank);
      const numSegments = draw.integer(1, 4);
      return {
        inputs: {
          x: draw.tame(shape, dtype),
          segmentIds: draw.integers(shape.slice(0, 1), -1, numSegments),
        },
        attributes: { numSegments },
      };
    },
  },
};
