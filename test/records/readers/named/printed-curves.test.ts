import { expect, test } from 'vitest';
import { readWanted, wanted } from './wanted.ts';

const LOSS = [wanted('loss', undefined, 'minimize')];

// Written after the source of Keras 3 (utils/progbar.py), fairseq 0.12 (logging/progress_bar.py), fastText 0.9 (main.cc) and
// transformers 5 (trainer_callback.py, PrinterCallback).
test.each([
  [
    'keras' as const,
    'Epoch 1/2\n\r1/2 ━━━ 1s 9ms/step - accuracy: 0.1 - loss: 3\r2/2 ━━━ 0s 9ms/step - accuracy: 0.5 - loss: 2.0 - val_accuracy: 0.4 - val_loss: 2.5\n' +
      'Epoch 2/2\n2/2 ━━━ 0s 9ms/step - accuracy: 0.75 - loss: 1.0 - val_accuracy: 0.7 - val_loss: 1.5e+00\n',
    [
      [1, 2, 2.5],
      [2, 1, 1.5],
    ],
  ],
  [
    'fairseq' as const,
    "2026-01-01 10:00:00 | INFO | train | epoch 001 | loss 10.5 | ppl 1448 | wps 9\n2026-01-01 10:00:01 | INFO | valid | epoch 001 | valid on 'valid' subset | loss 9.8 | ppl 893.7\n",
    [[1, 10.5, 9.8]],
  ],
  [
    'huggingface' as const,
    "{'loss': 0.52, 'grad_norm': 1.5, 'learning_rate': 5e-05, 'epoch': 1.0}\n{'eval_loss': '0.41', 'eval_accuracy': '0.9', 'eval_runtime': '1.2', 'epoch': '1.0'}\n{'train_runtime': 9.1, 'train_loss': 0.7, 'epoch': 1.0}\n",
    [[1, 0.52, 0.41]],
  ],
  [
    { epoch: 'ep (\\d+)', loss: 'tr=([\\d.]+)', val_loss: 'va=([\\d.]+)' },
    'ep 1 tr=3 va=4\nep 2 tr=1\nva=2\n',
    [
      [1, 3, 4],
      [2, 1, 2],
    ],
  ],
])('%o', async (printedCurves, printed, expected) => {
  const { curves } = await readWanted({}, LOSS, { printed, printedCurves });
  expect(curves.map(({ epoch, train, validation }) => [epoch, train.loss, validation.loss])).toEqual(
    expected,
  );
});

test('fastText prints the loss and, of a test, P@1', async () => {
  const printed =
    'Read 0M words\nProgress: 100.0% words/sec/thread: 9000 lr: 0.0 avg.loss: 0.52 ETA: 0h 0m 0s\nN\t3000\nP@1\t0.87\nR@1\t0.86\n';
  const { metrics, curves } = await readWanted({}, [wanted('P@1')], { printed, printedCurves: 'fasttext' });
  expect(metrics.test).toEqual({ 'P@1': 0.87, 'R@1': 0.86 });
  expect(curves[0]?.train.loss).toBe(0.52);
});
