import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { LOGS, losses, outcomeOf, read, readLog } from '../../run-directory.ts';

it('the history, and final metrics from all_results.json; nothing of speed', async () => {
  const content = await readLog('huggingface/run', ['accuracy']);
  const state = JSON.parse(await readFile(join(LOGS, 'huggingface/run/trainer_state.json'), 'utf8')) as {
    log_history: Array<{ epoch: number; loss?: number }>;
  };
  const logged = state.log_history.filter(({ epoch, loss }) => loss !== undefined && epoch <= 1);
  const mean = logged.reduce((sum, { loss = 0 }) => sum + loss, 0) / logged.length;
  expect(logged).toHaveLength(2);
  expect(losses(content, 0)).toEqual([1, mean, 1.1613613367080688]);
  expect(content.curves.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
  expect(content.metrics).toEqual({
    train: { loss: 1.1244022799473183 },
    validation: { accuracy: 0.9138888888888889, loss: 0.7353295087814331 },
    test: { accuracy: 0.8944444444444445, loss: 0.7627848982810974 },
  });
  expect(content.warnings).toEqual([]);
});

describe('a name without a split', () => {
  test.each([
    ['eval_results.json', 'validation'],
    ['test_results.json', 'test'],
    ['predict_results.json', 'test'],
    ['train_results.json', 'train'],
  ])('in %s is of the %s split', async (file, split) => {
    expect((await read({ [file]: { perplexity: 31.2 } })).metrics).toEqual({ [split]: { perplexity: 31.2 } });
  });

  it('in all_results.json is left to the file that says what it is of', async () => {
    const { metrics, warnings } = await read({
      'all_results.json': { eval_loss: 3.4, perplexity: 31.2, f1: 0.7, predict_loss: 3.5 },
      'eval_results.json': { eval_loss: 3.4, perplexity: 31.2 },
      'predict_results.json': { predict_loss: 3.5, f1: 0.7 },
    });
    expect(metrics).toEqual({ validation: { loss: 3.4, perplexity: 31.2 }, test: { loss: 3.5, f1: 0.7 } });
    expect(warnings).toEqual([]);
  });

  it('in all_results.json alone is of what was evaluated', async () => {
    const evaluated = await read({ 'all_results.json': { eval_loss: 3.4, perplexity: 31.2, train_loss: 3 } });
    expect(evaluated.metrics).toEqual({ train: { loss: 3 }, validation: { loss: 3.4, perplexity: 31.2 } });
    const tested = await read({ 'all_results.json': { test_loss: 3.4, perplexity: 31.2 } });
    expect(tested.metrics).toEqual({ test: { loss: 3.4, perplexity: 31.2 } });
  });
});

it('of several checkpoints, each with the history up to it, the longest says all', async () => {
  const entry = (step: number) => ({ step, epoch: step / 10, eval_loss: 1 / step });
  const history = (count: number) => ({
    log_history: Array.from({ length: count }, (_, index) => entry((index + 1) * 10)),
  });
  const content = await read({
    'checkpoint-10/trainer_state.json': history(1),
    'checkpoint-20/trainer_state.json': history(2),
    'checkpoint-30/trainer_state.json': history(3),
  });
  expect(content.curves.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
  expect(content.warnings).toEqual([]);
});

test.each([
  ['json-cut', 'trainer_state.json: not valid JSON: '],
  ['json-empty', 'all_results.json: not valid JSON: it is empty'],
])('%s is refused', async (folder, message) => {
  await expect(readLog(`broken/${folder}`)).rejects.toThrow(message);
});

test.each([
  ['json-infinity', 0, 'all_results.json: eval_loss is Infinity'],
  ['json-nan', 3, 'trainer_state.json: loss at step 28 is NaN'],
])('%s diverged: %i points', async (folder, points, failure) => {
  const expected = { points, status: 'diverged', failure, warnings: [] };
  expect(outcomeOf(await readLog(`broken/${folder}`))).toEqual(expected);
});
