/** Kernels that no other backend has, by separate operations. */
import type * as tf from '@tensorflow/tfjs';
import { type Draw, FLOATS, type KernelCase, type Spec, type Specs, type Value } from '../draw.ts';

type Tf = typeof tf;
type Name = 'dy' | 'x' | 'y' | 'target' | 'output' | 'gamma' | 'beta';
type Tensors = Readonly<Record<Name, tf.Tensor>>;

const AXES = [1, 2, 3, 4, 5, 6];
const BOUNDS = { low: 0.1, high: 0.8 };
const EPSILON = 0.01;

/** @param compute takes the inputs by their names */
function byDefinition(
  compute: (t: Tf, inputs: Tensors) => tf.Tensor | tf.Tensor[],
): NonNullable<Spec['definition']> {
  return (t, { inputs }) =>
    t.tidy(() => {
      const given = Object.entries(inputs as Readonly<Record<string, Value>>).map(
        ([name, { values, shape }]) => [name, t.tensor(values as number[], shape, 'float32')] as const,
      );
      return [compute(t, Object.fromEntries(given) as Tensors)].flat().map((output) => ({
        shape: output.shape,
        dtype: 'float32' as const,
        values: Array.from(output.dataSync()),
      }));
    }) as unknown as Value[];
}

/** Two tensors of one shape, and what one pair of their elements makes. */
function pairs(slope: (dy: number, x: number) => number): Spec {
  return {
    types: FLOATS,
    make(draw, dtype, rank) {
      const shape = draw.shape(rank);
      const inputs = { dy: draw.value(shape, dtype), x: draw.value(shape, dtype) };
      return { inputs, attributes: BOUNDS };
    },
    definition(_, given) {
      const { dy, x } = given.inputs as Readonly<Record<'dy' | 'x', Value>>;
      const xs = x.values as number[];
      const values = (dy.values as number[]).map((one, i) =>
        slope(Math.fround(one), Math.fround(xs[i] as number)),
      );
      return [{ ...x, values }];
    },
  };
}

function classes(draw: Draw, rank: number, isGradient: boolean): KernelCase {
  const shape = draw.full(rank);
  const output = draw.tame(shape, 'float32');
  const inputs = {
    target: draw.tame(shape, 'float32'),
    output: { ...output, values: (output.values as number[]).map((one) => Math.fround(Math.abs(one) + 0.2)) },
  };
  return {
    inputs: isGradient
      ? { dy: draw.tame(shape.slice(0, -1), 'float32'), ...inputs }
      : { ...inputs, sum: inputs.output },
    attributes: BOUNDS,
  };
}

function crossEntropy(t: Tf, target: tf.Tensor, output: tf.Tensor, sum: tf.Tensor): tf.Tensor {
  const share = t.clipByValue(t.div(output, sum), BOUNDS.low, BOUNDS.high);
  return t.neg(t.sum(t.mul(target, t.log(share)), -1));
}

function normalised(draw: Draw, rank: number, isGradient: boolean): KernelCase {
  const shape = draw.full(rank, 6);
  const [x, gamma, last] = [shape, shape.slice(-1), isGradient ? shape : shape.slice(-1)].map((one) =>
    draw.tame(one, 'float32'),
  ) as [Value, Value, Value];
  return {
    inputs: isGradient ? { dy: last, x, gamma } : { x, gamma, beta: last },
    attributes: { epsilon: EPSILON },
  };
}

function layerNorm(t: Tf, x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor): tf.Tensor {
  const deviations = t.sub(x, t.mean(x, -1, true));
  const variance = t.mean(t.square(deviations), -1, true);
  return t.add(t.mul(t.div(deviations, t.sqrt(t.add(variance, EPSILON))), gamma), beta);
}

export const own: Specs = {
  ConclusiveClipGradient: pairs((dy, x) =>
    x >= Math.fround(BOUNDS.low) && x <= Math.fround(BOUNDS.high) ? dy : 0,
  ),
  ConclusiveReluGradient: pairs((dy, x) => dy * (x > 0 ? 1 : Number.isNaN(x) ? x : 0)),
  ConclusiveSoftmaxGradient: {
    types: FLOATS,
    ranks: AXES,
    tolerance: 1e-4,
    make(draw, dtype, rank) {
      const shape = draw.full(rank);
      return { inputs: { dy: draw.tame(shape, dtype), y: draw.tame(shape, dtype) } };
    },
    definition: byDefinition((t, { dy, y }) => t.mul(y, t.sub(dy, t.sum(t.mul(dy, y), -1, true)))),
  },
  ConclusiveCrossEntropy: {
    types: FLOATS,
    ranks: AXES,
    tolerance: 1e-4,
    make: (draw, _, rank) => classes(draw, rank, false),
    definition: byDefinition((t, { target, output }) =>
      crossEntropy(t, target, output, t.sum(output, -1, true)),
    ),
  },
  ConclusiveCrossEntropyGradient: {
    types: FLOATS,
    ranks: AXES,
    tolerance: 1e-4,
    make: (draw, _, rank) => classes(draw, rank, true),
    definition: byDefinition((t, { dy, target, output }) => {
      const loss = (x: tf.Tensor, sum: tf.Tensor) => crossEntropy(t, target, x, sum);
      const xs = [output, t.sum(output, -1, true)];
      const [direct, ofSum] = t.grads(loss)(xs, dy) as [tf.Tensor, tf.Tensor];
      return [direct, t.broadcastTo(ofSum, direct.shape)];
    }),
  },
  ConclusiveLayerNorm: {
    types: FLOATS,
    ranks: AXES,
    tolerance: 1e-4,
    make: (draw, _, rank) => normalised(draw, rank, false),
    definition: byDefinition((t, { x, gamma, beta }) => layerNorm(t, x, gamma, beta)),
  },
  ConclusiveLayerNormGradient: {
    types: FLOATS,
    ranks: AXES,
    tolerance: 1e-3,
    make: (draw, _, rank) => normalised(draw, rank, true),
    definition: byDefinition((t, { dy, x, gamma }) => {
      const xs = [x, gamma, t.zerosLike(gamma)];
      return t.grads((...given) => layerNorm(t, ...(given as [tf.Tensor, tf.Tensor, tf.Tensor])))(xs, dy);
    }),
  },
};
