import { expect, test } from 'vitest';
import { selectedNotices, valueSources } from '../../src/analysis/value-sources.ts';
import type { Origin, RunRecord } from '../../src/records/record.ts';
import { record } from '../checks/records.ts';
import { metric } from './metric.ts';

const ACCURACY = metric('accuracy', { unit: 'percent' });
const LAST: Origin = { file: 'log.csv', key: 'test_acc', at: 'last', of: 20 };
const of = (model: string, seed: number, origin: Origin, more: Partial<RunRecord> = {}) =>
  record(model, seed, { origins: { test: { accuracy: origin } }, ...more });

test('one entry for all that were read alike, with the longest curve', () => {
  const records = [of('baseline', 1, LAST), of('baseline', 2, { ...LAST, of: 18 }), of('head', 1, LAST)];
  expect(valueSources([ACCURACY], records)).toEqual({
    values: [
      {
        ...{ metric: 'accuracy', split: 'test', file: 'log.csv', key: 'test_acc', at: 'last', of: 20 },
        ...{ models: ['baseline', 'head'], runs: 3 },
      },
    ],
    unused: [],
    warnings: [],
  });
});

test('models that were read differently are told apart, failed runs are left out', () => {
  const records = [
    of('baseline', 1, LAST),
    of('head', 1, { file: 'metrics.json', key: 'accuracy', at: 'stated' }),
    of('head', 2, { file: 'other.json', key: 'accuracy', at: 'stated' }, { status: 'crashed' }),
  ];
  const values = valueSources([ACCURACY], records)?.values ?? [];
  expect(values.map(({ file, models }) => [file, models])).toEqual([
    ['log.csv', ['baseline']],
    ['metrics.json', ['head']],
  ]);
});

test('what was found and not compared, and warnings that differ in numbers alone, once', () => {
  const records = [1, 2].map((seed) =>
    of('head', seed, LAST, {
      metrics: { test: { accuracy: 0.9, f1: 0.8 }, validation: { loss: 1 } },
      warnings: [`log.csv:${seed}: cut`, 'other.csv was not read'],
    }),
  );
  expect(valueSources([ACCURACY], records)).toMatchObject({
    unused: [
      { split: 'validation', names: ['loss'] },
      { split: 'test', names: ['f1'] },
    ],
    warnings: [
      { model: 'head', message: 'log.csv:1: cut', runs: 2 },
      { model: 'head', message: 'other.csv was not read', runs: 2 },
    ],
  });
});

test('results that existed do not say where they were read', () => {
  expect(valueSources([ACCURACY], [record('baseline', 1)])).toBeNull();
  expect(selectedNotices(null)).toEqual([]);
});

test('what was chosen is told with the split that it really has', () => {
  const chosen = valueSources([ACCURACY], [of('head', 1, { ...LAST, selected: 'curve' })]);
  expect(selectedNotices(chosen)).toEqual([
    'accuracy is "test_acc" of log.csv, which is the best value of its curve on the test split, not the last. ' +
      'A value chosen on the test set is too good; report the last one, or that of the best epoch on validation.',
  ]);
  const validation = record('head', 1, {
    metrics: { validation: { accuracy: 0.9 } },
    origins: {
      validation: { accuracy: { file: 'metrics.json', key: 'best_val_acc', at: 'stated', selected: 'name' } },
    },
  });
  expect(selectedNotices(valueSources([ACCURACY], [validation]))).toEqual([
    'accuracy is "best_val_acc" of metrics.json, which by its name is the best of several values on the validation split. ' +
      'A value chosen on the validation split is too good there; measure the chosen model on a test set.',
  ]);
});
