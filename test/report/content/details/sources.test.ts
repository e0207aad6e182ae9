import { expect, test } from 'vitest';
import { sources } from '../../../../src/report/content/details/sources.ts';
import { viewOf } from '../../../../src/report/view.ts';
import { plainBlocks } from '../../../support/plain.ts';
import * as samples from '../../../support/samples.ts';

const models = samples.better.models.map(({ name }) => name);
const value = { metric: 'accuracy', split: 'test', key: 'test_acc', models, runs: 16 } as const;

test('each number says where it was read, then what was not used, then what the readers warned of', () => {
  const result = {
    ...samples.better,
    sources: {
      values: [
        { ...value, file: 'log.csv', at: 'last', of: 20 } as const,
        { ...value, file: 'predictions.csv', at: 'computed' } as const,
        {
          ...value,
          file: 'metrics.json',
          at: 'stated',
          selected: 'name',
          models: ['head'],
          runs: 1,
        } as const,
      ],
      unused: [{ split: 'validation' as const, names: ['f1', 'loss'] }],
      warnings: [{ model: 'head', message: 'x.csv was not read', runs: 2 }],
    },
  };
  expect(
    plainBlocks(sources(viewOf(result)))
      .trim()
      .split('\n'),
  ).toEqual([
    '- accuracy: test, last of 20 epochs, log.csv, as test_acc',
    '- accuracy: test, computed from the predictions, predictions.csv',
    '- accuracy: test, stated as final, metrics.json, as test_acc, selected by the program (head, 1 run)',
    '- Found but not compared, validation: f1 and loss',
    '- head, 2 runs: x.csv was not read',
  ]);
});

test('results that existed have no such part', () => {
  expect(sources(viewOf(samples.unpaired))).toEqual([]);
});
