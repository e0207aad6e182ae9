/**
 * Kernels of TensorFlow.js 4.22's wasm backend whose results are wrong, found by comparing all of them with the plain
 * backend (test/train/kernels/corrections.test.ts). They are rare in training, so the plain, slow ones take their place.
 */
import { plainKernel } from './fallback.ts';
import type { Inputs, TrainingKernel } from './toolkit.ts';

type Condition = (inputs: Inputs<string>, attributes: Readonly<Record<string, unknown>>) => boolean;

const always: Condition = () => true;
const ofIntegers: Condition = (inputs) => inputs.x?.dtype === 'int32';

const WRONG: Readonly<Record<string, Condition>> = {
  // Right for the first image of a batch only.
  Dilation2D: always,
  Dilation2DBackpropFilter: always,
  Dilation2DBackpropInput: always,
  Transform: always,
  MaxPool3D: always,
  Conv3DBackpropFilterV2: always,
  Conv3DBackpropInputV2: always,
  // The bias is added to the first row only.
  _FusedMatMul: (_, { transposeA, transposeB }) => transposeA === true || transposeB === true,
  // Zeros come out: XNNPACK refuses the operation, and nobody looks at its answer.
  Conv2D: missesWindows,
  FusedConv2D: missesWindows,
  DepthwiseConv2dNative: missesWindows,
  FusedDepthwiseConv2D: missesWindows,
  AvgPool: missesPlaces,
  MaxPool: missesPlaces,
  // Foreign memory comes out.
  GatherV2: (_, { batchDims }) => batchDims !== 0,
  // The low byte of an integer, 254 for −2, where 1 is due.
  Cast: (inputs, { dtype }) => dtype === 'bool' && inputs.x?.dtype !== 'bool',
  // The bits of integers are taken for floats.
  Acos: ofIntegers,
  Acosh: ofIntegers,
  Asin: ofIntegers,
  Asinh: ofIntegers,
  Atanh: ofIntegers,
  Expm1: ofIntegers,
  Log1p: ofIntegers,
  Reciprocal: ofIntegers,
};

function missesWindows(inputs: Inputs<string>, attributes: Readonly<Record<string, unknown>>): boolean {
  return skipsPixels(inputs, attributes) || missesPlaces(inputs, attributes);
}

/** A last window that reaches over the padding: the backend counts windows as if they were rounded down, and leaves the rest as it is. */
function roundsUp(_: Inputs<string>, { dimRoundingMode }: Readonly<Record<string, unknown>>): boolean {
  return dimRoundingMode === 'ceil' || dimRoundingMode === 'round';
}

/**
 * Rounded up, or with windows that may lie outside the input: memory is read that is not the input's. TensorFlow.js counts windows along the
 * width by their height where the padding is a number.
 */
function missesPlaces(inputs: Inputs<string>, attributes: Readonly<Record<string, unknown>>): boolean {
  if (roundsUp(inputs, attributes)) return true;
  const { strides, pad } = attributes as { strides: number | [number, number]; pad: unknown };
  if (typeof pad !== 'number') return false;
  const filterSize = attributes.filterSize as number | [number, number] | undefined;
  const window = filterSize === undefined ? (inputs.filter?.shape.slice(0, 2) ?? []) : [filterSize].flat();
  const isOblong = [window, [strides].flat()].some(([height, width = height]) => height !== width);
  return isOblong || window.some((length) => length <= pad);
}

/** A window smaller than its stride, with padding `same`: the windows do not reach the last pixels. */
function skipsPixels(inputs: Inputs<string>, attributes: Readonly<Record<string, unknown>>): boolean {
  const { strides, pad } = attributes as { strides: number | [number, number]; pad: unknown };
  if (pad !== 'same') return false;
  const [strideY, strideX] = typeof strides === 'number' ? [strides, strides] : strides;
  const [height = 1, width = 1] = inputs.x?.shape.slice(1) ?? [];
  const [windowHeight = 1, windowWidth = 1] = inputs.filter?.shape ?? [];
  const spare = (length: number, stride: number, window: number): boolean =>
    (Math.ceil(length / stride) - 1) * stride + window < length;
  return (
    windowHeight * windowWidth > 1 &&
    (spare(height, strideY, windowHeight) || spare(width, strideX, windowWidth))
  );
}

const byPlainKernels: readonly TrainingKernel[] = Object.entries(WRONG).map(([name, isWrong]) => ({
  name,
  run(tools, inputs, attributes, otherwise) {
    if (!isWrong(inputs, attributes)) return otherwise();
    const plain = plainKernel(tools.tf, tools.backend, name);
    if (plain === undefined) throw new Error(`${name} has no plain implementation`);
    return plain({ inputs, attrs: attributes as Parameters<typeof plain>[0]['attrs'] & object });
  },
}));

/** An axis that is counted from the end: memory is read and written that is not theirs, and the plain kernels come to nothing either. */
const fromTheEnd = ['Cumsum', 'Cumprod'].map(
  (name): TrainingKernel => ({
    name,
    run(tools, inputs, attributes, otherwise) {
      const [axis] = tools.tf.util.parseAxisParam(attributes.axis as number, inputs.x?.shape ?? []);
      return otherwise({ ...attributes, axis });
    },
  }),
);

export const corrections: readonly TrainingKernel[] = [...byPlainKernels, ...fromTheEnd];
