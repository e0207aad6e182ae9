/** What one registered gradient is tried with. */
import type * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

/** Where the values of an input lie; none of them is close to where a function has a kink, or to another value of its input. */
export type Domain = 'any' | 'positive' | 'within one' | 'above one' | 'half a hundred';

export interface Case {
  /** Shapes of the inputs that the gradient is taken by. */
  readonly shapes: readonly number[][];
  readonly domain?: Domain | readonly Domain[];
  /** Values that are equal in many places, of which a gradient may choose. The operation is convex. */
  readonly tied?: boolean;
  readonly operation: (...xs: never[]) => tf.Tensor;
  /** What the error says where there is to be no gradient. */
  readonly refused?: RegExp | undefined;
}

export interface Spec {
  readonly kernel: string;
  readonly options: fc.Arbitrary<unknown>;
  readonly build: (options: never) => Case;
}

export function spec<Options>(
  kernel: string,
  options: fc.Arbitrary<Options>,
  build: (options: Options) => Case,
): Spec {
  return { kernel, options, build };
}

export const shape = (minLength: number, maxLength: number, longest = 3): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 1, max: longest }), { minLength, maxLength });

/** Two shapes that broadcast to one. */
export const pairOfShapes: fc.Arbitrary<[number[], number[]]> = fc
  .record({
    whole: shape(0, 4),
    ones: fc.tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 15 })),
    dropped: fc.tuple(fc.integer({ min: 0, max: 4 }), fc.constant(0)),
    swapped: fc.boolean(),
  })
  .map(({ whole, ones, dropped, swapped }) => {
    const [a, b] = ones.map((bits, i) =>
      whole.map((length, axis) => ((bits >> axis) & 1 ? 1 : length)).slice(dropped[i]),
    ) as [number[], number[]];
    return swapped ? [b, a] : [a, b];
  });

/** A shape with one of its axes, counted from either end. */
export const shapeWithAxis = (minLength = 1, maxLength = 4) =>
  shape(minLength, maxLength).chain((lengths) =>
    fc.record({
      lengths: fc.constant(lengths),
      axis: fc.integer({ min: -lengths.length, max: lengths.length - 1 }),
    }),
  );

/** A shape with some of its axes, counted from either end; null: all of them. */
export const shapeWithAxes = shape(1, 4).chain((lengths) =>
  fc.record({
    lengths: fc.constant(lengths),
    axes: fc.option(
      fc
        .subarray(
          lengths.map((_, axis) => axis),
          { minLength: 1 },
        )
        .chain((axes) => fc.tuple(...axes.map((axis) => fc.constantFrom(axis, axis - lengths.length)))),
    ),
    keep: fc.boolean(),
  }),
);

export function onOne(
  kernel: string,
  lengths: fc.Arbitrary<number[]>,
  operation: (x: never) => tf.Tensor,
): Spec {
  return spec(kernel, lengths, (one) => ({ shapes: [one], operation }));
}

export function alongAxis(kernel: string, operation: (x: never, axis: number) => tf.Tensor): Spec {
  return spec(kernel, shapeWithAxis(), ({ lengths, axis }) => ({
    shapes: [lengths],
    operation: (x) => operation(x, axis),
  }));
}
