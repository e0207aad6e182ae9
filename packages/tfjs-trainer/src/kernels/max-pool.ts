import type * as tf from '@tensorflow/tfjs';
import { callSimd, type Inputs, isFloat, requireWindows, type TrainingKernel } from './toolkit.ts';

interface Pooling<Sizes> {
  readonly filterSize: number | Sizes;
  readonly strides: number | Sizes;
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** The shipped kernel mixes up the images of a batch. */
export const maxPoolBackprop: TrainingKernel = {
  name: 'MaxPoolGrad',
  run(tools, inputs, attributes, otherwise) {
    const { input, dy } = inputs as Inputs<'input' | 'dy'>;
    if (!isFloat(input) || !isFloat(dy)) return otherwise();
    const { filterSize, strides, pad, dimRoundingMode } = attributes as unknown as Pooling<[number, number]>;
    const shape = input.shape as [number, number, number, number];
    const info = tools.tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    requireWindows(dy, info.outShape);
    const out = tools.backend.makeOutput(shape, 'float32');
    const images = [info.batchSize, info.inHeight, info.inWidth, info.inChannels];
    const windows = [info.outHeight, info.outWidth, info.filterHeight, info.filterWidth];
    const steps = [info.strideHeight, info.strideWidth, info.padInfo.top, info.padInfo.left];
    callSimd(tools, 'maxPoolBackprop', [input, dy, out], ...images, ...windows, ...steps);
    return out;
  },
};

/** The plain kernel mixes up height and width of a window. */
export const maxPool3dBackprop: TrainingKernel = {
  name: 'MaxPool3DGrad',
  run({ tf: t, backend }, inputs, attributes) {
    const { input, dy } = inputs as Inputs<'input' | 'dy'>;
    const { filterSize, strides, pad, dimRoundingMode } = attributes as unknown as Pooling<
      [number, number, number]
    >;
    const shape = input.shape as [number, number, number, number, number];
    const info = t.backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    requireWindows(dy, info.outShape);
    const [x, shares] = [input, dy].map(({ dataId }) => backend.readSync(dataId)) as [
      Float32Array,
      Float32Array,
    ];
    const slopes = new Float32Array(x.length);
    addShares(info, x, shares, slopes);
    return backend.makeOutput(shape, 'float32', undefined, slopes);
  },
};

function addShares(
  info: tf.backend_util.Conv3DInfo,
  x: Float32Array,
  shares: Float32Array,
  slopes: Float32Array,
): void {
  const { batchSize, inChannels: channels, inDepth, inHeight, inWidth, padInfo } = info;
  const planes = within(info.outDepth, info.strideDepth, padInfo.front, info.filterDepth, inDepth);
  const rows = within(info.outHeight, info.strideHeight, padInfo.top, info.filterHeight, inHeight);
  const columns = within(info.outWidth, info.strideWidth, padInfo.left, info.filterWidth, inWidth);
  let window = 0;
  for (let image = 0; image < batchSize; image++)
    for (const depths of planes)
      for (const heights of rows)
        for (const widths of columns)
          for (let channel = 0; channel < channels; channel++) {
            let largest = -1;
            for (const z of depths)
              for (const y of heights)
                for (const column of widths) {
                  const at = (((image * inDepth + z) * inHeight + y) * inWidth + column) * channels + channel;
                  if (largest < 0 || (x[at] as number) > (x[largest] as number)) largest = at;
                }
            // The window lies in the padding.
            if (largest >= 0) slopes[largest] = (slopes[largest] as number) + (shares[window] as number);
            window += 1;
          }
}

function within(windows: number, stride: number, before: number, size: number, length: number): number[][] {
  return Array.from({ length: windows }, (_, window) =>
    Array.from({ length: size }, (_, place) => window * stride - before + place).filter(
      (place) => place >= 0 && place < length,
    ),
  );
}
