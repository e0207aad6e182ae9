import type * as tf from '@tensorflow/tfjs';
import { argMax } from '../../../../../src/stats/arg-max.ts';
import { withReplayedPredictions } from '../../kernels/replay/replayed-predictions.ts';
import type { CheckedExamples } from '../data/examples.ts';
import { findNonFinite } from '../data/find-non-finite.ts';
import type { Task } from './check-model.ts';
import { Diverged } from './curve.ts';

export interface SplitPredictions {
  readonly labels: ArrayLike<number>;
  readonly predictions: ArrayLike<number>;
  readonly probabilities: ReadonlyArray<ArrayLike<number>> | undefined;
  readonly ids: readonly string[] | undefined;
  readonly show: readonly string[] | undefined;
}

/** @param replaying TensorFlow.js if batches are replayed */
export async function predictSplits(
  model: tf.LayersModel,
  splits: ReadonlyMap<string, CheckedExamples>,
  task: Task,
  batchSize: number,
  replaying: typeof tf | null,
): Promise<{ predictions: Map<string, SplitPredictions>; inferenceSeconds: number }> {
  const predictions = new Map<string, SplitPredictions>();
  let inferenceSeconds = 0;
  const predict = async () => {
    for (const [name, examples] of splits) {
      const start = performance.now();
      predictions.set(name, await predictSplit(model, name, examples, task, batchSize));
      if (name === 'test') inferenceSeconds = (performance.now() - start) / 1000 / examples.count;
    }
  };
  await (replaying === null ? predict() : withReplayedPredictions(replaying, model, predict));
  return { predictions, inferenceSeconds };
}

async function predictSplit(
  model: tf.LayersModel,
  name: string,
  examples: CheckedExamples,
  task: Task,
  batchSize: number,
): Promise<SplitPredictions> {
  const { inputs, labels, ids, show } = examples;
  const output = model.predict(inputs.length === 1 ? (inputs[0] as tf.Tensor) : [...inputs], {
    batchSize,
  }) as tf.Tensor;
  const values = await output.data();
  output.dispose();
  const wrong = findNonFinite(values as Float32Array);
  if (wrong >= 0) {
    const row = Math.floor(wrong / (values.length / examples.count));
    throw new Diverged(`the output for example ${row} of ${name} is ${values[wrong]}`);
  }
  return { labels, ids, show, ...readOutput(values as Float32Array, task) };
}

function readOutput(
  values: Float32Array,
  task: Task,
): Pick<SplitPredictions, 'predictions' | 'probabilities'> {
  if (task.kind === 'regression') return { predictions: values, probabilities: undefined };
  if (task.kind === 'sigmoid') {
    const probabilities = Array.from(values, (p) => [Math.fround(1 - p), p]);
    return { predictions: Int32Array.from(values, (p) => (p > 0.5 ? 1 : 0)), probabilities };
  }
  const { classes } = task;
  const predictions = new Int32Array(values.length / classes);
  const probabilities: Float32Array[] = [];
  for (let row = 0; row < predictions.length; row += 1) {
    const start = row * classes;
    predictions[row] = argMax(values, start, classes);
    probabilities.push(values.subarray(start, start + classes));
  }
  return { predictions, probabilities };
}
