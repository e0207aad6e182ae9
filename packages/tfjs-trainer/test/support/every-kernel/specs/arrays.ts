/** Kernels that bring elements to other places. */
import { ALL, type Draw, NUMBERS, type Spec, type Specs, type Value } from '../draw.ts';

const AXES = [1, 2, 3, 4, 5, 6];
const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** The same elements under lengths that draw decides. */
function otherShape(draw: Draw, shape: readonly number[]): number[] {
  const size = sizeOf(shape);
  if (draw.is(0.3)) return [size];
  if (draw.is(0.3) && size > 0) return [-1, 1];
  return draw.is() ? [...shape].reverse() : [1, ...shape];
}

function pairs(draw: Draw, rank: number, most: (axis: number) => number): Array<[number, number]> {
  return draw.list(rank, (axis) => [draw.integer(0, most(axis)), draw.integer(0, most(axis))]);
}

const like: Spec = {
  types: ALL,
  ranks: AXES,
  make(draw, dtype, rank) {
    const shape = draw.shape(rank);
    const axis = draw.axis(rank);
    const inputs = draw.list(draw.integer(1, 4), () =>
      draw.value(
        shape.map((length, i) => (i === axis ? draw.integer(0, 3) : length)),
        dtype,
      ),
    );
    return { inputs, attributes: { axis: axis - draw.pick(0, rank) } };
  },
};

function blocks(forth: boolean): Spec {
  return {
    types: NUMBERS,
    ranks: [3, 4],
    make(draw, dtype, rank) {
      const blockShape = draw.list(2, () => draw.integer(1, 2));
      const spatial = blockShape.map((block) => draw.integer(1, 2) * block);
      const rest = draw.full(rank - 3);
      const zeros = blockShape.map(() => [0, 0]);
      const batch = draw.integer(1, 2) * (forth ? 1 : sizeOf(blockShape));
      const x = draw.value([batch, ...spatial, ...rest], dtype);
      const paddings = blockShape.map((block) => [block * draw.integer(0, 1), 0]);
      const crops = draw.is()
        ? zeros
        : [
            [draw.pick(0, (spatial[0] ?? 1) > 1 ? 1 : 0), 0],
            [0, 0],
          ];
      return { inputs: { x }, attributes: { blockShape, ...(forth ? { paddings } : { crops }) } };
    },
  };
}

export const arrays: Specs = {
  Reshape: {
    types: ALL,
    make(draw, dtype, rank) {
      const shape = draw.shape(rank);
      return {
        inputs: { x: draw.value(shape, dtype) },
        attributes: { shape: otherShape(draw, shape) },
      };
    },
  },
  ExpandDims: {
    types: ALL,
    make: (draw, dtype, rank) => ({
      inputs: { input: draw.value(draw.shape(rank), dtype) },
      attributes: { dim: draw.integer(-rank - 1, rank) },
    }),
  },
  Concat: like,
  Pack: {
    types: ALL,
    make(draw, dtype, rank) {
      const shape = draw.shape(rank);
      return {
        inputs: draw.list(draw.integer(1, 4), () => draw.value(shape, dtype)),
        attributes: { axis: draw.integer(0, rank) },
      };
    },
  },
  Unpack: {
    types: ALL,
    ranks: AXES,
    make: (draw, dtype, rank) => ({
      inputs: { value: draw.value(draw.full(rank, 3), dtype) },
      attributes: { axis: draw.axis(rank) - draw.pick(0, rank) },
    }),
  },
  SplitV: {
    types: ALL,
    ranks: AXES,
    make(draw, dtype, rank) {
      const axis = draw.axis(rank);
      const sizes = draw.list(draw.integer(1, 3), () => draw.integer(1, 3));
      const shape = draw.shape(rank);
      shape[axis] = sizes.reduce((a, b) => a + b, 0);
      const isEven = draw.is() && sizes.every((one) => one === sizes[0]);
      return {
        inputs: { x: draw.value(shape, dtype) },
        attributes: { numOrSizeSplits: isEven ? sizes.length : sizes, axis: axis - draw.pick(0, rank) },
      };
    },
  },
  Slice: {
    types: ALL,
    ranks: AXES,
    make(draw, dtype, rank) {
      const shape = draw.shape(rank);
      const begin = shape.map((length) => draw.integer(0, length));
      const size = shape.map((length, i) =>
        draw.is(0.3) ? -1 : draw.integer(0, length - (begin[i] as number)),
      );
      return { inputs: { x: draw.value(shape, dtype) }, attributes: { begin, size } };
    },
  },
  StridedSlice: {
    types: [...NUMBERS, 'string'],
    ranks: AXES,
    make(draw, dtype, rank) {
      const shape = draw.full(rank, 5);
      const mask = () => (draw.is(0.6) ? 0 : draw.integer(0, 2 ** rank - 1));
      const ellipsisMask = draw.is(0.85) ? 0 : 2 ** draw.axis(rank);
      return {
        inputs: { x: draw.value(shape, dtype) },
        attributes: {
          begin: shape.map((length) => draw.integer(-length, length - 1)),
          end: shape.map((length) => draw.integer(-length, length + 1)),
          strides: shape.map(() => draw.pick(1, 1, 2, -1, -2)),
          ...{ beginMask: mask(), endMask: mask(), ellipsisMask },
          newAxisMask: draw.is(0.8) ? 0 : mask(),
          shrinkAxisMask: draw.is(0.8) ? 0 : mask(),
        },
      };
    },
  },
  Reverse: {
    types: ALL,
    make: (draw, dtype, rank) => ({
      inputs: { x: draw.value(draw.shape(rank), dtype) },
      attributes: { dims: draw.axes(rank) },
    }),
  },
  Tile: {
    types: ALL,
    ranks: AXES,
    make: (draw, dtype, rank) => ({
      inputs: { x: draw.value(draw.full(rank, 3), dtype) },
      attributes: { reps: draw.list(rank, () => draw.pick(1, 1, 2, 3)) },
    }),
  },
  Transpose: {
    types: ALL,
    make: (draw, dtype, rank) => ({
      inputs: { x: draw.value(draw.shape(rank), dtype) },
      attributes: { perm: draw.shuffled(draw.list(rank, (i) => i)) },
    }),
  },
  PadV2: {
    types: [...NUMBERS, 'string'],
    make: (draw, dtype, rank) => ({
      inputs: { x: draw.value(draw.shape(rank), dtype) },
      attributes: {
        paddings: pairs(draw, rank, () => 2),
        constantValue: dtype === 'string' ? 'x' : draw.pick(0, 1),
      },
    }),
  },
  MirrorPad: {
    ranks: AXES,
    make(draw, dtype, rank) {
      const shape = draw.full(rank);
      const mode = draw.pick('reflect', 'symmetric');
      return {
        inputs: { x: draw.value(shape, dtype) },
        attributes: {
          paddings: pairs(draw, rank, (axis) => (shape[axis] ?? 1) - (mode === 'reflect' ? 1 : 0)),
          mode,
        },
      };
    },
  },
  BatchToSpaceND: blocks(false),
  SpaceToBatchND: blocks(true),
  DepthToSpace: {
    ranks: [4],
    make(draw, dtype) {
      const blockSize = 2;
      const [batch = 1, height = 1, width = 1, depth = 1] = draw.full(4, 3);
      return {
        inputs: { x: draw.value([batch, height, width, depth * blockSize ** 2], dtype) },
        attributes: { blockSize, dataFormat: 'NHWC' },
      };
    },
  },
  Diag: {
    ranks: [0, 1, 2, 3],
    make: (draw, dtype, rank) => ({ inputs: { x: draw.value(draw.full(rank, 3), dtype) } }),
  },
  BroadcastArgs: {
    types: ['int32'],
    ranks: [1],
    make(draw) {
      const shape = draw.full(draw.integer(0, 4));
      const of = (values: number[]): Value => ({ shape: [values.length], dtype: 'int32', values });
      return { inputs: { s0: of(shape), s1: of(draw.narrower(shape)) } };
    },
  },
  Fill: {
    types: [...NUMBERS, 'string'],
    make(draw, dtype, rank) {
      const value = dtype === 'string' ? draw.pick('a', '') : draw.number(dtype, true);
      return { inputs: {}, attributes: { shape: draw.shape(rank), value, dtype } };
    },
  },
  Range: {
    types: ['float32', 'int32'],
    ranks: [1],
    make(draw, dtype) {
      const [start, stop] = [draw.integer(-5, 5), draw.integer(-5, 5)];
      const step = draw.pick(1, 2, 3) * (stop < start ? -1 : 1);
      return { inputs: {}, attributes: { start, stop, step, dtype } };
    },
  },
  LinSpace: {
    types: ['float32'],
    ranks: [1],
    make: (draw) => ({
      inputs: {},
      attributes: { start: draw.integer(-5, 5), stop: draw.integer(-5, 5), num: draw.integer(1, 9) },
    }),
  },
  OneHot: {
    types: NUMBERS,
    make: (draw, dtype, rank) => ({
      inputs: { indices: draw.integers(draw.shape(rank), -1, 4) },
      attributes: {
        depth: draw.integer(1, 4),
        ...(dtype === 'bool'
          ? { onValue: 1, offValue: 0 }
          : { onValue: draw.pick(1, 3), offValue: draw.pick(0, -2) }),
        dtype,
      },
    }),
  },
};
