/** Its size comes from `params`. */
import * as tf from '@tensorflow/tfjs';
import type { Context, Dataset, Examples } from 'conclusive-action';
import { transformer } from '../../packages/tfjs-trainer/bench/transformer.ts';

const VOCABULARY = 1000;

export default { data, model };

function data({ params }: Context): Dataset {
  const words = Number(params.words);
  const draw = (count: number): Examples => {
    const labels = Array.from({ length: count }, (_, index) => index % 2);
    const rows = labels.map((label) =>
      Array.from({ length: words }, () => Math.floor(((Math.random() + label / 2) * VOCABULARY) / 1.5)),
    );
    return { xs: tf.tensor2d(rows, [count, words], 'int32'), ys: tf.tensor1d(labels, 'int32') };
  };
  return { train: draw(Number(params.examples)), validation: draw(100), test: draw(100) };
}

function model({ params }: Context): tf.LayersModel {
  const { vocabulary = VOCABULARY } = params;
  const [width, sequence] = [Number(params.width), Number(params.words)];
  return transformer(tf, {
    ...{ layers: Number(params.layers ?? 1), heads: Number(params.heads ?? 2), classes: 2 },
    ...{ width, sequence, vocabulary: Number(vocabulary) },
  });
}
