/** Convolutions, pooling and dilation, with their gradients. */
import { backend_util } from '@tensorflow/tfjs';
import { depthwiseGradient } from '../depthwise-gradient.ts';
import { type Draw, FLOATS, NUMBERS, type Spec, type Specs } from '../draw.ts';

type Lengths = number[];

const ACTIVATIONS = ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'];

interface Windows {
  readonly shape: Lengths;
  readonly filter: Lengths;
  readonly attributes: Readonly<Record<string, unknown>> & { readonly strides: Lengths };
}

/** Windows over two or three axes, oblong ones among them. */
function windows(draw: Draw, axes: 2 | 3, settings: { dilated?: boolean; padded?: boolean } = {}): Windows {
  const { dilated = false, padded = true } = settings;
  const each = (make: () => number): Lengths => {
    const one = make();
    return draw.list(axes, () => (draw.is(0.6) ? one : make()));
  };
  const filter = each(() => draw.integer(1, 3));
  const isDilated = dilated && draw.is(0.4);
  const dilations = each(() => (isDilated ? draw.integer(1, 2) : 1));
  const strides = each(() => (isDilated ? 1 : draw.integer(1, 3)));
  // Where the padding is a number, TensorFlow.js takes the height of a window for its width as well.
  const longest = Math.max(...filter.map((length, i) => (length - 1) * (dilations[i] ?? 1)));
  const lengths = filter.map(() => longest + draw.integer(1, 5));
  const numeric = draw.integer(0, 1);
  const pad = draw.pick<unknown>('valid', 'same', ...(padded ? [numeric] : []));
  const dimRoundingMode =
    typeof pad === 'number' ? draw.pick('floor', 'round', 'ceil', undefined) : undefined;
  return {
    shape: [draw.integer(1, 3), ...lengths, draw.pick(1, 2, 3, 4, 5)],
    filter,
    attributes: {
      strides,
      pad,
      ...(dimRoundingMode === undefined ? {} : { dimRoundingMode }),
      ...(dilated ? { dilations } : {}),
    },
  };
}

function outShape({ shape, filter, attributes }: Windows, outChannels: number, depthwise = false): Lengths {
  const { strides, pad, dimRoundingMode, dilations = 1 } = attributes as Record<string, unknown>;
  const full = [...filter, shape.at(-1) as number, outChannels];
  const info =
    filter.length === 2
      ? backend_util.computeConv2DInfo(
          ...([shape, full, strides, dilations, pad, dimRoundingMode, depthwise] as unknown as Parameters<
            typeof backend_util.computeConv2DInfo
          >),
        )
      : backend_util.computeConv3DInfo(
          ...([shape, full, strides, dilations, pad, 'channelsLast'] as unknown as Parameters<
            typeof backend_util.computeConv3DInfo
          >),
        );
  return info.outShape;
}

function pooled({ shape, filter, attributes }: Windows): Lengths {
  const { strides, pad, dimRoundingMode } = attributes as Record<string, unknown>;
  const compute = filter.length === 2 ? backend_util.computePool2DInfo : backend_util.computePool3DInfo;
  return (compute as unknown as (...given: unknown[]) => { outShape: Lengths })(
    ...[shape, filter, strides, 1, pad, dimRoundingMode],
  ).outShape;
}

function pool(axes: 2 | 3, more: (draw: Draw) => Record<string, unknown> = () => ({})): Spec {
  return {
    types: axes === 2 ? NUMBERS : FLOATS,
    ranks: [axes + 2],
    make(draw, dtype) {
      const { shape, filter, attributes } = windows(draw, axes);
      return {
        inputs: { x: draw.tame(shape, dtype) },
        attributes: { ...attributes, filterSize: filter, ...more(draw) },
      };
    },
  };
}

function poolGradient(axes: 2 | 3, output: boolean): Spec {
  return {
    types: ['float32', 'int32'],
    ranks: [axes + 2],
    tolerance: 1e-4,
    make(draw, dtype) {
      let windowed = windows(draw, axes);
      // The plain kernel mixes up the places of other windows in three dimensions; the gradients' own test covers those.
      while (axes === 3 && output && windowed.filter[1] !== windowed.filter[2])
        windowed = windows(draw, axes);
      const shape = pooled(windowed);
      const inputs = { dy: draw.tame(shape, dtype), input: distinct(draw, windowed.shape) };
      return {
        inputs: output ? { ...inputs, output: draw.tame(shape, dtype) } : inputs,
        attributes: { ...windowed.attributes, filterSize: windowed.filter },
      };
    },
  };
}

/** Without equals, whose share the plain kernel gives to the last of them, and TensorFlow to the first. */
function distinct(draw: Draw, shape: Lengths) {
  const size = shape.reduce((product, length) => product * length, 1);
  const values = draw.shuffled(draw.list(size, (i) => i / 8 - size / 16));
  return { shape, dtype: 'float32' as const, values };
}

function convolution(fused: boolean, depthwise: boolean): Spec {
  return {
    types: ['float32', 'int32'],
    ranks: [4],
    tolerance: 1e-4,
    make(draw, dtype) {
      const windowed = windows(draw, 2, { dilated: true });
      const last = draw.integer(1, depthwise ? 2 : 5);
      const channels = windowed.shape.at(-1) as number;
      const out = depthwise ? channels * last : last;
      const activation = draw.pick(...ACTIVATIONS);
      return {
        inputs: {
          x: draw.tame(windowed.shape, dtype),
          filter: draw.tame([...windowed.filter, channels, last], dtype),
          ...(fused && draw.is()
            ? { bias: draw.tame(draw.is(0.8) ? [out] : draw.pick([1], []), dtype) }
            : {}),
          ...(fused && activation === 'prelu'
            ? { preluActivationWeights: draw.tame([1, 1, out], dtype) }
            : {}),
        },
        attributes: {
          ...windowed.attributes,
          dataFormat: 'NHWC',
          ...(fused ? { activation, leakyreluAlpha: 0.2 } : {}),
        },
      };
    },
  };
}

function convolutionGradient(by: 'filter' | 'input', depthwise: boolean): Spec {
  return {
    types: ['float32', 'int32'],
    ranks: [4],
    tolerance: 1e-4,
    make(draw, dtype) {
      const windowed = windows(draw, 2, { dilated: depthwise });
      const last = draw.integer(1, depthwise ? 2 : 5);
      const filterShape = [...windowed.filter, windowed.shape.at(-1) as number, last];
      const dy = draw.tame(outShape(windowed, last, depthwise), dtype);
      const attributes = { ...windowed.attributes, dataFormat: 'NHWC' };
      return by === 'filter'
        ? {
            inputs: { x: draw.tame(windowed.shape, dtype), dy },
            attributes: { ...attributes, filterShape },
          }
        : {
            inputs: { dy, filter: draw.tame(filterShape, dtype) },
            attributes: { ...attributes, inputShape: windowed.shape },
          };
    },
  };
}

function volume(what: 'forward' | 'filter' | 'input'): Spec {
  return {
    types: FLOATS,
    ranks: [5],
    tolerance: 1e-4,
    make(draw, dtype) {
      const windowed = windows(draw, 3, { dilated: what === 'forward', padded: false });
      const out = draw.integer(1, 3);
      const filterShape = [...windowed.filter, windowed.shape.at(-1) as number, out];
      const x = draw.tame(windowed.shape, dtype);
      const filter = draw.tame(filterShape, dtype);
      const { attributes } = windowed;
      if (what === 'forward')
        return { inputs: { x, filter }, attributes: { dataFormat: 'NDHWC', ...attributes } };
      const dy = draw.tame(outShape(windowed, out), dtype);
      return what === 'filter'
        ? { inputs: { x, dy }, attributes: { ...attributes, filterShape } }
        : { inputs: { dy, filter }, attributes: { ...attributes, inputShape: windowed.shape } };
    },
  };
}

function dilation(by: 'forward' | 'gradient'): Spec {
  return {
    types: FLOATS,
    ranks: [4],
    tolerance: 1e-4,
    make(draw, dtype) {
      const { shape, filter, attributes } = windows(draw, 2, { padded: false });
      const channels = shape.at(-1) as number;
      const inputs = {
        x: draw.tame(shape, dtype),
        filter: draw.tame([...filter, channels], dtype),
      };
      const dy = draw.tame(
        outShape({ shape, filter, attributes }, channels, true).slice(0, 3).concat(channels),
        dtype,
      );
      return {
        inputs: by === 'forward' ? inputs : { ...inputs, dy },
        attributes: { ...attributes, dilations: 1 },
      };
    },
  };
}

export const windowed: Specs = {
  AvgPool: pool(2),
  MaxPool: pool(2),
  AvgPool3D: pool(3, () => ({ dataFormat: 'NDHWC' })),
  MaxPool3D: pool(3, () => ({ dataFormat: 'NDHWC' })),
  MaxPoolWithArgmax: pool(2, (draw) => ({ includeBatchInIndex: draw.is() })),
  AvgPoolGrad: poolGradient(2, false),
  AvgPool3DGrad: poolGradient(3, false),
  MaxPoolGrad: poolGradient(2, true),
  MaxPool3DGrad: poolGradient(3, true),
  Conv2D: convolution(false, false),
  FusedConv2D: convolution(true, false),
  DepthwiseConv2dNative: convolution(false, true),
  FusedDepthwiseConv2D: convolution(true, true),
  Conv2DBackpropFilter: convolutionGradient('filter', false),
  Conv2DBackpropInput: convolutionGradient('input', false),
  DepthwiseConv2dNativeBackpropFilter: {
    ...convolutionGradient('filter', true),
    types: FLOATS,
    definition: (_, given) => [depthwiseGradient(given, 'filter')],
  },
  DepthwiseConv2dNativeBackpropInput: {
    ...convolutionGradient('input', true),
    types: FLOATS,
    definition: (_, given) => [depthwiseGradient(given, 'input')],
  },
  Conv3D: volume('forward'),
  Conv3DBackpropFilterV2: volume('filter'),
  Conv3DBackpropInputV2: volume('input'),
  Dilation2D: dilation('forward'),
  Dilation2DBackpropFilter: dilation('gradient'),
  Dilation2DBackpropInput: dilation('gradient'),
};
