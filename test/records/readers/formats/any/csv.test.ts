import { expect, it, test } from 'vitest';
import { expectTwoEpochs, expectTwoEpochsWithAccuracy } from '../../curves.ts';
import { LAST_LINE_CUT, losses, outcomeOf, read, readLog, refusal } from '../../run-directory.ts';

test.each([
  ['CSV', 'log.csv', 'epoch,train_loss,val_loss,val_accuracy\n1,1.0,1.1,0.5\n2,5e-1,.9,0.6\n'],
  [
    'CSV as Keras writes it',
    'training.csv',
    'epoch,val_accuracy,val_loss,loss\n1,NA,NA,1.0\n1,0.5,1.1,NA\n2,0.6,0.9,0.5\n',
  ],
  [
    'CSV from Windows with quotes and spaces',
    'LOG.CSV',
    '\uFEFF"epoch", "loss", "val_loss", "val_accuracy"\r\n1, 1, 1.1, 0.5\r\n\r\n2, 0.5, 0.9, 0.6\r\n',
  ],
])('%s become curves, and the last validation metrics are the final ones', async (_, name, text) => {
  await expectTwoEpochsWithAccuracy(name, text);
});

test.each([
  [
    'the name that the documentation of Keras gives it',
    'training.log',
    'epoch,loss,val_loss\n1,2,3\n2,1,2\n',
  ],
  ['another name', 'curve.txt', 'epoch\tloss\tval_loss\n1\t2\t3\n2\t1\t2\n'],
  ['spaces in its names', 'log.csv', 'Epoch,Train Loss,Val Loss\n1,2,3\n2,1,2\n'],
  ['a capital Epoch', 'log.csv', 'Epoch,Loss,Val_Loss\n1,2,3\n2,1,2\n'],
  ['the index of pandas', 'log.csv', ',epoch,loss,val_loss\n0,1,2,3\n1,2,1,2\n'],
  ['two columns without a name', 'log.csv', ',epoch,loss,val_loss,\n0,1,2,3,\n1,2,1,2,\n'],
])('is read with %s', async (_, file, text) => {
  await expectTwoEpochs(file, text);
});

it('CSVLogger of Keras', async () => {
  const content = await readLog('keras/run');
  expect(losses(content, 0)).toEqual([0, 2.2362711429595947, 2.1258397102355957]);
  expect(losses(content, -1)).toEqual([3, 1.659034252166748, 1.57590913772583]);
  expect(content.metrics).toEqual({
    validation: { accuracy: 0.6666666865348816, loss: 1.57590913772583 },
  });
});

it('CSVLogger of a Keras run that was resumed, with semicolons: the later epoch counts', async () => {
  const content = await readLog('keras/resumed');
  expect(content.curves.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3]);
  expect(losses(content, 2)).toEqual([2, 0.9804447293281555, 0.9334782361984253]);
  expect(content.warnings).toEqual([
    'resumed.csv:5: accuracy appears twice (0.796657383441925, then 0.8161559700965881); the later value counts',
  ]);
});

it('fastai: accuracy is that of the validation split', async () => {
  const content = await readLog('fastai/run');
  expect(losses(content, 0)).toEqual([0, 1.8571457862854004, 1.3957327604293823]);
  expect(content.metrics).toEqual({
    validation: { loss: 0.504004716873169, accuracy: 0.9138888716697693 },
  });
});

it('takes test metrics from the last epoch that has some', async () => {
  const { metrics, curves } = await read({ 'log.csv': 'epoch,test_accuracy\n1,0.5\n2,0.6\n3,\n' }, [
    'accuracy',
  ]);
  expect({ metrics, curves }).toEqual({ metrics: { test: { accuracy: 0.6 } }, curves: [] });
});

test.each([
  [
    'an epoch is below 0',
    { 'a.csv': 'epoch,loss\n-1,2\n' },
    /^a\.csv:2: epoch must be a number of at least 0, found -1$/,
  ],
  ['a loss is a word', { 'a.csv': 'epoch,loss\n1,low\n' }, /^a\.csv:2: loss must be a number, found "low"$/],
  [
    'a row has a cell too many',
    { 'a.csv': 'epoch,loss\n1,2\n2,3,4\n' },
    /^a\.csv: not valid CSV: 3 cells instead of 2 on line 3$/,
  ],
  ['a quote is not closed', { 'a.csv': 'epoch,loss\n1,"2\n' }, /^a\.csv: not valid CSV: .*[Qq]uote/],
  [
    'a column stands twice',
    { 'a.csv': 'epoch,loss,loss\n1,2,3\n' },
    /^a\.csv:1: the column "loss" appears twice$/,
  ],
  [
    'a CSV line has no end',
    { 'a.csv': `epoch,loss\n1,${'1'.repeat(1_500_000)}\n` },
    /^a\.csv: has a line of more than/,
  ],
  [
    'every step is logged as an epoch',
    { 'a.csv': `epoch,loss\n${Array.from({ length: 100_001 }, (_, index) => `${index},1\n`).join('')}` },
    /^a\.csv:100002: more than 100000 epochs; log once per epoch, not once per step$/,
  ],
])('is refused when %s', async (_, files, message) => {
  expect(await refusal(files)).toMatch(message);
});

test.each([
  ['by epoch', 'log.csv', 'epoch,val_loss\n1,0.93\n2,0.9'],
  ['with tabs', 'log.tsv', 'epoch\tval_loss\n1\t0.93\n2\t0.9'],
  ['with quotes', 'log.csv', '"epoch","val_loss"\n"1","0.93"\n"2","0.9'],
  ['within a row', 'log.csv', 'epoch,val_loss,val_accuracy\n1,0.93,\n2,0.9'],
  ['within a row with tabs', 'log.tsv', 'epoch\tval_loss\tval_accuracy\n1\t0.93\t\n2\t0.9'],
])('a log %s is read up to its last line where that has no end', async (_, file, text) => {
  const { curves, warnings } = await read({ [file]: text });
  expect(curves).toEqual([{ epoch: 1, train: {}, validation: { loss: 0.93 } }]);
  expect(warnings).toEqual([`${file}:3: the last line ${LAST_LINE_CUT}`]);
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

test('decimal commas and a second header are read', async () => {
  const comma = await readLog('broken/csv-decimal-comma');
  expect(comma.curves.map(({ train, validation }) => [train.loss, validation.loss])).toEqual([
    [2.2, 2.1],
    [2, 1.9],
  ]);
  const again = await read({ 'log.csv': 'epoch,val_loss\n1,3\nepoch,val_loss\n2,1\n' });
  expect(again.metrics.validation?.loss).toBe(1);
  const other = read({ 'log.csv': 'epoch,val_loss\n1,3\nepoch,loss\n2,1\n' });
  await expect(other).rejects.toThrow('log.csv:3: a second header has other columns');
});

test.each([
  ['csv-empty', 'nothing to read in the run directory. '],
  ['csv-latin1', 'training.csv: is not UTF-8 text; save it as UTF-8'],
  ['csv-mixed-separators', 'training.csv: not valid CSV: 4 cells instead of 5 on line 3'],
])('%s is refused', async (folder, message) => {
  await expect(readLog(`broken/${folder}`)).rejects.toThrow(message);
});

const RESUMED = 'as in a resumed run; earlier values from epoch';

test.each([
  ['csv-cut', 3, [`training.csv:5: the last line ${LAST_LINE_CUT}`]],
  [
    'csv-duplicate-epochs',
    4,
    [`training.csv:6: accuracy goes back from epoch 3 to 0, ${RESUMED} 0 on are ignored`],
  ],
  [
    'csv-resumed-short',
    2,
    [`training.csv:6: accuracy goes back from epoch 3 to 1, ${RESUMED} 1 on are ignored`],
  ],
  ['csv-header-only', 0, []],
  ['csv-utf16', 4, []],
])('%s is read: %i points', async (folder, points, warnings) => {
  const expected = { points, status: 'ok', failure: null, warnings };
  expect(outcomeOf(await readLog(`broken/${folder}`))).toEqual(expected);
});
