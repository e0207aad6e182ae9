/** Gradients that TensorFlow.js computes wrongly on any backend, or on all but one. */
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
  // The shipped one moves its axes once more than it should.
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
 * The plain kernels are wrong for all images of a batch but the first, for images that are not square, and with `halfPixelCenters`, as those of
 * tfjs-node are. Both ways to resize are linear, along one axis after the other: what they make of the identity is all of them.
 */
function registerResizeGradient(t: Tf, kernelName: string): void {
  t.registerGradient({
    kernelName,
    inputsToSave: ['images'],
    gradFunc: (dy, saved, attributes) => {
      const [images] = saved as [tf.Tensor4D];
      const { alignCorners, halfPixelCenters } = attributes as Record<string, boolean>;
      const resize = kernelName === 'ResizeBilinear' ? t.image.resizeBilinear : t.image.resizeNearestNeighbor;
      /** [1, from, to] */
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

/** The shipped one leaves out what was mirrored. This is linear along each axis as well. */
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
 * @param operation what is linear along an axis makes of the identity: [1, from, to]
 * @returns the slope by what the operation was given, whose length along the axis is `from`
 */
function backAlong(t: Tf, dy: tf.Tensor, axis: number, operation: tf.Tensor): tf.Tensor {
  const before = dy.shape.slice(0, axis);
  const after = dy.shape.slice(axis + 1);
  const [, from = 1, to = 1] = operation.shape;
  const rows = t.reshape(dy, [t.util.sizeFromShape(before), to, t.util.sizeFromShape(after)]);
  return t.reshape(t.matMul(operation, rows), [...before, from, ...after]);
}
