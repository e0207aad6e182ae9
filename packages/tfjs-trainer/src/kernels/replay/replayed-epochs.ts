/** Passes whole epochs to the loop of TensorFlow.js, which shuffles, calls back and keeps the history. */
import type * as tf from '@tensorflow/tfjs';
import { addressOf, type Toolkit } from '../toolkit.ts';
import { hasRows, rowsOf } from './batches.ts';
import type { ShippedStep } from './replays.ts';

type Columns = ReadonlyArray<tf.Tensor | null>;

type Callback = Readonly<Record<string, unknown>>;

/** Arguments of LayersModel's private `fitLoop`. */
type Loop = [
  train: ShippedStep,
  inputs: Columns,
  labels: string[],
  batchSize: number,
  epochs: number | undefined,
  verbose: number | undefined,
  callbacks: Callback[],
  test: ShippedStep | null,
  testInputs: Columns,
  ...rest: unknown[],
];
export type FitLoop = (...given: Loop) => Promise<unknown>;

const { fround } = Math;

/** @param fitLoop the model's loop, which runs if a callback watches batches */
export function replayedEpochs(tools: Toolkit, fitLoop: FitLoop): FitLoop {
  return (...given) => {
    const [train, inputs, labels, batchSize, epochs, verbose, callbacks, test, testInputs, ...rest] = given;
    const isSeenWithin = callbacks.some(
      ({ yieldEvery, batchBegin, batchEnd }) =>
        yieldEvery !== 'never' || batchBegin != null || batchEnd != null,
    );
    const columns = [...inputs, ...testInputs];
    if (
      isSeenWithin ||
      verbose !== 0 ||
      !columns.every((column) => column === null || hasRows(tools, column))
    )
      return fitLoop(...given);
    const { tf: t } = tools;
    const count = inputs[0]?.shape[0] ?? 0;
    let averages: tf.Logs = {};
    const trainEpoch: ShippedStep = ([order]) => {
      const sums = runBatches(tools, train, inputs, batchSize, (order as tf.Tensor).dataSync());
      const share = fround(1 / fround(count));
      labels.forEach((label, i) => {
        averages[label] = fround(share * (sums[i] as number));
      });
      return [];
    };
    const testEpoch = (step: ShippedStep) => () => {
      const sums = runBatches(tools, step, testInputs, batchSize, null);
      const seen = fround(testInputs[0]?.shape[0] ?? 0);
      const trained = averages;
      averages = {};
      labels.forEach((label, i) => {
        averages[`val_${label}`] = fround((sums[i] as number) / seen);
      });
      // Keys are logged in this order.
      Object.assign(averages, trained);
      return [];
    };
    const onEpochEnd = (_epoch: number, logs?: tf.Logs) => {
      Object.assign(logs ?? {}, averages);
      averages = {};
    };
    const logger = new t.CustomCallback({ onEpochEnd } as tf.CustomCallbackArgs, 'never');
    const [order, once] = [t.range(0, count, 1, 'int32'), t.zeros([1], 'int32')];
    const watching = [logger as unknown as Callback, ...callbacks];
    const testOnce = test && testEpoch(test);
    return fitLoop(
      trainEpoch,
      [order],
      [],
      count,
      epochs,
      verbose,
      watching,
      testOnce,
      [once],
      ...rest,
    ).finally(() => t.dispose([order, once]));
  };
}

/**
 * @param order of the rows; null keeps it
 * @returns the sum of each output, weighted by batch length
 */
function runBatches(
  tools: Toolkit,
  step: ShippedStep,
  columns: Columns,
  batchSize: number,
  order: ArrayLike<number> | null,
): number[] {
  const { tf: t, backend } = tools;
  const count = columns[0]?.shape[0] ?? 0;
  const sums: number[] = [];
  for (let start = 0; start < count; start += batchSize) {
    const size = Math.min(batchSize, count - start);
    t.tidy(() => {
      const batch = columns.map((column) => column && rowsOf(tools, column, start, size, order));
      const answers = step(batch);
      const floats = new Float32Array(backend.wasm.HEAPU8.buffer);
      answers.forEach((answer, i) => {
        const value = floats[addressOf(tools, answer) / 4] as number;
        sums[i] = fround((sums[i] ?? 0) + fround(value * size));
      });
      for (const answer of answers) answer.dispose();
    });
  }
  return sums;
}
