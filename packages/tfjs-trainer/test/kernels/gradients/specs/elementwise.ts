/** Gradients of what is computed for each value, or for each pair of values. */
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { type Domain, pairOfShapes, type Spec, shape, spec } from './spec.ts';

const ofOne: ReadonlyArray<readonly [string, (x: tf.Tensor) => tf.Tensor, Domain?]> = [
  ['Abs', tf.abs],
  ['Acos', tf.acos, 'within one'],
  ['Acosh', tf.acosh, 'above one'],
  ['Asin', tf.asin, 'within one'],
  ['Asinh', tf.asinh],
  ['Atan', tf.atan],
  ['Atanh', tf.atanh, 'within one'],
  ['Cast', (x) => tf.cast(x, 'int32').cast('float32')],
  ['Cast', (x) => tf.cast(x, 'bool').cast('float32')],
  ['Ceil', tf.ceil],
  ['ClipByValue', (x) => tf.clipByValue(x, -0.5, 1)],
  ['Cos', tf.cos],
  ['Cosh', tf.cosh],
  ['Elu', tf.elu],
  ['Erf', tf.erf],
  ['Exp', tf.exp],
  ['Expm1', tf.expm1],
  ['Floor', tf.floor],
  ['Identity', tf.clone],
  ['IsFinite', (x) => tf.isFinite(x).toFloat()],
  ['IsInf', (x) => tf.isInf(x).toFloat()],
  ['IsNan', (x) => tf.isNaN(x).toFloat()],
  ['LeakyRelu', (x) => tf.leakyRelu(x, 0.3)],
  ['Log', tf.log, 'positive'],
  ['Log1p', tf.log1p, 'positive'],
  ['Neg', tf.neg],
  ['OnesLike', (x) => tf.onesLike(x)],
  ['Reciprocal', tf.reciprocal, 'positive'],
  ['Relu', tf.relu],
  ['Relu6', tf.relu6],
  ['Relu6', tf.relu6, 'half a hundred'],
  ['Round', tf.round],
  ['Rsqrt', tf.rsqrt, 'positive'],
  ['Selu', tf.selu],
  ['Sigmoid', tf.sigmoid],
  ['Sign', tf.sign],
  ['Sin', tf.sin],
  ['Sinh', tf.sinh],
  ['Softplus', tf.softplus],
  ['Sqrt', tf.sqrt, 'positive'],
  ['Square', tf.square],
  ['Step', (x) => tf.step(x, 0.2)],
  ['Tan', tf.tan, 'within one'],
  ['Tanh', tf.tanh],
  ['ZerosLike', (x) => tf.zerosLike(x)],
];

type Of2 = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const ofTwo: ReadonlyArray<readonly [string, Of2, (readonly Domain[])?]> = [
  ['Add', tf.add],
  ['Atan2', tf.atan2],
  ['FloorDiv', tf.floorDiv, ['any', 'positive']],
  ['GreaterEqual', (a, b) => tf.greaterEqual(a, b).toFloat()],
  ['Maximum', tf.maximum],
  ['Minimum', tf.minimum],
  ['Mod', tf.mod, ['any', 'positive']],
  ['Multiply', tf.mul],
  ['Pow', tf.pow, ['positive', 'any']],
  ['RealDiv', tf.div, ['any', 'positive']],
  ['SquaredDifference', tf.squaredDifference],
  ['Sub', tf.sub],
];

export const elementwise: readonly Spec[] = [
  ...ofOne.map(([kernel, operation, domain]) =>
    spec(kernel, shape(0, 5), (lengths) => ({
      shapes: [lengths],
      operation,
      ...(domain === undefined ? {} : { domain }),
    })),
  ),
  ...ofTwo.map(([kernel, operation, domain]) =>
    spec(kernel, pairOfShapes, (shapes) => ({
      shapes,
      operation: operation as (...xs: tf.Tensor[]) => tf.Tensor,
      ...(domain === undefined ? {} : { domain }),
    })),
  ),
  spec('AddN', fc.record({ lengths: shape(0, 4), count: fc.integer({ min: 1, max: 4 }) }), (given) => ({
    shapes: Array(given.count).fill(given.lengths),
    operation: (...xs) => tf.addN(xs),
  })),
  spec('Pow', fc.record({ lengths: shape(0, 4), exponent: fc.constantFrom(0, 1, 2, 3) }), (given) => ({
    shapes: [given.lengths],
    operation: (x) => tf.pow(x, given.exponent),
  })),
  spec('Pow', fc.record({ exponent: fc.constantFrom(0, 1, 2, 3) }), ({ exponent }) => ({
    shapes: [[3]],
    operation: (x: tf.Tensor) => tf.pow(x.sub(x), exponent).add(tf.pow(x.mul(0), exponent)),
  })),
  spec('Prelu', fc.tuple(shape(1, 4), fc.integer({ min: 0, max: 15 })), ([lengths, bits]) => ({
    shapes: [lengths, lengths.map((length, axis) => ((bits >> axis) & 1 ? 1 : length))],
    operation: (x, alpha) => tf.prelu(x, alpha),
  })),
  spec('Select', shape(0, 4), (lengths) => ({
    shapes: [lengths, lengths],
    operation: (a, b) => {
      const alternating = tf.range(0, tf.util.sizeFromShape(lengths)).mod(2).reshape(lengths);
      return tf.where(alternating.cast('bool'), a, b);
    },
  })),
  ...[tf.maximum, tf.minimum].map((operation) =>
    spec(operation === tf.maximum ? 'Maximum' : 'Minimum', pairOfShapes, (shapes) => ({
      shapes,
      tied: true,
      operation: (a, b) => (operation === tf.maximum ? tf.maximum(a, b) : tf.minimum(a, b).neg()),
    })),
  ),
  ...(['Abs', 'Relu'] as const).map((kernel) =>
    spec(kernel, shape(0, 4), (lengths) => ({
      shapes: [lengths],
      tied: true,
      operation: kernel === 'Abs' ? tf.abs : tf.relu,
    })),
  ),
];
