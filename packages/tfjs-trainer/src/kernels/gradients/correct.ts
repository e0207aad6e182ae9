import type * as tf from '@tensorflow/tfjs';
import type { Tf } from '../toolkit.ts';
import { registerArithmeticGradients } from './arithmetic.ts';
import { registerConvolutionGradient } from './convolution.ts';
import { registerPlacementGradients } from './placement.ts';
import { registerPoolingGradients } from './pooling.ts';
import { registerReductionGradients } from './reductions.ts';

export function correctGradients(t: Tf): void {
  for (const kernelName of ['ResizeNearestNeighbor', 'ResizeBilinear']) registerResizeGradient(t, kernelName);
  registerMirrorPadGradient(t);
  // The shipped gradient moves its axes one time too many.
  t.registerGradient({
    kernelName: 'Cumsum',
    inputsToSave: ['x'],
    gradFunc: (dy, _, attributes) => {
      const { axis, exclusive, reverse } = attributes as unknown as Readonly<{
        axis: number;
        exclusive: boolean;
        reverse: boolean;
      }>;
      return { x: () => t.cumsum(dy as tf.Tensor, axis, exclusive, !reverse) };
    },
  });
  registerArithmeticGradients(t);
  registerConvolutionGradient(t);
  registerPlacementGradients(t);
  registerPoolingGradients(t);
  registerReductionGradients(t);
}

/**
 * The plain and tfjs-node kernels are wrong beyond the first image, for oblong images and for `halfPixelCenters`. Resizing is
 * linear along each axis, so its effect on the identity gives the gradient.
 */
function registerResizeGradient(t: Tf, kernelName: string): void {
  t.registerGradient({
    kernelName,
    inputsToSave: ['images'],
    gradFunc: (dy, saved, attributes) => {
      const [images] = saved as [tf.Tensor4D];
      const { alignCorners, halfPixelCenters } = attributes as Record<string, boolean>;
      const resize = kernelName === 'ResizeBilinear' ? t.image.resizeBilinear : t.image.resizeNearestNeighbor;
      const along = (from: number, to: number) => {
        const identity = t.reshape(t.eye(from), [1, from, 1, from]) as tf.Tensor4D;
        const resized = resize(identity, [to, 1], alignCorners, halfPixelCenters);
        return t.transpose(t.reshape(resized, [1, to, from]), [0, 2, 1]);
      };
      const derImages = (): tf.Tensor => {
        const [, height, width] = images.shape;
        const [, newHeight, newWidth] = (dy as tf.Tensor4D).shape;
        const rows = backAlong(t, dy as tf.Tensor, 1, along(height, newHeight));
        return backAlong(t, rows, 2, along(width, newWidth));
      };
      return { images: derImages };
    },
  });
}

/** The shipped gradient ignores mirrored values. */
function registerMirrorPadGradient(t: Tf): void {
  t.registerGradient({
    kernelName: 'MirrorPad',
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attributes) => {
      const [x] = saved as [tf.Tensor];
      const { paddings, mode } = attributes as unknown as Readonly<{
        paddings: Array<[number, number]>;
        mode: 'reflect' | 'symmetric';
      }>;
      const derX = (): tf.Tensor =>
        x.shape.reduce((slope, length, axis) => {
          const [before, after] = paddings[axis] ?? [0, 0];
          if (before + after === 0) return slope;
          const padded = t.mirrorPad(
            t.eye(length),
            [
              [0, 0],
              [before, after],
            ],
            mode,
          );
          return backAlong(t, slope, axis, t.expandDims(padded));
        }, dy as tf.Tensor);
      return { x: derX };
    },
  });
}

/**
 * @param dy its length along the axis is `to`
 * @param operation the linear operation on the identity: [1, from, to]
 * @returns the gradient of the input, whose length along the axis is `from`
 */
function backAlong(t: Tf, dy: tf.Tensor, axis: number, operation: tf.Tensor): tf.Tensor {
  const before = dy.shape.slice(0, axis);
  const after = dy.shape.slice(axis + 1);
  const [, from = 1, to = 1] = operation.shape;
  const rows = t.reshape(dy, [t.util.sizeFromShape(before), to, t.util.sizeFromShape(after)]);
  return t.reshape(t.matMul(operation, rows), [...before, from, ...after]);
}
