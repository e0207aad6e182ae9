/** Gradients that TensorFlow.js computes wrongly on any backend, or on all but one. */
import type * as tf from '@tensorflow/tfjs';
import type { Tf } from '../toolkit.ts';

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
  for (const kernelName of ['AvgPool', 'AvgPool3D'] as const) registerPoolGradient(t, kernelName);
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

/** Of each axis that is pooled over, from the last one: its name, and that of its padding. */
const POOLED = [
  ['Width', 'left'],
  ['Height', 'top'],
  ['Depth', 'front'],
] as const;

/** The plain kernels divide by all places of a window, at an edge as well, where the mean is of those that hold a value. That of tfjs-node is right. */
function registerPoolGradient(t: Tf, kernelName: 'AvgPool' | 'AvgPool3D'): void {
  t.registerGradient({
    kernelName,
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attributes) => {
      const [input] = saved as [tf.Tensor];
      const isRight = attributes.pad === 'valid' || t.getBackend() === 'tensorflow';
      const derX = (): tf.Tensor => {
        const weighted = isRight
          ? (dy as tf.Tensor)
          : weigh(t, kernelName, dy as tf.Tensor, input, attributes);
        return t.engine().runKernel(`${kernelName}Grad`, { dy: weighted, input }, attributes);
      };
      return { x: derX };
    },
  });
}

/** @returns dy times the places of each window, over those that hold a value */
function weigh(
  t: Tf,
  kernelName: 'AvgPool' | 'AvgPool3D',
  dy: tf.Tensor,
  { shape }: tf.Tensor,
  attributes: tf.NamedAttrMap,
): tf.Tensor {
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  const { computePool2DInfo, computePool3DInfo } = t.backend_util;
  const infoOf = (kernelName === 'AvgPool' ? computePool2DInfo : computePool3DInfo) as unknown as (
    ...given: unknown[]
  ) => Readonly<Record<string, number>> & { readonly padInfo: Readonly<Record<string, number>> };
  const info = infoOf(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const of = (what: string) => info[what] ?? 1;
  let weighted = dy;
  POOLED.slice(0, dy.shape.length - 2).forEach(([axis, before], i) => {
    const window = of(`filter${axis}`);
    const shares = Array.from({ length: of(`out${axis}`) }, (_, at) => {
      const start = at * of(`stride${axis}`) - (info.padInfo[before] ?? 0);
      return window / Math.max(1, Math.min(start + window, of(`in${axis}`)) - Math.max(start, 0));
    });
    weighted = t.mul(weighted, t.tensor(shares, [shares.length, ...new Array(i + 1).fill(1)]));
  });
  return weighted;
}
