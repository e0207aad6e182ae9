/** Replaces shipped kernels with slow broadcasting and clones that copy. */
import {
  addressOf,
  areFloats,
  type Inputs,
  share,
  sizeOf,
  type TensorInfo,
  type Toolkit,
  type TrainingKernel,
} from './toolkit.ts';

interface Axis {
  length: number;
  aStep: number;
  bStep: number;
}

const MOST_AXES = 4;

/** Merges axes that are contiguous in both operands; the order is inner to outer. */
function axesOf(aShape: readonly number[], bShape: readonly number[]): Axis[] {
  const axes: Axis[] = [];
  let aStep = 4;
  let bStep = 4;
  for (let i = 1; i <= Math.max(aShape.length, bShape.length); i++) {
    const aLength = aShape[aShape.length - i] ?? 1;
    const bLength = bShape[bShape.length - i] ?? 1;
    const length = aLength === 1 ? bLength : aLength;
    if (length === 1) continue;
    const axis = { length, aStep: aLength === 1 ? 0 : aStep, bStep: bLength === 1 ? 0 : bStep };
    const inner = axes.at(-1);
    const joined =
      inner !== undefined &&
      inner.aStep * inner.length === axis.aStep &&
      inner.bStep * inner.length === axis.bStep;
    if (joined) inner.length *= length;
    else axes.push(axis);
    aStep *= aLength;
    bStep *= bLength;
  }
  return axes;
}

function binary(name: string, operation: number): TrainingKernel {
  return {
    name,
    run(tools, inputs, _attributes, otherwise) {
      const { a, b } = inputs as Inputs<'a' | 'b'>;
      if (a.dtype !== 'float32' || b.dtype !== 'float32') return otherwise();
      if (areFloats(a.shape, [b]) && sizeOf(a.shape) > 0) {
        const out = tools.backend.makeOutput(a.shape, 'float32');
        const [from, by, to] = [addressOf(tools, a), addressOf(tools, b), addressOf(tools, out)];
        tools.simd.arithmetic(operation, from, by, to, 1, 1, 1, sizeOf(a.shape), 0, 0, 0, 4, 0, 0, 0, 4);
        return out;
      }
      const shape = tools.tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
      const axes = axesOf(a.shape, b.shape);
      if (axes.length > MOST_AXES || sizeOf(shape) === 0) return otherwise();
      while (axes.length < MOST_AXES) axes.push({ length: 1, aStep: 0, bStep: 0 });
      axes.reverse();
      const out = tools.backend.makeOutput(shape, 'float32');
      tools.simd.arithmetic(
        operation,
        addressOf(tools, a),
        addressOf(tools, b),
        addressOf(tools, out),
        ...axes.map(({ length }) => length),
        ...axes.map(({ aStep }) => aStep),
        ...axes.map(({ bStep }) => bStep),
      );
      return out;
    },
  };
}

export function isBias(bias: TensorInfo, width: number | undefined): boolean {
  return bias.dtype === 'float32' && bias.shape.length === 1 && bias.shape[0] === width;
}

export function addBias(tools: Toolkit, out: TensorInfo, bias: TensorInfo): void {
  const width = sizeOf(bias.shape);
  if (sizeOf(out.shape) === 0) return;
  const [to, from] = [addressOf(tools, out), addressOf(tools, bias)];
  const rows = sizeOf(out.shape) / width;
  tools.simd.arithmetic(0, to, from, to, 1, 1, rows, width, 0, 0, width * 4, 4, 0, 0, 0, 4);
}

export const add = binary('Add', 0);
export const subtract = binary('Sub', 1);
export const multiply = binary('Multiply', 2);
export const divide = binary('RealDiv', 3);
// The shipped kernels drop NaN in one of the two operands.
export const maximum = binary('Maximum', 4);
export const minimum = binary('Minimum', 5);

export const identity: TrainingKernel = {
  name: 'Identity',
  run(tools, inputs, _attributes, otherwise) {
    return inputs.x?.dtype === 'string' ? otherwise() : share(tools, (inputs as Inputs<'x'>).x);
  },
};

export const cast: TrainingKernel = {
  name: 'Cast',
  run(tools, inputs, attributes, otherwise) {
    return inputs.x?.dtype === attributes.dtype ? share(tools, (inputs as Inputs<'x'>).x) : otherwise();
  },
};
