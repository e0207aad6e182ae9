import type * as tf from '@tensorflow/tfjs';
import { registerGradient, type Tf } from '../toolkit.ts';

type Pooling = 'AvgPool' | 'AvgPool3D' | 'MaxPool' | 'MaxPool3D';

export function registerPoolingGradients(t: Tf): void {
  for (const kernelName of ['MaxPool', 'MaxPool3D'] as const)
    registerGradient(t, kernelName, ['x', 'y'], (dy, [input, output], attributes) => {
      requireValues(kernelName, axesOf(t, kernelName, input.shape, attributes), attributes);
      return { x: () => t.engine().runKernel(`${kernelName}Grad`, { dy, input, output }, attributes) };
    });
  for (const kernelName of ['AvgPool', 'AvgPool3D'] as const)
    registerGradient(t, kernelName, ['x'], (dy, [input], attributes) => {
      const axes = axesOf(t, kernelName, input.shape, attributes);
      requireValues(kernelName, axes, attributes);
      const isRight = attributes.pad === 'valid' || t.getBackend() === 'tensorflow';
      const derX = (): tf.Tensor => {
        const inputs = { dy: isRight ? dy : weigh(t, dy, axes), input };
        return t.engine().runKernel(`${kernelName}Grad`, inputs, countedAlike(kernelName, axes, attributes));
      };
      return { x: derX };
    });
}

interface PooledAxis {
  readonly length: number;
  readonly window: number;
  readonly stride: number;
  readonly windows: number;
  /** Start of the first window; negative in the padding. */
  readonly start: number;
}

/** @returns the pooled axes, last to first */
function axesOf(
  t: Tf,
  kernelName: Pooling,
  shape: readonly number[],
  attributes: tf.NamedAttrMap,
): PooledAxis[] {
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  const { computePool2DInfo, computePool3DInfo } = t.backend_util;
  const infoOf = (kernelName.endsWith('3D') ? computePool3DInfo : computePool2DInfo) as unknown as (
    ...given: unknown[]
  ) => Readonly<Record<string, number>> & { readonly padInfo: Readonly<Record<string, number>> };
  const info = infoOf(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const names = [
    ['Width', 'left'],
    ['Height', 'top'],
    ['Depth', 'front'],
  ] as const;
  return names.slice(0, shape.length - 2).map(([name, before]) => ({
    length: info[`in${name}`] ?? 1,
    window: info[`filter${name}`] ?? 1,
    stride: info[`stride${name}`] ?? 1,
    windows: info[`out${name}`] ?? 1,
    start: -(info.padInfo[before] ?? 0),
  }));
}

function requireValues(kernelName: Pooling, axes: readonly PooledAxis[], { pad }: tf.NamedAttrMap): void {
  const hasEmptyWindow = axes.some(
    ({ length, window, stride, windows, start }) =>
      start + window <= 0 || start + (windows - 1) * stride >= length,
  );
  if (!hasEmptyWindow) return;
  const sizes = (key: 'window' | 'stride') =>
    axes
      .map((axis) => axis[key])
      .reverse()
      .join(' × ');
  throw new Error(
    `${kernelName}: with windows of ${sizes('window')}, strides of ${sizes('stride')} and a padding of ${pad}, some windows hold no value of the input. Use a padding that is smaller than each side of the window, 'same' or 'valid'`,
  );
}

/** The plain kernels count padding in the mean; tfjs-node is correct. */
function weigh(t: Tf, dy: tf.Tensor, axes: readonly PooledAxis[]): tf.Tensor {
  return axes.reduce((weighted, { length, window, stride, windows, start }, i) => {
    const shares = Array.from({ length: windows }, (_, at) => {
      const first = start + at * stride;
      return window / (Math.min(first + window, length) - Math.max(first, 0));
    });
    return t.mul(weighted, t.tensor(shares, [windows, ...new Array(i + 1).fill(1)]));
  }, dy);
}

/** The 2D kernel ignores rounding, so explicit padding gives as many windows. */
function countedAlike(
  kernelName: Pooling,
  axes: readonly PooledAxis[],
  attributes: tf.NamedAttrMap,
): tf.NamedAttrMap {
  const { filterSize, strides, dimRoundingMode } = attributes;
  if (kernelName !== 'AvgPool' || dimRoundingMode == null) return attributes;
  const paddings = axes.map(({ length, window, stride, windows, start }) => [
    -start,
    start + (windows - 1) * stride + window - length,
  ]);
  return { filterSize, strides, pad: [[0, 0], ...paddings.reverse(), [0, 0]] } as tf.NamedAttrMap;
}
