import { expect, test } from 'vitest';
import { meanCurves } from '../../../src/analysis/compare/curves.ts';
import { record } from '../../checks/records.ts';

const TASKS = ['wine', 'digits', 'iris'];

function run(model: string, seed: number, loss: number | null, task?: string) {
  const losses =
    loss === null ? [] : [1, 2].map((epoch) => ({ epoch, train: { loss }, validation: { loss } }));
  return { ...record(model, seed), ...(task === undefined ? {} : { task }), curves: losses };
}

test('without tasks, every model has the mean of its runs', () => {
  const curves = meanCurves(
    [run('base', 1, 2), run('base', 2, 4), run('head', 1, 1)],
    ['base', 'head'],
    undefined,
  );
  expect(curves).toMatchObject([
    { model: 'base', runs: 2, train: [3, 3] },
    { model: 'head', runs: 1, train: [1, 1] },
  ]);
});

test('with tasks, the curves are those of the first task that has some, and say so', () => {
  const records = TASKS.flatMap((task, at) =>
    ['base', 'head'].flatMap((model) => [1, 2].map((seed) => run(model, seed, at === 0 ? null : at, task))),
  );
  expect(meanCurves(records, ['base', 'head'], TASKS)).toMatchObject([
    { model: 'base', task: 'digits', runs: 2, train: [1, 1] },
    { model: 'head', task: 'digits', runs: 2, train: [1, 1] },
  ]);
});
