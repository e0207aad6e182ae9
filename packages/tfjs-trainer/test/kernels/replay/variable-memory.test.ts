import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../../src/stats/random.ts';
import { withReplays } from '../../../src/kernels/replay/replayed-fit.ts';
import { VariableMemory } from '../../../src/kernels/replay/variable-memory.ts';
import { addressOf, type Toolkit, toolkitOf } from '../../../src/kernels/toolkit.ts';
import { useBackend } from '../../support/backends.ts';

test('a variable gets its new values in its old place', async () => {
  await useBackend('wasm');
  const tools = toolkitOf(tf) as Toolkit;
  const { assign } = tf.Variable.prototype;
  const [variable, other] = tf.tidy(
    () => [tf.variable(tf.tensor1d([1, 2])), tf.variable(tf.tensor1d([5]))] as const,
  );
  const before = { ...tf.memory(), address: addressOf(tools, variable) };
  const variableMemory = new VariableMemory(tools);
  const copied: number[] = [];
  tf.tidy(() => {
    variable.assign(variable.add(1));
    variable.assign(variable.mul(10));
    other.assign(other);
  });
  variableMemory.putBack((_from, _to, bytes) => copied.push(bytes));
  expect(Array.from(variable.dataSync())).toEqual([20, 30]);
  expect(copied).toEqual([8]);
  expect(addressOf(tools, variable)).toBe(before.address);
  expect(tools.backend.refCount(variable.dataId)).toBe(1);
  variableMemory.putBack((_from, _to, bytes) => copied.push(bytes));
  expect(copied).toEqual([8]);
  // A kernel in C++ that has seen the old values looks again.
  expect(Array.from(tf.cumsum(variable).dataSync())).toEqual([20, 50]);
  tf.tidy(() => variable.assign(variable.neg()));
  variableMemory.end();
  expect(Array.from(tf.cumsum(variable).dataSync())).toEqual([-20, -50]);
  expect(tf.Variable.prototype.assign).toBe(assign);
  variable.dispose();
  other.dispose();
  expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
});

const values = (tensor: tf.Tensor) => Array.from(tensor.dataSync());

describe('memory that somebody else looks at keeps its values', () => {
  async function open() {
    await useBackend('wasm');
    const a = tf.variable(tf.tensor1d([1, 2]));
    const b = tf.variable(tf.tensor1d([3, 4]));
    return { a, b, variableMemory: new VariableMemory(toolkitOf(tf) as Toolkit) };
  }

  test('a clone', async () => {
    const { a, variableMemory } = await open();
    const clone = a.clone();
    tf.tidy(() => a.assign(a.add(1)));
    expect(variableMemory.putBack()).toBe(false);
    expect([a, clone].map(values)).toEqual([
      [2, 3],
      [1, 2],
    ]);
    // From now on it is alone.
    tf.tidy(() => a.assign(a.add(1)));
    expect(variableMemory.putBack()).toBe(true);
    expect([a, clone].map(values)).toEqual([
      [3, 4],
      [1, 2],
    ]);
    variableMemory.end();
  });

  test.each([0, 1])('a variable that is given what another one had, order %i', async (order) => {
    const { a, b, variableMemory } = await open();
    const old = b.clone();
    if (order === 0) a.assign(old);
    b.assign(b.add(10));
    if (order === 1) a.assign(old);
    old.dispose();
    variableMemory.putBack();
    variableMemory.end();
    expect([a, b].map(values)).toEqual([
      [3, 4],
      [13, 14],
    ]);
  });

  test('two that change places, which is no step to replay', async () => {
    const { a, b, variableMemory } = await open();
    const [oldA, oldB] = [a.clone(), b.clone()];
    a.assign(oldB);
    b.assign(oldA);
    tf.dispose([oldA, oldB]);
    expect(variableMemory.putBack()).toBe(false);
    variableMemory.end();
    expect([a, b].map(values)).toEqual([
      [3, 4],
      [1, 2],
    ]);
  });
});

const { layers } = tf;

/** Adds how far its weight has come since it was built. */
class Teacher extends layers.Layer {
  static className = 'Teacher';
  isWritten = false;
  weight!: tf.LayerVariable;
  first!: { read(): tf.Tensor };
  override build(): void {
    const make = () => this.addWeight('w', [4], 'float32', tf.initializers.ones());
    this.weight = make();
    if (this.isWritten) {
      const first = this.addWeight('first', [4], 'float32', tf.initializers.zeros(), undefined, false);
      first.write(this.weight.read());
      this.first = first;
    } else {
      const clone = tf.keep(this.weight.read().clone());
      this.first = { read: () => clone };
    }
    super.build([]);
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [x] = [inputs].flat() as [tf.Tensor];
    return x.mul(this.weight.read()).add(tf.sub(this.first.read(), this.weight.read()));
  }
  override computeOutputShape(shape: tf.Shape): tf.Shape {
    return shape;
  }
}

const dense = () => layers.dense({ units: 4, inputShape: [5], activation: 'tanh' });
const apply = (layer: tf.layers.Layer, to: unknown) => layer.apply(to as never) as tf.SymbolicTensor;
const teacher = (isWritten: boolean) => () => {
  const layer = new Teacher({});
  layer.isWritten = isWritten;
  return { parts: [dense(), layer], watched: [] as tf.Tensor[] };
};

interface Shared {
  readonly parts: readonly tf.layers.Layer[];
  readonly watched: readonly tf.Tensor[];
}

/** Of weights of the model. */
const MODELS: Readonly<Record<string, () => Shared | tf.LayersModel>> = {
  'an embedding that is trained and one that is not, from one tensor': () => {
    const weights = [tf.randomNormal([5, 4])];
    const input = tf.input({ shape: [5] });
    const parts = [true, false].map((trainable) =>
      apply(layers.embedding({ inputDim: 5, outputDim: 4, weights, trainable }), input),
    );
    const flat = apply(layers.flatten(), apply(layers.concatenate(), parts));
    return tf.model({ inputs: input, outputs: apply(layers.dense({ units: 3 }), flat) });
  },
  'two layers that begin with the same weights': () => {
    const [one, other] = [dense(), dense()];
    const input = tf.input({ shape: [5] });
    const both = apply(
      layers.concatenate(),
      [one, other].map((layer) => apply(layer, input)),
    );
    other.setWeights(one.getWeights());
    return tf.model({ inputs: input, outputs: apply(layers.dense({ units: 3 }), both) });
  },
  'clones of all weights': () => {
    const part = dense();
    part.build([null, 5]);
    const watched = part.getWeights().flatMap((weight) => [weight.clone(), weight.reshape([-1])]);
    return { parts: [part], watched };
  },
  'a weight that is written with another': teacher(true),
  'a clone in a layer': teacher(false),
};

async function trained(make: () => Shared | tf.LayersModel, optimizer: string, isReplayed: boolean) {
  const { random } = Math;
  Math.random = createRandom('shared');
  try {
    const made = make();
    const model =
      'parts' in made ? tf.sequential({ layers: [...made.parts, layers.dense({ units: 3 })] }) : made;
    const watched = 'watched' in made ? made.watched : [];
    model.compile({ optimizer, loss: 'meanSquaredError' });
    const [xs, ys] = [tf.randomUniform([24, 5], 0, 5), tf.ones([24, 3])];
    const how = { epochs: 2, batchSize: 4, verbose: 0, validationData: [xs, ys] } as const;
    const run = () => model.fit(xs, ys, how as unknown as tf.ModelFitArgs);
    const replayed = isReplayed ? await withReplays(tf, model, run) : (await run()) && 0;
    return { replayed, answer: [...model.getWeights(), ...watched].map(values) };
  } finally {
    Math.random = random;
  }
}

describe.each(['adam', 'sgd'])('trained with %s as without replay', (optimizer) => {
  test.each(Object.entries(MODELS))('%s', async (_, make) => {
    await useBackend('wasm');
    const { replayed, answer } = await trained(make, optimizer, true);
    expect(replayed).toBeGreaterThan(0);
    expect(answer).toEqual((await trained(make, optimizer, false)).answer);
  });
});
