import { expect, test } from 'vitest';
import { read, readLog } from '../run-directory.ts';

test.each(['csv-resumed-short', 'jsonl-resumed-short'])(
  '%s: the final value is that of the run that was taken up again, not of the one that was abandoned',
  async (folder) => {
    const { curves, metrics } = await readLog(`broken/${folder}`);
    expect(curves.map(({ epoch }) => epoch)).toEqual([0, 1]);
    expect(metrics.validation).toEqual({ accuracy: 0.52, loss: 1.85 });
  },
);

test.each([
  {
    title: 'what is measured in every second epoch is dropped with the rest',
    rows: ['1,5,', '2,4,0.4', '3,3,', '4,2,0.8', '3,3,'],
    epochs: [1, 2, 3],
    validation: { accuracy: 0.4 },
  },
  {
    title: 'rows of one split after those of another are no run that was taken up again',
    rows: ['1,5,', '2,4,', '3,3,', '1,,0.1', '2,,0.2', '3,,0.3'],
    epochs: [1, 2, 3],
    validation: { accuracy: 0.3 },
  },
])('$title', async ({ rows, epochs, validation }) => {
  const text = ['epoch,train_loss,val_accuracy', ...rows, ''].join('\n');
  const { curves, metrics } = await read({ 'log.csv': text }, ['accuracy']);
  expect(curves.map(({ epoch }) => epoch)).toEqual(epochs);
  expect(metrics).toEqual({ validation });
});

test.each([
  ['log.csv', 'epoch,loss\n1,2\n2,nan\n3,nan\n2,1.5\n3,1\n'],
  [
    'log.jsonl',
    '{"epoch":1,"loss":2}\n{"epoch":2,"loss":NaN}\n{"epoch":2,"loss":1.5}\n{"epoch":1,"loss":2}\n{"epoch":2,"loss":1}\n',
  ],
  ['log.csv', 'step,loss\n1,2\n2,nan\n3,nan\n2,1.5\n3,1\n'],
])('a NaN of what a resumed run has replaced is none of its own: %s', async (name, text) => {
  const { status, curves } = await read({ [name]: text });
  expect(status).toBe('ok');
  expect(curves.at(-1)?.train).toEqual({ loss: 1 });
});

test.each([
  [
    'before the epochs that were done again',
    'epoch,loss\n1,nan\n2,2\n3,2\n2,1.5\n',
    'log.csv:2: loss is NaN',
  ],
  [
    'in the part that was done again',
    'epoch,loss\n1,2\n2,nan\n1,1.5\n2,inf\n',
    'log.csv:5: loss is Infinity',
  ],
])('a NaN %s is', async (_, text, failure) => {
  const content = await read({ 'log.csv': text });
  expect({ status: content.status, failure: content.failure }).toEqual({ status: 'diverged', failure });
});
