/** A log whose last line has no end may have been cut anywhere in it: 0.9 may be what is left of 0.93. */
import { expect, test } from 'vitest';
import { read } from './run-directory.ts';

const END = 'may have been cut off and was left out; end every line, the last one too, with a line break';

test.each([
  ['by epoch', 'log.csv', 'epoch,val_loss\n1,0.93\n2,0.9', 3],
  ['by step', 'log.csv', 'step,val_loss\n1,0.93\n2,0.9', 3],
  ['with tabs', 'log.tsv', 'epoch\tval_loss\n1\t0.93\n2\t0.9', 3],
  ['with quotes', 'log.csv', '"epoch","val_loss"\n"1","0.93"\n"2","0.9', 3],
  ['within a row', 'log.csv', 'epoch,val_loss,val_accuracy\n1,0.93,\n2,0.9', 3],
  ['within a row with tabs', 'log.tsv', 'epoch\tval_loss\tval_accuracy\n1\t0.93\t\n2\t0.9', 3],
  ['of DVCLive', 'plots/metrics/val/loss.tsv', 'step\tloss\n1\t0.93\n2\t0.9', 3],
  ['of MLflow', `mlruns/0/${'0'.repeat(32)}/metrics/val_loss`, '1 0.93 1\n1 0.9 2', 2],
])('a log %s is read up to there', async (_, file, text, line) => {
  const { curves, warnings } = await read({ [file]: text });
  expect(curves).toEqual([{ epoch: 1, train: {}, validation: { loss: 0.93 } }]);
  expect(warnings).toEqual([`${file}:${line}: the last line ${END}`]);
});

test.each([
  ['a line break', '1,0.93\n2,0.9\n'],
  ['a line break of Windows', '1,0.93\r\n2,0.9\r\n'],
  ['an empty line', '1,0.93\n2,0.9\n\n'],
  ['a line of white space that is not ended', '1,0.93\n2,0.9\n  '],
])('a log that ends in %s is whole', async (_, rows) => {
  const { curves, warnings } = await read({ 'log.csv': `epoch,val_loss\n${rows}` });
  expect({ points: curves.length, warnings }).toEqual({ points: 2, warnings: [] });
});

test('a line of JSON is whole when its brace is closed', async () => {
  const { curves, warnings } = await read({
    'log.jsonl': '{"epoch":1,"val_loss":0.93}\n{"epoch":2,"val_loss":0.9}',
  });
  expect({ points: curves.length, warnings }).toEqual({ points: 2, warnings: [] });
});

test('predictions keep their last row: without it the examples would differ from those of another run', async () => {
  const { metrics } = await read({ 'p.csv': 'label,prediction\n1,1\n0,1' });
  expect(metrics.test?.accuracy).toBe(0.5);
});
