/** Kernels that are told places by indices, or answer with them. */
import { ALL, type Draw, NUMBERS, type Spec, type Specs, type Value } from '../draw.ts';

const AXES = [1, 2, 3, 4, 5, 6];

const list = (values: readonly number[], dtype: Value['dtype'] = 'int32'): Value => ({
  shape: [values.length],
  dtype,
  values: [...values],
});

/** Rows of places in a tensor of this shape, without repetition. */
function places(draw: Draw, shape: readonly number[], depth: number, count: number): Value {
  const all = draw.list(
    shape.slice(0, depth).reduce((product, length) => product * length, 1),
    (i) => i,
  );
  const chosen = draw.shuffled(all).slice(0, count);
  const values = chosen.flatMap((place) => {
    const row: number[] = [];
    let rest = place;
    for (const length of shape.slice(0, depth).reverse()) {
      row.unshift(rest % length);
      rest = Math.floor(rest / length);
    }
    return row;
  });
  return { shape: [chosen.length, depth], dtype: 'int32', values };
}

function scatter(make: (draw: Draw, dtype: Value['dtype'], shape: number[]) => Record<string, Value>): Spec {
  return {
    types: NUMBERS,
    ranks: [1, 2, 3, 4],
    make(draw, dtype, rank) {
      const shape = draw.full(rank);
      const indices = places(draw, shape, draw.integer(1, rank), draw.integer(1, 4));
      const [count = 0, depth = 0] = indices.shape;
      const updates = draw.tame([count, ...shape.slice(depth)], dtype);
      return { inputs: { ...make(draw, dtype, shape), indices, updates }, attributes: { shape } };
    },
  };
}

function segments(): Spec {
  return {
    types: ['float32', 'int32'],
    ranks: [1, 2, 3],
    make(draw, dtype, rank) {
      const shape = draw.full(rank);
      const count = draw.integer(1, 5);
      const segmentIds = draw.list(count, () => draw.integer(0, 3)).sort((a, b) => a - b);
      return {
        inputs: {
          data: draw.tame(shape, dtype),
          indices: draw.integers([count], 0, (shape[0] as number) - 1),
          segmentIds: list(segmentIds),
        },
      };
    },
  };
}

export const indexed: Specs = {
  GatherV2: {
    types: ALL,
    ranks: AXES,
    make(draw, dtype, rank) {
      const shape = draw.full(rank);
      const batchDims = draw.is() ? 0 : draw.integer(0, rank - 1);
      const axis = draw.integer(batchDims, rank - 1);
      const indexShape = [
        ...shape.slice(0, batchDims),
        ...draw.shape(draw.integer(batchDims > 0 ? 1 : 0, 2)),
      ];
      return {
        inputs: {
          x: draw.value(shape, dtype),
          indices: draw.integers(indexShape, 0, (shape[axis] as number) - 1),
        },
        attributes: { axis, batchDims },
      };
    },
  },
  GatherNd: {
    types: [...NUMBERS, 'string'],
    ranks: AXES,
    make(draw, dtype, rank) {
      const shape = draw.full(rank);
      const indices = places(draw, shape, draw.integer(1, rank), draw.integer(1, 4));
      return { inputs: { params: draw.value(shape, dtype), indices } };
    },
  },
  ScatterNd: scatter(() => ({})),
  TensorScatterUpdate: scatter((draw, dtype, shape) => ({ tensor: draw.tame(shape, dtype) })),
  SparseToDense: {
    types: [...NUMBERS, 'string'],
    ranks: [1, 2, 3, 4],
    make(draw, dtype, rank) {
      const outputShape = draw.full(rank);
      const sparseIndices = places(draw, outputShape, rank, draw.integer(1, 4));
      return {
        inputs: {
          sparseIndices,
          sparseValues: draw.tame([sparseIndices.shape[0] as number], dtype),
          defaultValue: draw.tame([], dtype),
        },
        attributes: { outputShape },
      };
    },
  },
  TopK: {
    ranks: AXES,
    make(draw, dtype, rank) {
      const shape = draw.full(rank, 5);
      return {
        inputs: { x: draw.tame(shape, dtype) },
        attributes: { k: draw.integer(0, shape.at(-1) as number), sorted: true },
      };
    },
  },
  Unique: {
    types: NUMBERS,
    ranks: [1, 2, 3],
    make: (draw, dtype, rank) => ({
      inputs: { x: draw.integersOf(draw.full(rank), dtype) },
      attributes: { axis: draw.axis(rank) },
    }),
  },
  SearchSorted: {
    types: ['float32', 'int32'],
    ranks: [2],
    make(draw, dtype) {
      const [rows = 1, length = 1, count = 1] = draw.full(3);
      const sorted = draw.list(rows, () =>
        (draw.tame([length], dtype).values as number[]).sort((a, b) => a - b),
      );
      return {
        inputs: {
          sortedSequence: { shape: [rows, length], dtype, values: sorted.flat() },
          values: draw.tame([rows, count], dtype),
        },
        attributes: { side: draw.pick('left', 'right') },
      };
    },
  },
  SparseSegmentMean: segments(),
  SparseSegmentSum: segments(),
  SparseReshape: {
    types: ['int32'],
    ranks: [2],
    make(draw) {
      const shape = draw.full(3);
      return {
        inputs: {
          inputIndices: places(draw, shape, 3, 3),
          inputShape: list(shape),
          newShape: list(draw.is() ? [-1] : [-1, shape[2] as number]),
        },
      };
    },
  },
  SparseFillEmptyRows: {
    types: ['float32', 'int32'],
    ranks: [2],
    make(draw, dtype) {
      const [rows = 1, columns = 1] = draw.full(2, 5);
      const indices = places(draw, [rows, columns], 2, draw.integer(1, 4));
      return {
        inputs: {
          indices,
          values: draw.tame([indices.shape[0] as number], dtype),
          denseShape: list([rows, columns]),
          defaultValue: draw.tame([], dtype),
        },
      };
    },
  },
  RaggedGather: {
    types: ['float32', 'int32'],
    ranks: [1],
    make: (draw, dtype) => ({
      inputs: {
        paramsNestedSplits: [list([0, 2, 3, 5])],
        paramsDenseValues: draw.tame([5], dtype),
        indices: draw.integers([draw.integer(1, 4)], 0, 2),
      },
      attributes: { outputRaggedRank: 1 },
    }),
  },
  RaggedRange: {
    types: ['float32', 'int32'],
    ranks: [1],
    make: (draw, dtype) => ({
      inputs: {
        starts: list([0, draw.integer(-3, 3)], dtype),
        limits: list([draw.integer(1, 5), 6], dtype),
        deltas: list([1, 2], dtype),
      },
    }),
  },
  RaggedTensorToTensor: {
    types: ['float32', 'int32'],
    ranks: [1],
    make: (draw, dtype) => ({
      inputs: {
        shape: list([3, 4]),
        values: draw.tame([5], dtype),
        defaultValue: draw.tame([], dtype),
        rowPartitionTensors: [list([0, 2, 3, 5])],
      },
      attributes: { rowPartitionTypes: ['ROW_SPLITS'] },
    }),
  },
  Multinomial: {
    types: ['float32'],
    ranks: [2],
    make: (draw, dtype) => ({
      inputs: {
        logits: draw.tame(
          draw.list(2, () => draw.integer(2, 4)),
          dtype,
        ),
      },
      attributes: { numSamples: draw.integer(1, 5), seed: draw.integer(1, 99), normalized: draw.is() },
    }),
  },
};
