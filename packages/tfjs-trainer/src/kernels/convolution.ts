/** The wasm backend lacks three of the four gradients, and its fourth is slow. */
import type * as tf from '@tensorflow/tfjs';
import { addBias, isBias } from './arithmetic.ts';
import {
  addressOf,
  type Inputs,
  requireWindows,
  sizeOf,
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
/**
 * Fewest 2 × 2 squares for which transforming the filters pays. It must not depend on the batch size, or an example's
 * prediction would. Four images break even at 16 squares, where one alone takes 2.5 times as long.
 */
const FEWEST_SQUARES = 64;
const FEWEST_SQUARES_OF_IMAGE = 16;

type Convolution = 'conv2d' | 'conv2dBackpropFilter' | 'conv2dBackpropInput';

function planWinograd(what: Convolution, { padInfo, ...info }: tf.backend_util.Conv2DInfo) {
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
    what === 'conv2d' ? squares >= FEWEST_SQUARES_OF_IMAGE : info.batchSize * squares >= FEWEST_SQUARES;
  const channels = inChannels + outChannels;
  const imageBytes = 16 * squares * channels * 4;
  const filterBytes = 16 * inChannels * outChannels * 4;
  if (!pays || imageBytes > MOST_TRANSFORMED_BYTES || filterBytes > MOST_FILTER_BYTES) return undefined;
  const images = Math.max(1, Math.min(info.batchSize, Math.floor(TRANSFORMED_BYTES / imageBytes)));
  const padded = (2 * rows + 2) * (2 * columns + 2) * channels * 4;
  return { images, bytes: filterBytes + padded + images * imageBytes };
}

function convolve(
  tools: Toolkit,
  info: tf.backend_util.Conv2DInfo,
  what: Convolution,
  tensors: readonly TensorInfo[],
): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = info;
  const { top, left } = info.padInfo;
  const within = (bytes: number, compute: (buffer: number) => void): void => {
    const buffer = tools.backend.makeOutput([Math.ceil(bytes / 4)], 'float32');
    compute(addressOf(tools, buffer));
    tools.backend.disposeData(buffer.dataId);
  };
  const addresses = tensors.map((tensor) => addressOf(tools, tensor));
  const input = [inHeight, inWidth, inChannels];
  const output = [outHeight, outWidth, outChannels];
  const plan = planWinograd(what, info);
  if (plan === undefined) {
    const rowBytes = outWidth * info.filterHeight * info.filterWidth * inChannels * 4;
    const rows = Math.max(1, Math.min(outHeight, Math.floor(UNROLLED_BYTES / rowBytes)));
    const windows = [info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth, top, left];
    within(rows * rowBytes, (buffer) =>
      tools.simd[what](...addresses, batchSize, ...input, ...output, ...windows, rows, buffer, tools.scratch),
    );
    return;
  }
  within(plan.bytes, (buffer) => {
    const rest = [plan.images, buffer, tools.scratch];
    if (what === 'conv2dBackpropFilter')
      tools.simd.winogradFilter(...addresses, batchSize, ...input, ...output, top, left, ...rest);
    else if (what === 'conv2d')
      tools.simd.winograd(...addresses, batchSize, ...input, ...output, top, left, 0, ...rest);
    else tools.simd.winograd(...addresses, batchSize, ...output, ...input, 2 - top, 2 - left, 1, ...rest);
  });
}

const channelsLast = (attributes: Readonly<Record<string, unknown>>): boolean =>
  attributes.dataFormat === undefined || attributes.dataFormat === 'NHWC';

function areAllFloats(tensors: readonly TensorInfo[]): boolean {
  return tensors.every(({ dtype }) => dtype === 'float32');
}

function forward(name: string): TrainingKernel {
  return {
    name,
    run(tools, inputs, attributes, otherwise) {
      const { x, filter, bias } = inputs as Inputs<'x' | 'filter'> & Partial<Inputs<'bias'>>;
      const plain =
        channelsLast(attributes) &&
        (attributes.activation ?? 'linear') === 'linear' &&
        x.dtype === 'float32' &&
        filter.dtype === 'float32' &&
        (bias == null || isBias(bias, filter.shape.at(-1)));
      if (!plain) return otherwise();
      const info = geometry(tools.tf, x.shape, filter.shape, attributes, false);
      if (info.dilationHeight !== 1 || info.dilationWidth !== 1) return otherwise();
      const out = tools.backend.makeOutput(info.outShape, 'float32');
      convolve(tools, info, 'conv2d', [x, filter, out]);
      if (bias != null) addBias(tools, out, bias);
      return out;
    },
  };
}

export const convolutions: readonly TrainingKernel[] = [forward('Conv2D'), forward('FusedConv2D')];

export const conv2dBackpropFilter: TrainingKernel = {
  name: 'Conv2DBackpropFilter',
  run(tools, inputs, attributes, otherwise) {
    const { x, dy } = inputs as Inputs<'x' | 'dy'>;
    const filterShape = attributes.filterShape as number[];
    if (!channelsLast(attributes) || !areAllFloats([x, dy])) return otherwise();
    const info = geometry(tools.tf, x.shape, filterShape, attributes, false);
    requireWindows(dy, info.outShape);
    const out = tools.backend.makeOutput([...filterShape], 'float32');
    convolve(tools, info, 'conv2dBackpropFilter', [x, dy, out]);
    return out;
  },
};

export const conv2dBackpropInput: TrainingKernel = {
  name: 'Conv2DBackpropInput',
  run(tools, inputs, attributes, otherwise) {
    const { dy, filter } = inputs as Inputs<'dy' | 'filter'>;
    const inputShape = attributes.inputShape as number[];
    if (!channelsLast(attributes) || !areAllFloats([dy, filter])) return otherwise();
    const info = geometry(tools.tf, inputShape, filter.shape, attributes, false);
    requireWindows(dy, info.outShape);
    const out = tools.backend.makeOutput([...inputShape], 'float32');
    convolve(tools, info, 'conv2dBackpropInput', [dy, filter, out]);
    return out;
  },
};

function depthwiseBackprop(
  tools: Toolkit,
  info: tf.backend_util.Conv2DInfo,
  input: Inputs<'x'>['x'],
  filter: Inputs<'x'>['x'],
  dy: Inputs<'x'>['x'],
  intoInput: boolean,
): void {
  requireWindows(dy, info.outShape);
  tools.simd.depthwiseBackprop(
    addressOf(tools, input),
    addressOf(tools, filter),
    addressOf(tools, dy),
    info.batchSize,
    info.inHeight,
    info.inWidth,
    info.inChannels,
    sizeOf(filter.shape.slice(3)),
    info.outHeight,
    info.outWidth,
    info.filterHeight,
    info.filterWidth,
    info.strideHeight,
    info.strideWidth,
    info.padInfo.top,
    info.padInfo.left,
    info.dilationHeight,
    info.dilationWidth,
    intoInput ? 1 : 0,
  );
}

export const depthwiseBackpropFilter: TrainingKernel = {
  name: 'DepthwiseConv2dNativeBackpropFilter',
  run(tools, inputs, attributes, otherwise) {
    const { x, dy } = inputs as Inputs<'x' | 'dy'>;
    const filterShape = attributes.filterShape as number[];
    if (!areAllFloats([x, dy])) return otherwise();
    const out = tools.backend.makeOutput([...filterShape], 'float32');
    depthwiseBackprop(tools, geometry(tools.tf, x.shape, filterShape, attributes, true), x, out, dy, false);
    return out;
  },
};

export const depthwiseBackpropInput: TrainingKernel = {
  name: 'DepthwiseConv2dNativeBackpropInput',
  run(tools, inputs, attributes, otherwise) {
    const { dy, filter } = inputs as Inputs<'dy' | 'filter'>;
    const inputShape = attributes.inputShape as number[];
    if (!areAllFloats([dy, filter])) return otherwise();
    const out = tools.backend.makeOutput([...inputShape], 'float32');
    depthwiseBackprop(
      tools,
      geometry(tools.tf, inputShape, filter.shape, attributes, true),
      out,
      filter,
      dy,
      true,
    );
    return out;
  },
};
