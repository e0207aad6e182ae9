/**
 * Trains with steps that are recorded once and replayed. The step of a model is a thousand lines of JavaScript between kernels, the same ones each
 * time; a replayed one is a list of calls of WebAssembly.
 */
import type * as tf from '@tensorflow/tfjs';
import { type Tf, toolkitOf } from '../toolkit.ts';
import { type FitLoop, replayedEpochs } from './replayed-epochs.ts';
import { innerModel, Replays, type ShippedStep } from './replays.ts';

/** The fields of LayersModel that its `fit` uses; they are private in its types. */
interface Model {
  readonly optimizer: tf.Optimizer & { incrementIterations(): void };
  readonly collectedTrainableWeights: readonly unknown[];
  makeTrainFunction(): ShippedStep;
  makeTestFunction(): void;
  testFunction: ShippedStep;
  fitLoop: FitLoop;
}

/** Everything that a step takes from numbers of its optimiser: another learning rate makes another kind. */
function settingsOf({ optimizer, collectedTrainableWeights }: Model): string {
  let text = String(collectedTrainableWeights.length);
  for (const name of Object.keys(optimizer)) {
    const value: unknown = Reflect.get(optimizer, name);
    if (typeof value === 'number' && name !== 'iterations_') text += ` ${name} ${value}`;
  }
  return text;
}

/**
 * @param train calls `fit` of the model, and nothing else that computes with tensors
 * @returns how many steps were replayed
 */
export async function withReplays(
  t: Tf,
  fitted: tf.LayersModel,
  train: () => Promise<unknown>,
): Promise<number> {
  const tools = toolkitOf(t);
  if (tools === undefined) {
    await train();
    return 0;
  }
  const model = innerModel(t, fitted) as Model;
  const prototype = t.LayersModel.prototype as unknown as Model;
  const { makeTrainFunction, makeTestFunction, fitLoop } = prototype;
  const { optimizer } = model;
  const replays = new Replays(tools);
  prototype.makeTrainFunction = function (this: Model) {
    const step = makeTrainFunction.call(this);
    if (this !== model) return step;
    // Optimisers make their moments in the first.
    let isFirst = true;
    return (inputs) => {
      const { iterations } = optimizer;
      const outputs = isFirst
        ? replays.runInFull(step, inputs)
        : replays.run(`train ${settingsOf(model)}`, step, inputs);
      isFirst = false;
      if (optimizer.iterations === iterations) optimizer.incrementIterations();
      return outputs;
    };
  };
  prototype.makeTestFunction = function (this: Model) {
    makeTestFunction.call(this);
    const step = this.testFunction;
    if (this === model) this.testFunction = (inputs) => replays.run('test', step, inputs);
  };
  prototype.fitLoop = function (this: Model, ...given) {
    const loop: FitLoop = fitLoop.bind(this);
    return this === model ? replayedEpochs(tools, loop)(...given) : loop(...given);
  };
  try {
    await train();
    return replays.count;
  } finally {
    Object.assign(prototype, { makeTrainFunction, makeTestFunction, fitLoop });
    model.makeTestFunction();
    replays.end();
  }
}
