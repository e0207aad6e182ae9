/** Copies the settings of fixtures/digits. */
import type * as tf from '@tensorflow/tfjs';
import { SIDE } from '../../../fixtures/digits/images.ts';
import { transformer } from '../../../fixtures/digits/transformer.ts';

export const DIGIT = [SIDE, SIDE, 1];
export const DIGIT_CLASSES = 10;
export const VIT = { width: 32, layers: 1, heads: 4 };

export function vit(t: typeof tf): tf.LayersModel {
  const head = t.layers.dense({ units: DIGIT_CLASSES, activation: 'softmax' });
  const model = t.sequential({ layers: [transformer(VIT), head] });
  model.compile({
    optimizer: t.train.adam(0.001),
    loss: 'sparseCategoricalCrossentropy',
    metrics: ['accuracy'],
  });
  return model;
}
