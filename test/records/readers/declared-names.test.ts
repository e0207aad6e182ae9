import { expect, it, test } from 'vitest';
import { read } from './run-directory.ts';

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
