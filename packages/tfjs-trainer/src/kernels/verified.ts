/** Inputs for which verified.test.ts verifies shipped kernels (4.22); others mix up types, images or memory. */
import { isBias } from './arithmetic.ts';
import { hasNumbers, type Inputs, sizeOf, type TensorInfo } from './toolkit.ts';

type Attributes = Readonly<Record<string, unknown>>;
type Condition = (inputs: Inputs<string>, attributes: Attributes) => boolean;

const anything: Condition = () => true;

const floats: Condition = (inputs) => {
  for (const name in inputs) {
    const input = inputs[name];
    if (input != null && input.dtype !== 'float32') return false;
  }
  return true;
};

const truths: Condition = (inputs) => {
  for (const name in inputs) if (inputs[name]?.dtype !== 'bool') return false;
  return true;
};

const numbers: Condition = (inputs) => {
  for (const name in inputs) if (!hasNumbers(inputs[name] as TensorInfo)) return false;
  return true;
};

/** Reductions of empty tensors do not write their output. */
const someFloats: Condition = ({ x }) => x?.dtype === 'float32' && sizeOf(x.shape) > 0;

/** Casts to booleans keep the low byte, 254 for −2. */
const toNumbers: Condition = ({ x }, { dtype }) =>
  x !== undefined && hasNumbers(x) && (dtype === 'float32' || dtype === 'int32');

const suffixed: Condition = (inputs, attributes) => {
  const { x, alpha } = inputs as Inputs<'x' | 'alpha'>;
  const rest = x.shape.slice(x.shape.length - alpha.shape.length);
  return (
    floats(inputs, attributes) && sizeOf(x.shape) > 0 && alpha.shape.every((length, i) => length === rest[i])
  );
};

function both(value: unknown): readonly [number, number] {
  return Array.isArray(value) ? (value as [number, number]) : [value as number, value as number];
}

/** The backend always rounds window counts down, and TensorFlow.js treats oblong windows as squares for numeric padding. */
function countsWindows(
  { pad, strides, dimRoundingMode }: Attributes,
  [height, width]: readonly [number, number],
): boolean {
  const [strideY, strideX] = both(strides);
  const isSquare = height === width && strideY === strideX;
  return (dimRoundingMode == null || dimRoundingMode === 'floor') && (typeof pad !== 'number' || isSquare);
}

/** XNNPACK rejects windows of one pixel. */
const pooling: Condition = (inputs, attributes) => {
  const [height, width] = both(attributes.filterSize);
  return height * width > 1 && someFloats(inputs, attributes) && countsWindows(attributes, [height, width]);
};

const poolingGradient: Condition = (inputs, attributes) =>
  floats(inputs, attributes) && countsWindows(attributes, both(attributes.filterSize));

/** XNNPACK rejects windows that miss the last pixels, and its error is ignored. */
function reachesPixels(
  { x, filter }: Inputs<'x' | 'filter'>,
  { pad, strides, dilations }: Attributes,
): boolean {
  if (pad !== 'same') return true;
  const spacing = both(dilations ?? 1);
  return both(strides).every((stride, i) => {
    const length = x.shape[i + 1] ?? 1;
    const window = ((filter.shape[i] ?? 1) - 1) * (spacing[i] ?? 1) + 1;
    return (Math.ceil(length / stride) - 1) * stride + window >= length;
  });
}

function convolution(outChannels: (filterShape: readonly number[]) => number): Condition {
  return (inputs, attributes) => {
    const { x, filter, bias } = inputs as Inputs<'x' | 'filter'> & Partial<Inputs<'bias'>>;
    const { activation = 'linear', dataFormat = 'NHWC' } = attributes;
    const [height = 1, width = 1] = filter.shape;
    return (
      floats(inputs, attributes) &&
      sizeOf(x.shape) > 0 &&
      dataFormat === 'NHWC' &&
      activation === 'linear' &&
      (bias == null || isBias(bias, outChannels(filter.shape))) &&
      countsWindows(attributes, [height, width]) &&
      reachesPixels({ x, filter }, attributes)
    );
  };
}

const full = convolution(([, , , filters = 1]) => filters);
const depthwise = convolution(([, , channels = 1, multiplier = 1]) => channels * multiplier);

/** The kernel writes integers whatever the dtype. */
const integers: Condition = ({ indices }, { dtype }) => indices?.dtype === 'int32' && dtype === 'int32';

/** Dropping an axis next to a stride shifts the others. */
const wholeAxes: Condition = (inputs, attributes) =>
  floats(inputs, attributes) &&
  ['ellipsisMask', 'newAxisMask', 'shrinkAxisMask'].every((mask) => !attributes[mask]);

export const VERIFIED: Readonly<Record<string, Condition>> = {
  ...named('Reshape ExpandDims', anything),
  ...named('Abs Acos Acosh Asin Asinh Atan Atanh Ceil Cosh Elu Expm1 Floor LeakyRelu Log Log1p Neg', floats),
  ...named('Reciprocal Round Selu Sigmoid Sinh Softplus Sqrt Square Step Tan IsFinite IsInf IsNan', floats),
  ...named('Add AddN Atan2 EluGrad Multiply Pow RealDiv SquaredDifference Sub', floats),
  ...named('Equal Greater GreaterEqual Less LessEqual NotEqual', numbers),
  ...named('LogicalAnd LogicalNot LogicalOr LogicalXor', truths),
  ...named('ArgMax ArgMin Max Mean Min Prod Sum', someFloats),
  ...named('Concat OnesLike Pack Slice SplitV Unpack ZerosLike', numbers),
  ...named('BatchToSpaceND DepthToSpace MirrorPad Reverse SpaceToBatchND Transpose', floats),
  ...named('Conv3D LRN LRNGrad', floats),
  ...named('AvgPool MaxPool', pooling),
  ...named('Conv2D FusedConv2D', full),
  ...named('DepthwiseConv2dNative FusedDepthwiseConv2D', depthwise),
  AvgPoolGrad: poolingGradient,
  Cast: toNumbers,
  OneHot: integers,
  StridedSlice: wholeAxes,
  Prelu: suffixed,
  Fill: (_, { dtype }) => dtype === 'float32' || dtype === 'int32' || dtype === 'bool',
  ResizeBilinear: floats,
  ResizeNearestNeighbor: floats,
};

function named(names: string, condition: Condition): Record<string, Condition> {
  return Object.fromEntries(names.split(' ').map((name) => [name, condition]));
}
