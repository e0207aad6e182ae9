/** Which split a value is of, where its name says it, its file does, or neither. */
import { describe, expect, it, test } from 'vitest';
import { event } from './event-file.ts';
import { read } from './run-directory.ts';

describe('Hugging Face, a name without a split', () => {
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

describe('a metric of the config whose name names a split', () => {
  test.each([
    ['metrics.json', { 'metrics.json': { val_accuracy: 0.8, accuracy: 0.7 } }, { accuracy: 0.7 }],
    ['a log', { 'log.csv': 'epoch,loss,val_accuracy\n1,2,0.7\n2,1,0.8\n' }, undefined],
    ['a log by step', { 'log.csv': 'step,loss,val_accuracy\n1,2,0.7\n2,1,0.8\n' }, undefined],
    ['metrics by split', { 'metrics.json': { validation: { accuracy: 0.8 } } }, undefined],
  ])('is on that split, under its own name and the plain one: %s', async (_, files, tested) => {
    const { metrics } = await read(files, ['val_accuracy']);
    expect(metrics.validation).toEqual({ val_accuracy: 0.8, accuracy: 0.8 });
    expect(metrics.test).toEqual(tested);
  });

  it('leaves the curves that the checks look at', async () => {
    const { curves } = await read({ 'log.csv': 'epoch,loss,val_loss\n1,2,3\n' }, ['val_loss']);
    expect(curves).toEqual([{ epoch: 1, train: { loss: 2 }, validation: { loss: 3, val_loss: 3 } }]);
  });

  it('is computed from predictions like the plain one', async () => {
    const { metrics } = await read(
      { 'p.csv': 'split,label,prediction\ntest,1,1\ntest,0,1\n', 'metrics.json': { test_accuracy: 0.5 } },
      ['test_accuracy'],
    );
    expect(metrics.test).toMatchObject({ test_accuracy: 0.5, accuracy: 0.5 });
  });

  test.each(['train_seconds', 'shifted_accuracy'])(
    '%s counts as final: on its own split it would decide nothing',
    async (name) => {
      expect((await read({ 'metrics.json': { [name]: 0.8 } }, [name])).metrics).toEqual({
        test: { [name]: 0.8 },
      });
    },
  );
});

describe('a folder of TensorBoard', () => {
  test.each([
    ['test_run', 'accuracy', 'train', 'accuracy'],
    ['run_test', 'accuracy', 'train', 'accuracy'],
    ['val_2026', 'loss', 'train', 'loss'],
    ['test', 'accuracy', 'test', 'accuracy'],
    ['validation', 'epoch_loss', 'validation', 'loss'],
    ['loss_test', 'loss', 'test', 'loss'],
    ['Metrics_loss_val', 'Metrics/loss', 'validation', 'Metrics/loss'],
  ])('%s with the tag %s is of the %s split', async (folder, tag, split, name) => {
    const { metrics, curves } = await read({ [`${folder}/events.out.tfevents.1.host`]: event(1, tag, 0.5) });
    const found = { train: curves[0]?.train, ...metrics } as Record<string, object | undefined>;
    expect(found[split]).toEqual({ [name]: 0.5 });
  });
});

describe('the summary of Weights & Biases', () => {
  const SUMMARY = { 'val/loss': 0.4, accuracy: 0.9, loss: 0.1, epoch: 3, _step: 3, _wandb: { runtime: 3 } };

  it('alone: final values, those without a split of the test split, and the report names them', async () => {
    const { metrics, warnings } = await read({ 'wandb/latest/files/wandb-summary.json': SUMMARY });
    expect(metrics).toEqual({ validation: { loss: 0.4 }, test: { accuracy: 0.9, loss: 0.1 } });
    expect(warnings).toEqual([
      'wandb/latest/files/wandb-summary.json: "accuracy", "loss" name no split and count as test; without the run-*.wandb nobody can tell whether they were logged in training',
    ]);
  });

  it('has nothing to say of a metric that is logged with its split', async () => {
    const { warnings } = await read({ 'wandb-summary.json': { 'test/accuracy': 0.9 } });
    expect(warnings).toEqual([]);
  });
});
