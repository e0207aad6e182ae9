import type * as tf from '@tensorflow/tfjs';

export const IMAGE = [28, 28, 1];
export const IMAGE_CLASSES = 10;
/** A higher rate memorises the random labels; summation order then soon changes the loss. */
export const LEARNING_RATE = 1e-4;

export function cnn(t: typeof tf): tf.LayersModel {
  const filter = { kernelSize: 3, padding: 'same', activation: 'relu' } as const;
  const model = t.sequential({
    layers: [
      t.layers.conv2d({ ...filter, filters: 16, inputShape: IMAGE }),
      t.layers.maxPooling2d({ poolSize: 2 }),
      t.layers.conv2d({ ...filter, filters: 32 }),
      t.layers.maxPooling2d({ poolSize: 2 }),
      t.layers.flatten(),
      t.layers.dense({ units: 64, activation: 'relu' }),
      t.layers.dense({ units: IMAGE_CLASSES, activation: 'softmax' }),
    ],
  });
  model.compile({
    optimizer: t.train.adam(LEARNING_RATE),
    loss: 'sparseCategoricalCrossentropy',
    metrics: ['accuracy'],
  });
  return model;
}
