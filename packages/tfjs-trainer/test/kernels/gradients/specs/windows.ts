/** Gradients of what slides a window over its input. */
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { type Spec, spec } from './spec.ts';

type Two = [number, number];
type Three = [number, number, number];
type Four = [number, number, number, number];

const ROUNDINGS = ['floor', 'ceil', 'round'] as const;

interface Padding {
  readonly pad: 'same' | 'valid' | number;
  readonly rounding?: (typeof ROUNDINGS)[number] | undefined;
}

const padding = fc.oneof(
  fc.record({ pad: fc.constantFrom('same' as const, 'valid' as const) }),
  fc.record({ pad: fc.integer({ min: 0, max: 3 }), rounding: fc.constantFrom(undefined, ...ROUNDINGS) }),
) as fc.Arbitrary<Padding>;

const lengthsOf = (dimensions: number, longest: number) =>
  fc.array(fc.integer({ min: 1, max: longest }), { minLength: dimensions, maxLength: dimensions });

/** Windows of a convolution or of pooling in `dimensions` dimensions, each with at least one result. */
const geometry = (dimensions: number): fc.Arbitrary<Geometry> =>
  fc
    .record({
      batch: fc.option(fc.integer({ min: 1, max: 2 })),
      lengths: lengthsOf(dimensions, dimensions === 3 ? 4 : 6),
      channels: fc.integer({ min: 1, max: 5 }),
      filters: fc.integer({ min: 1, max: 4 }),
      window: lengthsOf(dimensions, 3),
      strides: lengthsOf(dimensions, 3),
      dilations: fc.oneof(
        { weight: 4, arbitrary: fc.constant(Array(dimensions).fill(1) as number[]) },
        { weight: 1, arbitrary: lengthsOf(dimensions, 2) },
      ),
      padding,
    })
    .map(({ padding: { pad, rounding }, ...rest }) => ({ ...rest, pad, rounding }))
    .filter((given) => windowsOf(given).every((count) => count > 0));

interface Geometry extends Padding {
  readonly batch: number | null;
  readonly lengths: number[];
  readonly channels: number;
  readonly filters: number;
  readonly window: number[];
  readonly strides: number[];
  readonly dilations: number[];
}

const inputOf = ({ batch, lengths, channels }: Geometry) => [
  ...(batch === null ? [] : [batch]),
  ...lengths,
  channels,
];

const pooling = (kernel: string, dimensions: 2 | 3, tied: boolean): Spec =>
  spec(kernel, geometry(dimensions), (given) => ({
    shapes: [inputOf(given)],
    tied,
    refused: hasEmptyWindow(given) ? /some windows hold no value/ : undefined,
    operation: (x) => {
      const { window, strides, pad, rounding } = given;
      const pool = {
        MaxPool: tf.maxPool,
        AvgPool: tf.avgPool,
        MaxPool3D: tf.maxPool3d,
        AvgPool3D: tf.avgPool3d,
      }[kernel] as typeof tf.maxPool;
      return pool(x, window as Two, strides as Two, pad, rounding);
    },
  }));

function hasEmptyWindow(given: Geometry): boolean {
  const { pad } = given;
  if (typeof pad !== 'number') return false;
  const counts = windowsOf(given).slice(1, -1);
  return given.lengths.some((length, axis) => {
    const [size = 1, stride = 1, count = 1] = [given.window[axis], given.strides[axis], counts[axis]];
    return size <= pad || (count - 1) * stride - pad >= length;
  });
}

const dilated = /dilation rates greater than 1/;
const isDilated = ({ dilations }: Geometry) => dilations.some((dilation) => dilation > 1);

/** TensorFlow.js counts windows along the width by their height where the padding is a number. */
function windowsOf({ lengths, window, strides, pad, rounding }: Geometry): number[] {
  const { computePool2DInfo, computePool3DInfo } = tf.backend_util;
  const infoOf = (lengths.length === 2 ? computePool2DInfo : computePool3DInfo) as unknown as (
    ...given: unknown[]
  ) => { outShape: number[] };
  return infoOf([1, ...lengths, 1], window, strides, 1, pad, rounding).outShape;
}

const isRounded = (given: Geometry) =>
  `${windowsOf(given)}` !== `${windowsOf({ ...given, rounding: undefined })}`;

/** Of strides and dilations, one is 1. */
const either = (given: Geometry): Geometry =>
  isDilated(given)
    ? { ...given, strides: given.strides.map(() => 1), pad: 'same', rounding: undefined }
    : given;

export const windows: readonly Spec[] = [
  ...[false, true].flatMap((tied) => [pooling('MaxPool', 2, tied), pooling('MaxPool3D', 3, tied)]),
  pooling('AvgPool', 2, false),
  pooling('AvgPool3D', 3, false),
  ...[false, true].map((fused) =>
    spec(fused ? 'FusedConv2D' : 'Conv2D', geometry(2).map(either), (given) => {
      const { window, channels, filters, strides, dilations, pad, rounding } = given;
      const usual = { pad, strides: strides as Two, dilations: dilations as Two };
      return {
        // The fused operation has no gradient for a single image.
        shapes: [
          inputOf({ ...given, batch: fused ? (given.batch ?? 1) : given.batch }),
          [...window, channels, filters],
        ],
        refused: isDilated(given) ? dilated : fused && isRounded(given) ? /windows/ : undefined,
        operation: (x, filter) =>
          fused
            ? tf.fused.conv2d({
                x,
                filter,
                ...usual,
                ...(rounding ? { dimRoundingMode: rounding } : {}),
              })
            : tf.conv2d(x, filter, usual.strides, pad, 'NHWC', usual.dilations, rounding),
      };
    }),
  ),
  spec('Conv2DBackpropInput', geometry(2), (given) => {
    const { batch, window, channels, filters, strides, lengths, pad, rounding } = given;
    const whole = [batch ?? 1, ...lengths, channels] as Four;
    const filter = [...window, channels, filters] as Four;
    const info = tf.backend_util.computeConv2DInfo(whole, filter, strides as Two, 1, pad, rounding);
    return {
      shapes: [info.outShape, filter],
      operation: (dy, weights) => tf.conv2dTranspose(dy, weights, whole, strides as Two, pad, rounding),
    };
  }),
  spec(
    'Conv3D',
    geometry(3)
      .filter(({ pad }) => typeof pad !== 'number')
      .map(either),
    (given) => ({
      shapes: [inputOf(given), [...given.window, given.channels, given.filters]],
      refused: isDilated(given) ? dilated : undefined,
      operation: (x, filter) =>
        tf.conv3d(x, filter, given.strides as Three, given.pad as 'same', 'NDHWC', given.dilations as Three),
    }),
  ),
  spec('DepthwiseConv2dNative', geometry(2).map(either), (given) => {
    const { window, channels, filters, strides, dilations, pad, rounding } = given;
    return {
      shapes: [inputOf(given), [...window, channels, filters]],
      refused: isDilated(given) ? dilated : undefined,
      operation: (x, filter) =>
        tf.depthwiseConv2d(x, filter, strides as Two, pad, 'NHWC', dilations as Two, rounding),
    };
  }),
  spec(
    'Dilation2D',
    geometry(2).filter(({ pad }) => typeof pad !== 'number'),
    (given) => ({
      shapes: [inputOf(given), [...given.window, given.channels]],
      operation: (x, filter) =>
        tf.dilation2d(x, filter, given.strides as Two, given.pad as 'same', given.dilations as Two),
    }),
  ),
];
