/** The wasm backend lacks three of the four gradients, and its fourth is slow. */
import type * as tf from '@tensorflow/tfjs';
import { addBias, isBias } from './arithmetic.ts';
import {
  addressOf,
  callSimd,
  type Inputs,
  isFloat,
  requireWindows,
  type TensorInfo,
  type Tf,
  type Toolkit,
  type TrainingKernel,
} from './toolkit.ts';

/** Fits the second-level cache. */
const UNROLLED_BYTES = 512 * 1024;

interface ConvolutionAttributes {
  readonly strides: [number, number] | number;
  readonly dilations?: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly dataFormat?: 'NHWC' | 'NCHW';
}

type Shape4D = [number, number, number, number];

function geometry(
  t: Tf,
  xShape: readonly number[],
  filterShape: readonly number[],
  attributes: Readonly<Record<string, unknown>>,
  depthwise: boolean,
): tf.backend_util.Conv2DInfo {
  const { strides, dilations, pad, dimRoundingMode } = attributes as unknown as ConvolutionAttributes;
  return t.backend_util.computeConv2DInfo(
    xShape as Shape4D,
    filterShape as Shape4D,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    depthwise,
  );
}

/** Bytes of transformed blocks and products; larger images are unrolled. */
const TRANSFORMED_BYTES = 512 * 1024;
const MOST_TRANSFORMED_BYTES = 4 * TRANSFORMED_BYTES;

/** 256 channels × 256 filters. */
const MOST_FILTER_BYTES = 4 * 2 ** 20;
/** Fewest 2 × 2 squares for which transforming filters pays; a prediction must not depend on the batch size. */
const FEWEST_SQUARES = 64;
const FEWEST_SQUARES_OF_IMAGE = 16;

/** The output, or a gradient; kernels.wasm knows it by its place here. */
const COMPUTED = ['output', 'filter', 'input'] as const;
type Computed = (typeof COMPUTED)[number];
type Tensors = Readonly<Record<Computed, TensorInfo>>;

function planWinograd(computed: Computed, { padInfo, ...info }: tf.backend_util.Conv2DInfo) {
  const { inChannels, outChannels, outHeight, outWidth } = info;
  const isSquare = info.filterHeight === 3 && info.filterWidth === 3;
  const isStepwise = info.strideHeight === 1 && info.strideWidth === 1;
  const suits =
    isSquare &&
    isStepwise &&
    inChannels % 4 === 0 &&
    outChannels % 4 === 0 &&
    [padInfo.top, padInfo.left, padInfo.bottom, padInfo.right].every((pad) => pad <= 2);
  if (!suits) return undefined;
  // The gradient of the input is a convolution with other sizes.
  const [rows, columns] = [
    Math.ceil(Math.max(outHeight, info.inHeight) / 2),
    Math.ceil(Math.max(outWidth, info.inWidth) / 2),
  ];
  const squares = rows * columns;
  const pays =
    computed === 'output' ? squares >= FEWEST_SQUARES_OF_IMAGE : info.batchSize * squares >= FEWEST_SQUARES;
  const channels = inChannels + outChannels;
  const imageBytes = 16 * squares * channels * 4;
  const filterBytes = 16 * inChannels * outChannels * 4;
  if (!pays || imageBytes > MOST_TRANSFORMED_BYTES || filterBytes > MOST_FILTER_BYTES) return undefined;
  const images = Math.max(1, Math.min(info.batchSize, Math.floor(TRANSFORMED_BYTES / imageBytes)));
  const padded = (2 * rows + 2) * (2 * columns + 2) * channels * 4;
  return { images, bytes: filterBytes + padded + images * imageBytes };
}

/** Overwrites the computed one of the tensors. */
function convolve(
  tools: Toolkit,
  info: tf.backend_util.Conv2DInfo,
  computed: Computed,
  { input, filter, output }: Tensors,
): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = info;
  const { top, left } = info.padInfo;
  const within = (bytes: number, compute: (buffer: number) => void): void => {
    const buffer = tools.backend.makeOutput([Math.ceil(bytes / 4)], 'float32');
    compute(addressOf(tools, buffer));
    tools.backend.disposeData(buffer.dataId);
  };
  const inSizes = [inHeight, inWidth, inChannels];
  const outSizes = [outHeight, outWidth, outChannels];
  const plan = planWinograd(computed, info);
  if (plan === undefined) {
    const rowBytes = outWidth * info.filterHeight * info.filterWidth * inChannels * 4;
    const rows = Math.max(1, Math.min(outHeight, Math.floor(UNROLLED_BYTES / rowBytes)));
    const windows = [info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth, top, left];
    const addresses = [input, filter, output].map((tensor) => addressOf(tools, tensor));
    const sizes = [batchSize, ...inSizes, ...outSizes, ...windows, rows];
    within(rows * rowBytes, (buffer) =>
      tools.simd.conv2d(COMPUTED.indexOf(computed), ...addresses, ...sizes, buffer, tools.scratch),
    );
    return;
  }
  within(plan.bytes, (buffer) => {
    const sizes = [batchSize, ...inSizes, ...outSizes, top, left];
    const rest = [plan.images, buffer, tools.scratch];
    if (computed === 'filter') callSimd(tools, 'winogradFilter', [input, output, filter], ...sizes, ...rest);
    else if (computed === 'output')
      callSimd(tools, 'winograd', [input, filter, output], ...sizes, 0, ...rest);
    else {
      const back = [batchSize, ...outSizes, ...inSizes, 2 - top, 2 - left];
      callSimd(tools, 'winograd', [output, filter, input], ...back, 1, ...rest);
    }
  });
}

function depthwiseBackprop(
  tools: Toolkit,
  info: tf.backend_util.Conv2DInfo,
  computed: Computed,
  { input, filter, output }: Tensors,
): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = info;
  callSimd(
    tools,
    'depthwiseBackprop',
    [input, filter, output],
    ...[batchSize, inHeight, inWidth, inChannels, outChannels / inChannels, outHeight, outWidth],
    ...[info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth],
    ...[info.padInfo.top, info.padInfo.left, info.dilationHeight, info.dilationWidth],
    computed === 'input' ? 1 : 0,
  );
}

const channelsLast = (attributes: Readonly<Record<string, unknown>>): boolean =>
  attributes.dataFormat === undefined || attributes.dataFormat === 'NHWC';

export const convolutions: readonly TrainingKernel[] = ['Conv2D', 'FusedConv2D'].map((name) => ({
  name,
  run(tools, inputs, attributes, otherwise) {
    const { x, filter, bias } = inputs as Inputs<'x' | 'filter'> & Partial<Inputs<'bias'>>;
    const plain =
      channelsLast(attributes) &&
      (attributes.activation ?? 'linear') === 'linear' &&
      isFloat(x) &&
      isFloat(filter) &&
      (bias == null || isBias(bias, filter.shape.at(-1)));
    if (!plain) return otherwise();
    const info = geometry(tools.tf, x.shape, filter.shape, attributes, false);
    if (info.dilationHeight !== 1 || info.dilationWidth !== 1) return otherwise();
    const output = tools.backend.makeOutput(info.outShape, 'float32');
    convolve(tools, info, 'output', { input: x, filter, output });
    if (bias != null) addBias(tools, output, bias);
    return output;
  },
}));

function gradient(name: string, computed: 'filter' | 'input', isDepthwise: boolean): TrainingKernel {
  return {
    name,
    run(tools, inputs, attributes, otherwise) {
      const { dy, x, filter } = inputs as Inputs<'dy'> & Partial<Inputs<'x' | 'filter'>>;
      const given = (x ?? filter) as TensorInfo;
      const shape = [...(attributes[`${computed}Shape`] as number[])];
      if (!channelsLast(attributes) || !isFloat(dy) || !isFloat(given)) return otherwise();
      const [inShape, filterShape] = computed === 'input' ? [shape, given.shape] : [given.shape, shape];
      const info = geometry(tools.tf, inShape, filterShape, attributes, isDepthwise);
      requireWindows(dy, info.outShape);
      const out = tools.backend.makeOutput(shape, 'float32');
      const tensors = { input: given, filter: given, output: dy, [computed]: out };
      (isDepthwise ? depthwiseBackprop : convolve)(tools, info, computed, tensors);
      return out;
    },
  };
}

export const convolutionGradients: readonly TrainingKernel[] = [
  gradient('Conv2DBackpropFilter', 'filter', false),
  gradient('Conv2DBackpropInput', 'input', false),
  gradient('DepthwiseConv2dNativeBackpropFilter', 'filter', true),
  gradient('DepthwiseConv2dNativeBackpropInput', 'input', true),
];
