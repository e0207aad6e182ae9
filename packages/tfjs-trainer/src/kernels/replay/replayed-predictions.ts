import type * as tf from '@tensorflow/tfjs';
import { type Tf, toolkitOf } from '../toolkit.ts';
import { hasRows, rowsOf } from './batches.ts';
import { innerModel, Replays } from './replays.ts';

/** Private method of LayersModel that `predict` uses. */
interface Model {
  predictLoop(inputs: tf.Tensor | tf.Tensor[], batchSize?: number): tf.Tensor | tf.Tensor[];
}

/**
 * @param predict calls the model's `predict` and computes nothing else with tensors
 * @returns the number of replayed batches
 */
export async function withReplayedPredictions(
  t: Tf,
  predicting: tf.LayersModel,
  predict: () => Promise<void>,
): Promise<number> {
  const tools = toolkitOf(t);
  if (tools === undefined) {
    await predict();
    return 0;
  }
  const model = innerModel(t, predicting);
  const prototype = t.LayersModel.prototype as unknown as Model;
  const { predictLoop } = prototype;
  const replays = new Replays(tools);
  prototype.predictLoop = function (this: Model, given, batchSize = 32) {
    const inputs = [given].flat();
    const count = inputs[0]?.shape[0] ?? 0;
    const isEven = inputs.every(({ shape }) => shape[0] === count);
    // A nested model is called in another way within a batch.
    if (this !== model || !isEven || count === 0) return predictLoop.call(this, given, batchSize);
    const areRows = inputs.every((input) => hasRows(tools, input));
    const step = (batch: Array<tf.Tensor | null>) =>
      [predictLoop.call(this, batch as tf.Tensor[], batchSize)].flat();
    return t.tidy(() => {
      const batches: tf.Tensor[][] = [];
      for (let start = 0; start < count; start += batchSize) {
        const size = Math.min(batchSize, count - start);
        batches.push(
          t.tidy(() => {
            const batch = inputs.map((input) =>
              areRows ? rowsOf(tools, input, start, size, null) : t.slice(input, start, size),
            );
            // The last, shorter batch occurs once.
            return size === batchSize ? replays.run('predict', step, batch) : replays.runInFull(step, batch);
          }),
        );
      }
      const outputs = (batches[0] ?? []).map((_, i) =>
        t.concat(
          batches.map((batch) => batch[i] as tf.Tensor),
          0,
        ),
      );
      return outputs.length === 1 ? (outputs[0] as tf.Tensor) : outputs;
    });
  };
  try {
    await predict();
    return replays.count;
  } finally {
    prototype.predictLoop = predictLoop;
    replays.end();
  }
}
