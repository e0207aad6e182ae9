import child_process from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { startLikelyWorker } from '../../src/cli/likely-worker.ts';
import { runExperiment } from '../../src/experiment.ts';
import { temporaryFolder } from '../support/temporary.ts';

afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

const MODULE = `
  import * as tf from '@tensorflow/tfjs';
  const examples = (count) => ({ xs: tf.range(0, count).reshape([count, 1]), ys: tf.range(0, count).mod(2).cast('int32') });
  export default {
    data: () => ({ train: examples(16), validation: examples(8), test: examples(8) }),
    model({ params }) {
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, activation: 'sigmoid', inputShape: [1] })] });
      model.compile({ optimizer: tf.train.sgd(params.rate), loss: 'binaryCrossentropy' });
      return model;
    },
  };`;

test.skipIf(process.platform === 'win32')(
  'the first runs of an experiment take the worker that was started ahead, and the code that was compiled',
  async () => {
    const repository = await temporaryFolder();
    await writeFile(join(repository, 'model.ts'), MODULE);
    await writeFile(
      join(repository, 'conclusive.yml'),
      'trainer: { module: model.ts }\nparams: { epochs: 1, rate: 0.1 }\nseeds: 2\n' +
        'models: { baseline: {}, variants: [{ name: fast, params: { rate: 0.2 } }] }\nmetrics: [{ name: log_loss, role: primary }]\n',
    );
    const spawn = vi.spyOn(child_process, 'spawn');
    syncBuiltinESMExports();
    const started = () =>
      spawn.mock.calls.map(([, args]) => args.find((arg) => /^--(?:serve|transpile)$/.test(arg)));
    const place = { repository, config: 'conclusive.yml' };
    startLikelyWorker(place);
    expect(started()).toEqual(['--transpile', '--serve']);
    const { result } = await runExperiment({ ...place, parallel: 1 });
    expect(result.runs).toMatchObject({ trained: 4 });
    expect(result.models.map((model) => model.runs)).toEqual([
      expect.objectContaining({ ok: 2 }),
      expect.objectContaining({ ok: 2 }),
    ]);
    expect(started().filter((option) => option !== undefined)).toEqual(['--transpile', '--serve']);
  },
);
