import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { printedLines, printedValues } from '../../../../src/records/readers/named/printed.ts';
import { readPrinted } from '../../../../src/records/readers/named/read-printed.ts';
import { readWanted, wanted } from './wanted.ts';

test('lines are what a terminal was drawn with, without its colours', () => {
  expect([...printedLines('\u001b[1m a\r b \n\n\u0008\u0008c')]).toEqual(['a', 'b', 'c']);
});

test.each([
  ['accuracy: 0.1111\b\b\b\b\b\b0.2222', ['accuracy: 0.2222']],
  [`10/20 acc: 0.1${'\b'.repeat(14)}20/20 acc: 0.2\n`, ['20/20 acc: 0.2']],
  ['\b\b\ba', ['a']],
])('backspaces remove what they go back over', (text, lines) => {
  expect([...printedLines(text)]).toEqual(lines);
});

describe('without any config', () => {
  const ACCURACY = [wanted('accuracy')];

  test.each([
    ['accuracy: 0.93', 'test', 0.93],
    ['{"accuracy": 0.93}', 'test', 0.93],
    ['test accuracy = 93%', 'test', 0.93],
    ['Final acc=0.93', 'test', 0.93],
    ['val_accuracy: 0.93', 'validation', 0.93],
    ['loss: 0.4, accuracy: 9.3e-1', 'test', 0.93],
    ['accuracy: 0,93', 'test', 0.93],
    ["{'accuracy': np.float64(0.93), 'loss': 0.2}", 'test', 0.93],
    ["{'train': {'accuracy': 0.99}, 'test': {'accuracy': 0.93}}", 'test', 0.93],
    ['accuracy=tensor(0.9300, device="cuda:0")', 'test', 0.93],
    ['2026-01-01 10:00:00,123 INFO train.py:33: accuracy: 0.93', 'test', 0.93],
    ['2026-01-01 10:00:00,123 INFO test accuracy: 0.93', 'test', 0.93],
    ['train: loss: 0.3 accuracy: 0.99 | test: loss: 0.4 accuracy: 0.93', 'test', 0.93],
    ['{"test": {"accuracy": 0.93}, "train": {"accuracy": 0.99}}', 'test', 0.93],
    ['{\n  "loss": 0.2,\n  "accuracy": 0.93\n}', 'test', 0.93],
    ['test accuracy: 0.93\nval accuracy: 0.91', 'test', 0.93],
    ['test accuracy: 0.93\ntrain accuracy: 0.99', 'test', 0.93],
    ['\u001b[1maccuracy\u001b[0m: \u001b[33m0.93\u001b[0m', 'test', 0.93],
    ['accuracy: 0.93 ± 0.01', 'test', 0.93],
  ])('the last line %j has the metric', async (line, split, value) => {
    const { metrics, origins } = await readWanted({}, ACCURACY, {
      printed: `epoch 1 accuracy: 0.1\n${line}\n`,
    });
    expect(metrics).toMatchObject({ [split]: { accuracy: value } });
    expect(JSON.stringify(origins)).toContain('"file":"stdout"');
  });

  it.each([
    'accuracy: 0.99 accuracy: 0.93',
    'Balanced accuracy: 0.93',
    'top 5 accuracy: 0.93',
    'fold 3 accuracy: 0.9',
    'rmse: 1,234',
  ])('%j does not say it', async (line) => {
    const metrics = [wanted('accuracy'), wanted('rmse')];
    await expect(readWanted({}, metrics, { printed: line })).rejects.toThrow('nothing to read');
  });

  it('that is NaN is a run that diverged', async () => {
    const { status, failure } = await readWanted({}, ACCURACY, { printed: 'accuracy: nan\n' });
    expect({ status, failure }).toEqual({ status: 'diverged', failure: 'stdout: accuracy is NaN' });
  });

  it('a progress line is no result, and a file has the first word', async () => {
    await expect(
      readWanted({}, ACCURACY, { printed: '12/12 - 0s - loss: 0.3 - accuracy: 0.97 - val_accuracy: 0.9\n' }),
    ).rejects.toThrow('nothing to read in the run directory');
    const { metrics } = await readWanted({ 'metrics.json': { accuracy: 0.8 } }, ACCURACY, {
      printed: 'accuracy: 0.93\n',
    });
    expect(metrics.test?.accuracy).toBe(0.8);
  });

  it('a line before the last counts too, and two values on such lines are refused', async () => {
    const { metrics } = await readWanted({}, ACCURACY, { printed: 'accuracy: 0.93\nsaved model\n' });
    expect(metrics.test?.accuracy).toBe(0.93);
    const message = await readWanted({}, ACCURACY, { printed: 'accuracy: 0.93\naccuracy: 0.91\n' }).catch(
      String,
    );
    expect(message).toContain('accuracy is printed 2 times without a step or an epoch (0.93, 0.91)');
  });
});

test('any line ends in time', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), (line) => {
      for (const { name } of printedValues('accuracy', line)) expect(line).toContain(name);
    }),
  );
});

test('a long line ends in time', () => {
  const started = performance.now();
  for (const part of ['a ', '{"a": ', 'accuracy: 1, ', '1/2 ', '[(a) ', '=== ', "'"])
    readPrinted('accuracy', part.repeat(20_000));
  expect(performance.now() - started).toBeLessThan(5_000);
});
