/** The shipped kernel mixes up the images of a batch. */
import { addressOf, type Inputs, requireWindows, type TrainingKernel } from './toolkit.ts';

export const maxPoolBackprop: TrainingKernel = {
  name: 'MaxPoolGrad',
  run(tools, inputs, attributes, otherwise) {
    const { input, dy } = inputs as Inputs<'input' | 'dy'>;
    if (input.dtype !== 'float32' || dy.dtype !== 'float32') return otherwise();
    const { filterSize, strides, pad, dimRoundingMode } = attributes as unknown as {
      filterSize: number | [number, number];
      strides: number | [number, number];
      pad: 'valid' | 'same' | number;
      dimRoundingMode?: 'floor' | 'round' | 'ceil';
    };
    const shape = input.shape as [number, number, number, number];
    const info = tools.tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    requireWindows(dy, info.outShape);
    const out = tools.backend.makeOutput(shape, 'float32');
    tools.simd.maxPoolBackprop(
      ...[input, dy, out].map((tensor) => addressOf(tools, tensor)),
      info.batchSize,
      info.inHeight,
      info.inWidth,
      info.inChannels,
      info.outHeight,
      info.outWidth,
      info.filterHeight,
      info.filterWidth,
      info.strideHeight,
      info.strideWidth,
      info.padInfo.top,
      info.padInfo.left,
    );
    return out;
  },
};
