/** Steps that begin anew in each epoch. */
import { expect, it, test } from 'vitest';
import { read } from '../run-directory.ts';

test.each([
  ['steps.csv', 'epoch,step,loss,val_loss\n0,0,4,\n0,1,2,\n0,1,,5\n1,0,2,\n1,1,1,\n1,1,,4\n'],
  ['steps.csv', 'loss,step,val_loss,epoch\n4,0,,0\n2,1,,0\n,1,5,0\n2,0,,1\n1,1,,1\n,1,4,1\n'],
  [
    'steps.jsonl',
    '{"epoch":0,"step":0,"loss":4}\n{"epoch":0,"step":1,"loss":2}\n{"epoch":0,"step":1,"val_loss":5}\n{"epoch":1,"step":0,"loss":2}\n{"epoch":1,"step":1,"loss":1}\n{"epoch":1,"step":1,"val_loss":4}\n',
  ],
])('goes on in the next one: %s', async (file, text) => {
  const { curves, warnings } = await read({ [file]: text });
  expect(curves).toEqual([
    { epoch: 0, train: { loss: 3 }, validation: { loss: 5 } },
    { epoch: 1, train: { loss: 1.5 }, validation: { loss: 4 } },
  ]);
  expect(warnings).toEqual([]);
});

it('may be the same in all rows', async () => {
  const { curves } = await read({ 's.csv': 'epoch,step,val_loss\n0,99,4\n1,99,3\n2,99,2\n' });
  expect(curves.map(({ epoch, validation }) => [epoch, validation.loss])).toEqual([
    [0, 4],
    [1, 3],
    [2, 2],
  ]);
});

it('is laid end to end where an epoch is evaluated twice', async () => {
  const { curves } = await read({ 's.csv': 'epoch,step,val_loss\n0,4,4\n0,9,3\n1,4,2\n1,9,1\n' });
  expect(curves.map(({ epoch, validation }) => [epoch, validation.loss])).toEqual([
    [4, 4],
    [9, 3],
    [14, 2],
    [19, 1],
  ]);
});

it('may be that of one file among several', async () => {
  const { curves, warnings } = await read({
    'a.csv': 'epoch,step,val_loss\n0,1,5\n1,1,4\n',
    'b.csv': 'epoch,step,loss\n0,0,4\n0,1,2\n1,0,2\n1,1,1\n',
  });
  expect(curves).toEqual([
    { epoch: 0, train: { loss: 3 }, validation: { loss: 5 } },
    { epoch: 1, train: { loss: 1.5 }, validation: { loss: 4 } },
  ]);
  expect(warnings).toEqual([]);
});

it('has the epoch of the rows above where a row does not say it', async () => {
  const { curves, warnings } = await read({
    's.csv': 'epoch,step,loss,val_loss\n0,1,1,\n0,2,2,\n,2,,3\n1,1,2,\n1,2,2,\n,2,,4\n',
  });
  expect(curves).toEqual([
    { epoch: 0, train: { loss: 1.5 }, validation: { loss: 3 } },
    { epoch: 1, train: { loss: 2 }, validation: { loss: 4 } },
  ]);
  expect(warnings).toEqual([]);
});

it('leaves out what has no epoch, and says so', async () => {
  const { curves, metrics, warnings } = await read({
    'a.csv': 'step,val_loss\n1,5\n3,4\n',
    'b.csv': 'epoch,step,loss\n0,0,4\n0,1,2\n1,0,2\n1,1,1\n',
  });
  expect(curves.every(({ validation }) => validation.loss === undefined)).toBe(true);
  expect(metrics).toEqual({});
  expect(warnings).toEqual([
    'a.csv: values without an epoch were left out, because the steps of other values restart in each epoch; log the epoch with each step',
  ]);
});

it('goes back with the epoch where the run was resumed', async () => {
  const { curves, warnings } = await read({
    's.csv': 'epoch,step,val_loss\n0,9,4\n1,9,3\n2,9,2\n1,9,2.5\n2,9,1.5\n',
  });
  expect(curves.map(({ validation }) => validation.loss)).toEqual([4, 2.5, 1.5]);
  expect(warnings).toEqual([expect.stringContaining('s.csv: the steps go back, as in a resumed run')]);
});
