/** The reference experiment, of fewer glosses, leaves the same bytes whether steps are replayed or not, in the worker as it is shipped. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { workerCommand } from '../../../../src/train/trainers/worker-command.ts';
import { transpile } from '../../../../src/train/worker/transpile.ts';
import { findNode24 } from '../../../support/node24.ts';
import { runWorker, type WorkerRun } from '../../../support/worker.ts';

const GLOSS = fileURLToPath(new URL('../../../../fixtures/gloss/', import.meta.url));
const SPLITS = ['train', 'validation', 'test', 'shifted'];
const NAMES = [
  'pitfalls.ts',
  'model.ts',
  'layers.ts',
  'text.ts',
  ...SPLITS.map((name) => `data/${name}.tsv`),
];
const files = Object.fromEntries(
  await Promise.all(NAMES.map(async (name) => [name, await readFile(`${GLOSS}${name}`, 'utf8')] as const)),
);
const { code: transpiled, repeatable } = transpile(`${GLOSS}pitfalls.ts`);

const small = {
  examples: 420,
  batch_size: 32,
  epochs: 5,
  width: 16,
  heads: 2,
  layers: 1,
  learning_rate: 0.01,
};
const MODELS = {
  'one layer': { encoder: 'transformer', word_dropout: 0.5 },
  'two layers': { encoder: 'transformer', word_dropout: 0.5, layers: 2 },
  'more heads': { encoder: 'transformer', word_dropout: 0.5, heads: 4 },
  'a bag of words': { encoder: 'bag', word_dropout: 0.3 },
};

function bytesOf({ exitCode, stderr, files: left }: WorkerRun) {
  const { cost, ...summary } = JSON.parse(left['metrics.json'] ?? '{}');
  return { exitCode, stderr, summary, log: left['log.jsonl'], predictions: left['predictions.jsonl'] };
}

describe.each([
  ['this Node', process.execPath],
  ['Node 24', findNode24()],
])('%s', (_, node) => {
  test.skipIf(node === null).each(Object.entries(MODELS))('%s', async (_, params) => {
    const run = async (known: typeof repeatable) => {
      const part = { params: { ...small, ...params }, seed: 2, transpiled, repeatable: known, fused: true };
      return bytesOf(await runWorker(files, part, (job) => [String(node), ...workerCommand(job).slice(1)]));
    };
    const [replayed, full] = [await run(repeatable), await run(null)];
    expect(full).toMatchObject({ exitCode: 0, summary: { status: 'ok' } });
    expect(replayed).toEqual(full);
  });
});
