/** V8 of Node 20 and of Node 24 compile the same products in other ways, and registers of another width: a run leaves the same bytes. */
import { expect, test } from 'vitest';
import { workerCommand } from '../../../../src/train/module/worker-command.ts';
import { findNode24 } from '../../../../test/support/node24.ts';
import { CLASSIFIER, parseMetrics, runWorker } from '../../../../test/support/worker.ts';

const node24 = findNode24();

/** Convolutions, of which one goes by way of Winograd, and products that end within a tile, a block and a register. */
const MODULE = {
  'model.ts': CLASSIFIER.replace(
    "tf.layers.dense({ units: 4, inputShape: [3], activation: 'relu' })",
    `tf.layers.dense({ units: 35, inputShape: [3], activation: 'relu' }));
    model.add(tf.layers.reshape({ targetShape: [7, 5, 1] }));
    for (const filters of [19, 20, 12])
      model.add(tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'relu' }));
    model.add(tf.layers.flatten());
    model.add(tf.layers.dense({ units: 70, activation: 'relu' })`,
  ),
};

test.skipIf(node24 === null)(
  'a model that was trained under Node 24 has the predictions and losses of Node 20, fused and not (needs Node 24)',
  async () => {
    const predictions: unknown[] = [];
    for (const fused of [true, false]) {
      const job = { seed: 3, fused, params: { epochs: 3, learning_rate: 0.01, batch_size: 13 } };
      const here = await runWorker(MODULE, job);
      const there = await runWorker(MODULE, job, (path) => [node24 ?? '', ...workerCommand(path).slice(1)]);
      expect(Object.keys(parseMetrics(here))).toContain('test');
      parseMetrics(there);
      for (const name of ['log.jsonl', 'predictions.jsonl']) expect(there.files[name]).toBe(here.files[name]);
      predictions.push(here.files['predictions.jsonl']);
    }
    // Where nothing is rounded otherwise, nothing was fused.
    expect(predictions[0]).not.toBe(predictions[1]);
  },
);
