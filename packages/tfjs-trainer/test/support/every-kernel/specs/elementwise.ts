/** Kernels that take one element after the other. */
import { backend_util } from '@tensorflow/tfjs';
import { ALL, type Draw, FLOATS, NUMBERS, type Spec, type Specs, type Type, type Value } from '../draw.ts';

function named(names: string, spec: Spec): Specs {
  return Object.fromEntries(names.split(' ').map((name) => [name, spec]));
}

const unary = (draw: Draw, dtype: Type, rank: number) => ({
  inputs: { x: draw.value(draw.shape(rank), dtype) },
});

function binaryOf(second: (draw: Draw, dtype: Type) => Type, isWild?: boolean): Spec['make'] {
  return (draw, dtype, rank) => {
    const shape = draw.shape(rank);
    const a = draw.value(shape, dtype, isWild);
    const b = draw.value(draw.narrower(shape), second(draw, dtype), isWild);
    return { inputs: draw.is() ? { a, b } : { a: b, b: a } };
  };
}

const same = (_: Draw, dtype: Type): Type => dtype;
const binary = binaryOf(same);

const withAttributes = (attributesOf: (draw: Draw) => Record<string, unknown>): Spec['make'] => {
  return (draw, dtype, rank) => ({ ...unary(draw, dtype, rank), attributes: attributesOf(draw) });
};

const pairOf = (first: string, second: string): Spec => ({
  types: FLOATS,
  make(draw, dtype, rank) {
    const shape = draw.shape(rank);
    return { inputs: { [first]: draw.value(shape, dtype), [second]: draw.value(shape, dtype) } };
  },
});

/** For each element of a shape: which element of another, narrower shape meets it. */
function broadcast(shape: readonly number[]): Array<(narrow: readonly number[]) => number> {
  const size = shape.reduce((product, length) => product * length, 1);
  return Array.from({ length: size }, (_, i) => (narrow) => {
    let [rest, step, place] = [i, 1, 0];
    for (let axis = 1; axis <= narrow.length; axis++) {
      const length = shape.at(-axis) as number;
      const own = narrow.at(-axis) as number;
      if (own > 1) place += (rest % length) * step;
      step *= own;
      rest = Math.floor(rest / length);
    }
    return place;
  });
}

export const elementwise: Specs = {
  ...named('Abs Ceil Elu Floor Log Neg Relu Relu6 Round Rsqrt Selu Sigmoid Sign Softplus Sqrt Square Tanh', {
    make: unary,
  }),
  ...named('Acos Acosh Asin Asinh Atan Atanh Cos Cosh Erf Exp Expm1 Log1p Reciprocal Sin Sinh Tan', {
    make: unary,
  }),
  ...named('IsFinite IsInf IsNan', { make: unary }),
  ...named('OnesLike ZerosLike', { types: ALL, make: unary }),
  LogicalNot: { types: ['bool'], make: unary },
  Step: { make: withAttributes((draw) => ({ alpha: draw.pick(0, -1, 0.5) })) },
  LeakyRelu: { make: withAttributes((draw) => ({ alpha: draw.pick(0.2, 0, 1.5) })) },
  ClipByValue: {
    make: withAttributes((draw) => {
      const low = draw.pick(-2, 0, -0.5, -Infinity);
      return { clipValueMin: low, clipValueMax: low + draw.pick(0, 1, 2.5, Infinity) };
    }),
  },
  Cast: {
    types: [...NUMBERS, 'complex64'],
    make: (draw, dtype, rank) => ({
      ...unary(draw, dtype, rank),
      attributes: { dtype: draw.pick<Type>('float32', 'int32', 'bool', 'complex64') },
    }),
  },
  Identity: { types: ALL, make: unary },
  ...named('Add Sub Multiply', { types: [...NUMBERS, 'complex64'], make: binary }),
  ...named('RealDiv Maximum Minimum SquaredDifference Atan2 FloorDiv Mod', { make: binary }),
  Pow: {
    // 1 to the power of NaN or infinity is 1 in C and TensorFlow, and NaN in JavaScript.
    make(draw, dtype, rank) {
      const shape = draw.shape(rank);
      return { inputs: { a: draw.value(shape, dtype), b: draw.tame(draw.narrower(shape), dtype) } };
    },
  },
  ...named('Greater GreaterEqual Less LessEqual', { make: binary }),
  ...named('Equal NotEqual', { types: [...NUMBERS, 'string'], make: binary }),
  ...named('LogicalAnd LogicalOr', { types: ['bool'], make: binary }),
  LogicalXor: {
    types: ['bool'],
    make: binary,
    // The plain backend has no such kernel.
    definition(_, { inputs }) {
      const { a, b } = inputs as Readonly<Record<'a' | 'b', Value>>;
      const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
      const at = broadcast(shape);
      const values = at.map((place) => (a.values[place(a.shape)] === b.values[place(b.shape)] ? 0 : 1));
      return [{ shape, dtype: 'bool', values }];
    },
  },
  BitwiseAnd: {
    types: ['int32'],
    make(draw, dtype, rank) {
      const shape = draw.shape(rank);
      return { inputs: { a: draw.value(shape, dtype), b: draw.value(shape, dtype) } };
    },
  },
  Prelu: {
    types: FLOATS,
    make(draw, dtype, rank) {
      const shape = draw.shape(rank);
      // By Keras' formula an alpha that is not finite makes NaN of positive numbers, by the plain kernel not.
      return { inputs: { x: draw.value(shape, dtype), alpha: draw.tame(draw.narrower(shape), dtype) } };
    },
  },
  EluGrad: pairOf('dy', 'y'),
  AddN: {
    make(draw, dtype, rank) {
      const shape = draw.shape(rank);
      return { inputs: draw.list(draw.integer(1, 4), () => draw.value(shape, dtype)) };
    },
  },
  Select: {
    types: [...NUMBERS],
    make(draw, dtype, rank) {
      const shape = draw.shape(rank);
      const conditionShape = draw.is(0.3) ? shape.slice(0, draw.pick(0, 1)) : shape;
      return {
        inputs: {
          condition: draw.value(conditionShape, 'bool'),
          t: draw.value(shape, dtype),
          e: draw.value(shape, dtype),
        },
      };
    },
  },
  FusedBatchNorm: {
    types: FLOATS,
    ranks: [2, 3, 4],
    make(draw, dtype, rank) {
      const shape = draw.full(rank);
      const of = draw.is(0.8) ? shape.slice(-1) : shape;
      const positive = draw.tame(of, dtype);
      const variance = { ...positive, values: (positive.values as number[]).map((one) => one ** 2) };
      const offset = draw.is() ? draw.tame(of, dtype) : null;
      const scale = draw.is() ? draw.tame(of, dtype) : null;
      return {
        inputs: { x: draw.tame(shape, dtype), mean: draw.tame(of, dtype), variance, offset, scale },
        attributes: { varianceEpsilon: 0.001 },
      };
    },
  },
};
