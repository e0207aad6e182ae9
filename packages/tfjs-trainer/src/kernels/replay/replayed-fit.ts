/** Records training steps once and replays them as WebAssembly calls, without the JavaScript between kernels. */
import type * as tf from '@tensorflow/tfjs';
import { type Tf, toolkitOf } from '../toolkit.ts';
import { type FitLoop, replayedEpochs } from './replayed-epochs.ts';
import { innerModel, Replays, type ShippedStep } from './replays.ts';

/** Private fields of LayersModel that `fit` uses. */
interface Model {
  readonly optimizer: tf.Optimizer & { incrementIterations(): void };
  readonly collectedTrainableWeights: readonly unknown[];
  makeTrainFunction(): ShippedStep;
  makeTestFunction(): void;
  testFunction: ShippedStep;
  fitLoop: FitLoop;
}

/** A change of the optimiser, such as another learning rate, makes another kind of step. */
function settingsOf({ optimizer, collectedTrainableWeights }: Model): string {
  let text = String(collectedTrainableWeights.length);
  for (const name of Object.keys(optimizer)) {
    const value: unknown = Reflect.get(optimizer, name);
    if (typeof value === 'number' && name !== 'iterations_') text += ` ${name} ${value}`;
  }
  return text;
}

/** Plain fields of all layers. */
function fieldsOf(model: object): string {
  const layers: readonly object[] = Reflect.get(model, 'layers') ?? [];
  const isPlain = (value: unknown) => ['number', 'string', 'boolean'].includes(typeof value);
  return JSON.stringify(
    layers.map((layer) => [Object.entries(layer).filter(([, value]) => isPlain(value)), fieldsOf(layer)]),
  );
}

/**
 * @param train calls the model's `fit` and computes nothing else with tensors
 * @returns the number of replayed steps
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
  // A replayed step runs no JavaScript of a layer, so a layer that counts its steps is trained in full.
  let hasState = false;
  prototype.makeTrainFunction = function (this: Model) {
    const step = makeTrainFunction.call(this);
    if (this !== model) return step;
    // Optimisers create their moments in the first step.
    let isFirst = true;
    return (inputs) => {
      const { iterations } = optimizer;
      const before = isFirst ? fieldsOf(model) : '';
      const outputs =
        isFirst || hasState
          ? replays.runInFull(step, inputs)
          : replays.run(`train ${settingsOf(model)}`, step, inputs);
      if (isFirst) hasState = fieldsOf(model) !== before;
      isFirst = false;
      if (optimizer.iterations === iterations) optimizer.incrementIterations();
      return outputs;
    };
  };
  prototype.makeTestFunction = function (this: Model) {
    makeTestFunction.call(this);
    const step = this.testFunction;
    if (this === model)
      this.testFunction = (inputs) =>
        hasState ? replays.runInFull(step, inputs) : replays.run('test', step, inputs);
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
