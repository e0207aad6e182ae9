import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { LOGS, read } from '../../run-directory.ts';

/** As a server has it, with the run above it. */
const ONLINE = join(
  LOGS,
  'wandb/wandb-0.31.0-online/wandb/run-20261126_010714-qtqhxf8n/files/wandb-summary.json',
);
const SUMMARY = { 'val/loss': 0.4, accuracy: 0.9, loss: 0.1, epoch: 3, _step: 3, _wandb: { runtime: 3 } };

it('alone: final values, those without a split of the test split, and the report names them', async () => {
  const { metrics, warnings } = await read({ 'wandb/latest/files/wandb-summary.json': SUMMARY });
  expect(metrics).toEqual({ validation: { loss: 0.4 }, test: { accuracy: 0.9, loss: 0.1 } });
  expect(warnings).toEqual([
    'wandb/latest/files/wandb-summary.json: "accuracy", "loss" name no split and count as test; without the run-*.wandb file it is unknown whether they come from training',
  ]);
});

it('has nothing to say of a metric that is logged with its split', async () => {
  const { warnings } = await read({ 'wandb-summary.json': { 'test/accuracy': 0.9 } });
  expect(warnings).toEqual([]);
});

test.each([
  ['alone', null],
  ['beside a run file that was never written to', Buffer.from(':W&B\xa2\xbe\x00', 'latin1')],
])('the summary %s does not tell', async (_, runFile) => {
  const summary = await readFile(ONLINE, 'utf8');
  const run = runFile === null ? {} : { 'run/run-1.wandb': runFile };
  const { metrics, warnings } = await read({ 'run/files/wandb-summary.json': summary, ...run });
  expect(metrics).toEqual({
    validation: { loss: 0.44743627309799194 },
    test: {
      accuracy: 0.9331476323119777,
      loss: 0.4306332767009735,
      macro_f1: 0.9335186708671486,
    },
  });
  expect(warnings).toEqual([expect.stringContaining('name no split and count as test')]);
});
