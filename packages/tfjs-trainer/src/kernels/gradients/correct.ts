import type * as tf from '@tensorflow/tfjs';
import { registerGradient, type Tf } from '../toolkit.ts';
import { registerArithmeticGradients } from './arithmetic.ts';
import { registerPlacementGradients } from './placement.ts';
import { registerPoolingGradients } from './pooling.ts';

export function correctGradients(t: Tf): void {
  for (const kernelName of ['ResizeNearestNeighbor', 'ResizeBilinear']) registerResizeGradient(t, kernelName);
  registerMirrorPadGradient(t);
  // The shipped gradient moves its axes one time too many.
  type Cumsum = Readonly<{ axis: number; exclusive: boolean; reverse: boolean }>;
  registerGradient(t, 'Cumsum', ['x'], (dy, _, { axis, exclusive, reverse }: Cumsum) => ({
    x: () => t.cumsum(dy, axis, exclusive, !reverse),
  }));
  registerArithmeticGradients(t);
  registerConvolutionGradient(t);
  registerPlacementGradients(t);
  registerPoolingGradients(t);
  registerReductionGradients(t);
}

/**
 * Shipped kernels are wrong beyond the first image, for oblong images and `halfPixelCenters`. Resizing is linear along each
 * axis, so its effect on the identity gives the gradient.
 */
function registerResizeGradient(t: Tf, kernelName: string): void {
  registerGradient(
    t,
    kernelName,
    ['images'],
    (dy, [images], attributes: Readonly<Record<string, boolean>>) => {
      const { alignCorners, halfPixelCenters } = attributes;
      const resize = kernelName === 'ResizeBilinear' ? t.image.resizeBilinear : t.image.resizeNearestNeighbor;
      const along = (from: number, to: number) => {
        const identity = t.reshape(t.eye(from), [1, from, 1, from]) as tf.Tensor4D;
        const resized = resize(identity, [to, 1], alignCorners, halfPixelCenters);
        return t.transpose(t.reshape(resized, [1, to, from]), [0, 2, 1]);
      };
      const derImages = (): tf.Tensor => {
        const [, height, width] = images.shape as tf.Tensor4D['shape'];
        const [, newHeight, newWidth] = dy.shape as tf.Tensor4D['shape'];
        const rows = backAlong(t, dy, 1, along(height, newHeight));
        return backAlong(t, rows, 2, along(width, newWidth));
      };
      return { images: derImages };
    },
  );
}

/** The shipped gradient ignores mirrored values. */
function registerMirrorPadGradient(t: Tf): void {
  type Padding = Readonly<{ paddings: Array<[number, number]>; mode: 'reflect' | 'symmetric' }>;
  registerGradient(t, 'MirrorPad', ['x'], (dy, [x], { paddings, mode }: Padding) => {
    const derX = (): tf.Tensor =>
      x.shape.reduce((slope, length, axis) => {
        const [before, after] = paddings[axis] ?? [0, 0];
        if (before + after === 0) return slope;
        const around: Array<[number, number]> = [
          [0, 0],
          [before, after],
        ];
        return backAlong(t, slope, axis, t.expandDims(t.mirrorPad(t.eye(length), around, mode)));
      }, dy);
    return { x: derX };
  });
}

/** @param operation the linear operation along the axis, on the identity: [1, from, to] */
function backAlong(t: Tf, dy: tf.Tensor, axis: number, operation: tf.Tensor): tf.Tensor {
  const before = dy.shape.slice(0, axis);
  const after = dy.shape.slice(axis + 1);
  const [, from = 1, to = 1] = operation.shape;
  const rows = t.reshape(dy, [t.util.sizeFromShape(before), to, t.util.sizeFromShape(after)]);
  return t.reshape(t.matMul(operation, rows), [...before, from, ...after]);
}

/** TensorFlow.js drops `dimRoundingMode` from this gradient and counts other windows. */
function registerConvolutionGradient(t: Tf): void {
  const shipped = t.getGradient('Conv2D');
  t.registerGradient({
    ...shipped,
    gradFunc: (dy, saved, attributes) => {
      const { dimRoundingMode, strides, pad, dataFormat } = attributes;
      // The shipped gradient is correct without rounding and rejects dilations.
      if (dimRoundingMode == null || !t.backend_util.tupleValuesAreOne(attributes.dilations as number))
        return shipped.gradFunc(dy, saved, attributes);
      const [x, filter] = saved as [tf.Tensor, tf.Tensor];
      const given = { strides, pad, dataFormat, dimRoundingMode };
      const gradient = (
        kernelName: string,
        inputs: tf.NamedTensorMap,
        shape: Readonly<Record<string, number[]>>,
      ) => t.engine().runKernel(kernelName, inputs, { ...given, ...shape } as tf.NamedAttrMap) as tf.Tensor;
      return {
        x: () => gradient('Conv2DBackpropInput', { dy: dy as tf.Tensor, filter }, { inputShape: x.shape }),
        filter: () =>
          gradient('Conv2DBackpropFilter', { x, dy: dy as tf.Tensor }, { filterShape: filter.shape }),
      };
    },
  });
}

function registerReductionGradients(t: Tf): void {
  registerExtremeGradient(t, 'Max', 'reductionIndices');
  registerExtremeGradient(t, 'Min', 'axis');
  // The shipped gradient does not support negative axes.
  const product = t.getGradient('Prod');
  t.registerGradient({
    ...product,
    gradFunc: (dy, saved, attributes) => {
      const [x] = saved as [tf.Tensor];
      const axis = t.util.parseAxisParam(attributes.axis as number[], x.shape);
      return product.gradFunc(dy, saved, { ...attributes, axis });
    },
  });
}

/** Ties share the slope, as in TensorFlow; the shipped gradients give each all of it. */
function registerExtremeGradient(t: Tf, kernelName: string, axisAttribute: string): void {
  registerGradient(
    t,
    kernelName,
    ['x', 'y'],
    (dy, [x, y], attributes: Readonly<Record<string, number[]>>) => {
      const axes = t.util.parseAxisParam(attributes[axisAttribute] as number[], x.shape);
      const kept = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
      const derX = (): tf.Tensor => {
        const isExtreme = t.cast(t.equal(x, t.reshape(y, kept)), 'float32');
        const share = t.div(t.reshape(dy, kept), t.sum(isExtreme, axes, true));
        return t.mul(share, isExtreme);
      };
      return { x: derX };
    },
  );
}
