/** Gradients of what puts values elsewhere. */
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { alongAxis, onOne, type Spec, shape, shapeWithAxes, shapeWithAxis, spec } from './spec.ts';

/** Joins several results into one and leaves out the last, so that its gradient is absent. */
const joined = (results: tf.Tensor[]): tf.Tensor =>
  tf.concat(results.slice(0, Math.max(1, results.length - 1)).map((result) => result.flatten()));

const blocks = fc.record({
  batch: fc.integer({ min: 1, max: 2 }),
  lengths: shape(1, 2),
  block: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
  before: fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })),
  channels: fc.integer({ min: 1, max: 2 }),
});

const paddings = (lengths: number[], least: number, most: (length: number) => number) =>
  fc.tuple(
    ...lengths.map((length) =>
      fc.tuple(
        fc.integer({ min: least, max: Math.max(0, most(length)) }),
        fc.integer({ min: least, max: Math.max(0, most(length)) }),
      ),
    ),
  );

const withPaddings = (shapes: fc.Arbitrary<number[]>, most: (length: number) => number) =>
  shapes.chain((lengths) => fc.record({ lengths: fc.constant(lengths), around: paddings(lengths, 0, most) }));

const pad = (x: tf.Tensor, around: Array<[number, number]>, value: number) => tf.pad(x, around, value);

export const shapes: readonly Spec[] = [
  spec('BatchToSpaceND', blocks, ({ batch, lengths, block, before, channels }) => {
    const sizes = block.slice(0, lengths.length);
    const crops = lengths.map((length, i) => {
      const size = length * (sizes[i] ?? 1);
      return [Math.min(before[i] ?? 0, size - 1), 0];
    });
    return {
      shapes: [[batch * sizes.reduce((a, b) => a * b, 1), ...lengths, channels]],
      operation: (x) => tf.batchToSpaceND(x, sizes, crops),
    };
  }),
  spec('SpaceToBatchND', blocks, ({ batch, lengths, block, before, channels }) => {
    const sizes = block.slice(0, lengths.length);
    const around = lengths.map((length, i) => {
      const [first = 0, size = 1] = [before[i], sizes[i]];
      return [first, (size - ((length + first) % size)) % size];
    });
    return {
      shapes: [[batch, ...lengths, channels]],
      operation: (x) => tf.spaceToBatchND(x, sizes, around),
    };
  }),
  spec(
    'Concat',
    shapeWithAxis().chain((given) =>
      fc.record({
        ...all(given),
        parts: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 4 }),
      }),
    ),
    ({ lengths, axis, parts }) => ({
      shapes: parts.map((part) => lengths.with(axis, part)),
      operation: (...xs) => tf.concat(xs, axis),
    }),
  ),
  spec('ExpandDims', shapeWithAxis(1, 4), ({ lengths, axis }) => ({
    shapes: [lengths],
    operation: (x) => tf.expandDims(x, axis),
  })),
  spec(
    'GatherV2',
    fc
      .record({ lengths: shape(1, 4), batchDims: fc.integer({ min: 0, max: 2 }), rest: shape(0, 2) })
      .filter(({ lengths, batchDims }) => batchDims < lengths.length)
      .chain((given) =>
        fc.record({
          ...all(given),
          axis: fc.integer({ min: given.batchDims, max: given.lengths.length - 1 }),
          fromEnd: fc.boolean(),
        }),
      ),
    ({ lengths, batchDims, rest, axis, fromEnd }) => {
      const places = [...lengths.slice(0, batchDims), ...rest];
      return {
        shapes: [lengths],
        operation: (x) => {
          const at = tf
            .range(0, tf.util.sizeFromShape(places))
            .mul(5)
            .mod(lengths[axis] as number)
            .cast('int32')
            .reshape(places);
          return tf.gather(x, at, fromEnd ? axis - lengths.length : axis, batchDims);
        },
      };
    },
  ),
  spec('GatherV2', shape(2, 2), ([rows = 1, columns = 1]) => ({
    shapes: [[rows, columns]],
    operation: (x) => tf.gather(x, tf.argMax(x, 0)),
  })),
  spec(
    'MirrorPad',
    fc.constantFrom('reflect', 'symmetric').chain((mode) =>
      withPaddings(shape(1, 4, 4), (length) => (mode === 'reflect' ? length - 1 : length)).map((given) => ({
        ...given,
        mode,
      })),
    ),
    ({ lengths, around, mode }) => ({
      shapes: [lengths],
      operation: (x) => tf.mirrorPad(x, around as Array<[number, number]>, mode as 'reflect'),
    }),
  ),
  spec(
    'PadV2',
    withPaddings(shape(1, 5), () => 2),
    ({ lengths, around }) => ({
      shapes: [lengths],
      operation: (x) => pad(x, around as Array<[number, number]>, 7),
    }),
  ),
  onOne('OneHot', shape(2, 2), (x) => tf.oneHot(tf.argMax(x, 1), 3).toFloat()),
  spec(
    'Pack',
    shape(0, 4).chain((lengths) =>
      fc.record({
        lengths: fc.constant(lengths),
        axis: fc.integer({ min: -lengths.length - 1, max: lengths.length }),
        count: fc.integer({ min: 1, max: 3 }),
      }),
    ),
    ({ lengths, axis, count }) => ({
      shapes: Array(count).fill(lengths),
      operation: (...xs) => tf.stack(xs, axis),
    }),
  ),
  alongAxis('Unpack', (x, axis) => joined(tf.unstack(x, axis))),
  spec(
    'SplitV',
    shapeWithAxis().chain((given) =>
      fc.record({
        ...all(given),
        parts: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
      }),
    ),
    ({ lengths, axis, parts }) => ({
      shapes: [
        lengths.with(
          axis,
          parts.reduce((a, b) => a + b),
        ),
      ],
      operation: (x) => joined(tf.split(x, parts, axis)),
    }),
  ),
  spec('Reshape', shape(0, 5), (lengths) => ({
    shapes: [lengths],
    operation: (x) => tf.reshape(x, [...lengths.toReversed(), 1]),
  })),
  spec('Reverse', shapeWithAxes, ({ lengths, axes }) => ({
    shapes: [lengths],
    operation: (x) => tf.reverse(x, axes ?? undefined),
  })),
  spec(
    'Slice',
    shape(1, 5).chain((lengths) =>
      fc.record({
        lengths: fc.constant(lengths),
        begin: fc.tuple(...lengths.map((length) => fc.integer({ min: 0, max: length - 1 }))),
        isToEnd: fc.boolean(),
      }),
    ),
    ({ lengths, begin, isToEnd }) => ({
      shapes: [lengths],
      operation: (x) =>
        tf.slice(
          x,
          begin,
          begin.map(() => (isToEnd ? -1 : 1)),
        ),
    }),
  ),
  spec('Tile', fc.tuple(shape(1, 5), shape(5, 5)), ([lengths, repeats]) => ({
    shapes: [lengths],
    operation: (x) => tf.tile(x, repeats.slice(0, lengths.length)),
  })),
  spec(
    'Transpose',
    shape(1, 5).chain((lengths) =>
      fc.record({
        lengths: fc.constant(lengths),
        order: fc.shuffledSubarray(
          lengths.map((_, axis) => axis),
          { minLength: lengths.length },
        ),
      }),
    ),
    ({ lengths, order }) => ({ shapes: [lengths], operation: (x) => tf.transpose(x, order) }),
  ),
  spec(
    'UnsortedSegmentSum',
    fc.tuple(shape(1, 3, 4), fc.integer({ min: -1, max: 1 })),
    ([lengths, first]) => ({
      shapes: [lengths],
      operation: (x) =>
        tf.unsortedSegmentSum(
          x,
          tf
            .range(first, first + (lengths[0] as number))
            .cast('int32')
            .mod(3)
            .cast('int32') as tf.Tensor1D,
          3,
        ),
    }),
  ),
];

function all<Given extends object>(given: Given): { [Key in keyof Given]: fc.Arbitrary<Given[Key]> } {
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, fc.constant(value)])) as never;
}
