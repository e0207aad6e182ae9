import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { Arena } from '../../../src/kernels/replay/arena.ts';
import { Recorder } from '../../../src/kernels/replay/recorder.ts';
import { isCurrent, isSame, type Recording, replay } from '../../../src/kernels/replay/recording.ts';
import { VariableMemory } from '../../../src/kernels/replay/variable-memory.ts';
import { type Toolkit, toolkitOf } from '../../../src/kernels/toolkit.ts';
import { useBackend } from '../../support/backends.ts';

type Step = (inputs: tf.Tensor[]) => tf.Tensor[];

async function open() {
  await useBackend('wasm');
  const tools = toolkitOf(tf) as Toolkit;
  const arena = new Arena(tools.backend.wasm);
  const record = (step: Step, inputs: tf.Tensor[], before?: Recording | null) => {
    const variableMemory = new VariableMemory(tools);
    try {
      return new Recorder(tools, arena, before?.constants).record(step, inputs, variableMemory);
    } finally {
      variableMemory.end();
    }
  };
  const again = (recording: Recording | null, inputs: tf.Tensor[]) =>
    replay(tools, recording as Recording, inputs).map((output) => Array.from(output.dataSync()));
  return { tools, record, again };
}

const x = [3, 1, 2];
const y = [9, -4, 0.5];

test('a step that does something else is not the same', async () => {
  const { record } = await open();
  const scaled =
    (by: number): Step =>
    ([input]) => [(input as tf.Tensor).mul(by)];
  const [, first] = record(scaled(2), [tf.tensor1d(x)]);
  for (const other of [scaled(3), (([input]) => [(input as tf.Tensor).add(2)]) as Step]) {
    const [, recording] = record(other, [tf.tensor1d(x)], first);
    expect(isSame(first as Recording, recording as Recording)).toBe(false);
  }
});

const kept: tf.Tensor[] = [];

test.each<[string, Step]>([
  ['reads values', ([input]) => [(input as tf.Tensor).add((input as tf.Tensor).dataSync()[0] ?? 0)]],
  ['draws otherwise', ([input]) => [(input as tf.Tensor).add(Math.random())]],
  ['draws for a decision', ([input]) => [Math.random() < 2 ? (input as tf.Tensor).neg() : tf.scalar(0)]],
  [
    'leaves a tensor behind',
    ([input]) =>
      [tf.keep(kept[kept.push((input as tf.Tensor).neg()) - 1] as tf.Tensor).abs()].concat(
        tf.keep(kept.at(-1) as tf.Tensor).abs(),
      ),
  ],
  ['answers with what it has not made', () => [known]],
])('not to be replayed: a step that %s', async (_, step) => {
  const { record } = await open();
  const { numTensors } = tf.memory();
  const { random } = Math;
  const input = tf.tensor1d(x);
  const [answers, recording] = record((inputs) => step(inputs).map((one) => one.clone()), [input]);
  expect(recording).toBeNull();
  expect(Array.from(answers[0]?.dataSync() ?? [])).toHaveLength(3);
  expect(Math.random).toBe(random);
  expect(tf.memory().numTensors - numTensors).toBeGreaterThan(0);
  for (const one of kept) expect(Array.from(one.abs().dataSync())).toEqual(x);
});

await useBackend('wasm');
const known = tf.tensor1d([1, 2, 3]);

test('variables that are trained, and what is used from outside', async () => {
  const { tools, record, again } = await open();
  const [variable] = tf.tidy(() => [tf.variable(tf.tensor1d([1, 1, 1]))]);
  const scale = tf.scalar(2);
  const step: Step = ([input]) => {
    (variable as tf.Variable).assign((variable as tf.Variable).add((input as tf.Tensor).mul(scale)));
    return [(variable as tf.Variable).sum()];
  };
  const [, recording] = record(step, [tf.tensor1d(x)]);
  expect(again(recording, [tf.tensor1d(y)])).toEqual([[3 + 12 + 11]]);
  expect(Array.from((variable as tf.Variable).dataSync())).toEqual([25, -5, 6]);
  expect(isCurrent(tools, recording as Recording)).toBe(true);
  const clone = (variable as tf.Variable).clone();
  expect(isCurrent(tools, recording as Recording)).toBe(false);
  clone.dispose();
  scale.dispose();
  expect(isCurrent(tools, recording as Recording)).toBe(false);
});

test('an error of a step is its own, and nothing is left of the watch', async () => {
  const { tools, record } = await open();
  const { simd } = tools;
  const { random } = Math;
  expect(() => record(() => tf.gather(tf.tensor1d([1]), tf.tensor1d([4], 'int32')) as never, [])).toThrow(
    'index 4 is out of range',
  );
  expect(tools.watcher).toBeNull();
  expect(tools.simd).toBe(simd);
  expect(Math.random).toBe(random);
});

test('where memory is short, the step runs in full, with what recordings have taken', async () => {
  const { tools } = await open();
  const arena = new Arena({ _malloc: () => 0, _free: () => {} });
  const variableMemory = new VariableMemory(tools);
  const { numDataBuffers } = tf.memory();
  const input = tf.tensor1d(x);
  const step: Step = ([one]) => [(one as tf.Tensor).mul(2).cumsum()];
  const [outputs, recording] = new Recorder(tools, arena).record(step, [input], variableMemory);
  const answers = outputs.map((output) => Array.from(output.dataSync()));
  tf.dispose([input, ...outputs]);
  variableMemory.end();
  expect(answers).toEqual([[6, 8, 12]]);
  expect(recording).toBeNull();
  expect(tf.memory().numDataBuffers).toBe(numDataBuffers);
});
