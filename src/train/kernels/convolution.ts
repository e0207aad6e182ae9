/** Convolutions and their gradients: the wasm backend lacks three of the four gradients, and its fourth is ten times slower than the forward pass. */
import type * as tf from '@tensorflow/tfjs';
import { addBias, isBias } from './arithmetic.ts';
import { addressOf, type Inputs, sizeOf, type Tf, type Toolkit, type TrainingKernel } from './toolkit.ts';

/** Unrolled rows held at a time: small enough for the second-level cache. */
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

/** The sixteen numbers that a convolution and its gradients share, and a buffer for the unrolled rows. */
function withUnrolled(
  tools: Toolkit,
  info: tf.backend_util.Conv2DInfo,
  compute: (numbers: number[]) => void,
): void {
  const rowBytes = info.outWidth * info.filterHeight * info.filterWidth * info.inChannels * 4;
  const rows = Math.max(1, Math.min(info.outHeight, Math.floor(UNROLLED_BYTES / rowBytes)));
  const matrix = tools.backend.makeOutput([rows, rowBytes / 4], 'float32');
  compute([
    info.batchSize,
    info.inHeight,
    info.inWidth,
    info.inChannels,
    info.outHeight,
    info.outWidth,
    info.outChannels,
    info.filterHeight,
    info.filterWidth,
    info.strideHeight,
    info.strideWidth,
    info.padInfo.top,
    info.padInfo.left,
    rows,
    addressOf(tools, matrix),
    tools.scratch,
  ]);
  tools.backend.disposeData(matrix.dataId);
}

const channelsLast = (attributes: Readonly<Record<string, unknown>>): boolean =>
  attributes.dataFormat === undefined || attributes.dataFormat === 'NHWC';

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
      withUnrolled(tools, info, (numbers) =>
        tools.simd.conv2d(addressOf(tools, x), addressOf(tools, filter), addressOf(tools, out), ...numbers),
      );
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
    if (!channelsLast(attributes) || x.dtype !== 'float32') return otherwise();
    const info = geometry(tools.tf, x.shape, filterShape, attributes, false);
    const out = tools.backend.makeOutput([...filterShape], 'float32');
    withUnrolled(tools, info, (numbers) =>
      tools.simd.conv2dBackpropFilter(
        addressOf(tools, x),
        addressOf(tools, dy),
        addressOf(tools, out),
        ...numbers,
      ),
    );
    return out;
  },
};

export const conv2dBackpropInput: TrainingKernel = {
  name: 'Conv2DBackpropInput',
  run(tools, inputs, attributes, otherwise) {
    const { dy, filter } = inputs as Inputs<'dy' | 'filter'>;
    const inputShape = attributes.inputShape as number[];
    if (!channelsLast(attributes) || dy.dtype !== 'float32') return otherwise();
    const info = geometry(tools.tf, inputShape, filter.shape, attributes, false);
    const out = tools.backend.makeOutput([...inputShape], 'float32');
    withUnrolled(tools, info, (numbers) =>
      tools.simd.conv2dBackpropInput(
        addressOf(tools, dy),
        addressOf(tools, filter),
        addressOf(tools, out),
        ...numbers,
      ),
    );
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
  run(tools, inputs, attributes) {
    const { x, dy } = inputs as Inputs<'x' | 'dy'>;
    const filterShape = attributes.filterShape as number[];
    const out = tools.backend.makeOutput([...filterShape], 'float32');
    depthwiseBackprop(tools, geometry(tools.tf, x.shape, filterShape, attributes, true), x, out, dy, false);
    return out;
  },
};

export const depthwiseBackpropInput: TrainingKernel = {
  name: 'DepthwiseConv2dNativeBackpropInput',
  run(tools, inputs, attributes) {
    const { dy, filter } = inputs as Inputs<'dy' | 'filter'>;
    const inputShape = attributes.inputShape as number[];
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
