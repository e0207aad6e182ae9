import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { read, readLog } from './run-directory.ts';

const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const curve = (values: readonly number[], key = 'test_accuracy') =>
  lines(values.map((value, epoch) => ({ epoch, [key]: value })));

describe('where a value comes from', () => {
  it('names file, key and how often it was logged', async () => {
    const { origins } = await read({
      'log.jsonl': lines([
        { epoch: 1, train_loss: 3 },
        { epoch: 1, val_loss: 2 },
        { epoch: 2, val_loss: 1 },
      ]),
      'metrics.json': { accuracy: 0.9 },
      'predictions.csv': 'label,prediction\n0,0\n1,0\n',
    });
    expect(origins).toMatchObject({
      train: { loss: { file: 'log.jsonl', key: 'train_loss', at: 'last' } },
      validation: { loss: { file: 'log.jsonl', key: 'val_loss', at: 'last', of: 2 } },
      test: { accuracy: { file: 'predictions.csv', key: 'accuracy', at: 'computed' } },
    });
  });

  it('leaves out positions in lists and what is random in names of files', async () => {
    const huggingface = await readLog('huggingface/run');
    expect(JSON.stringify(huggingface.origins)).not.toMatch(/\[\d/);
    const tensorboard = await readLog('tensorboard/run');
    expect(JSON.stringify(tensorboard.origins)).toContain('events.out.tfevents…');
    const mlflow = await readLog('mlflow/run');
    expect(JSON.stringify(mlflow.origins)).not.toMatch(/[0-9a-f]{32}/);
  });
});

describe('a value that a program chose', () => {
  it('by its name', async () => {
    const { origins, metrics } = await read(
      { 'metrics.json': { best_val_accuracy: 0.9, test_best_f1: 0.8 } },
      ['best_val_accuracy'],
    );
    expect(metrics.test?.best_val_accuracy).toBeUndefined();
    expect(origins?.validation?.best_val_accuracy).toMatchObject({ at: 'stated', selected: 'name' });
    expect(origins?.test?.best_f1).toMatchObject({ selected: 'name' });
  });

  test.each([
    ['the best of its curve and not the last', [0.5, 0.9, 0.7], { accuracy: 0.9 }, 'curve'],
    ['the same, rounded', [0.5, 0.90004, 0.7], { accuracy: 0.9 }, 'curve'],
    ['the last', [0.5, 0.9, 0.7], { accuracy: 0.7 }, undefined],
    ['the best, which is the last', [0.5, 0.7, 0.9], { accuracy: 0.9 }, undefined],
    ['measured once more', [0.5, 0.9, 0.7], { accuracy: 0.81 }, undefined],
    ['of two', [0.9, 0.7], { accuracy: 0.9 }, undefined],
  ])('is told where it is %s', async (_, values, stated, selected) => {
    const { origins } = await read({ 'log.jsonl': curve(values), 'metrics.json': stated });
    expect(origins?.test?.accuracy?.selected).toBe(selected);
  });

  it('a lowest loss is the best, a lowest accuracy is not', async () => {
    const loss = await read({ 'log.jsonl': curve([3, 1, 2], 'test_loss'), 'metrics.json': { test_loss: 1 } });
    expect(loss.origins?.test?.loss?.selected).toBe('curve');
    const accuracy = await read({ 'log.jsonl': curve([0.9, 0.1, 0.8]), 'metrics.json': { accuracy: 0.1 } });
    expect(accuracy.origins?.test?.accuracy?.selected).toBeUndefined();
  });

  it('whatever the curve: its maximum is told, and its last value never', async () => {
    const values = fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 3, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(values, async (all) => {
        const [most, last] = [Math.max(...all), all.at(-1)];
        const stated = async (accuracy: number | undefined) =>
          (await read({ 'log.jsonl': curve(all), 'metrics.json': { accuracy } })).origins?.test?.accuracy
            ?.selected;
        expect(await stated(most)).toBe(most === last ? undefined : 'curve');
        expect(await stated(last)).toBeUndefined();
      }),
      { numRuns: 25 },
    );
  });
});
