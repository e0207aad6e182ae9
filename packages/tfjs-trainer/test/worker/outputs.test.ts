import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPredictions } from '../../../../src/records/readers/predictions/predictions.ts';
import { canonicalPredictions } from '../../../../src/records/store/prediction-lines.ts';
import { temporaryFolder } from '../../../../test/support/temporary.ts';
import type { SplitPredictions } from '../../src/worker/fit/predict.ts';
import { writePredictions } from '../../src/worker/outputs.ts';

const split = (part: Partial<SplitPredictions>): SplitPredictions =>
  ({ labels: [1, 0], predictions: [1, 1], ...part }) as SplitPredictions;

test('each example is a line, with its name and short numbers; slices, features and what is shown are of the test split alone', async () => {
  const folder = await temporaryFolder();
  const splits = new Map([
    ['validation', split({ ids: ['a', 'b'], show: ['no', 'no'] })],
    [
      'test',
      split({ probabilities: [Float32Array.of(0.1, 0.9), Float32Array.of(0.3, 0.7)], show: ['a text', ''] }),
    ],
  ]);
  const features = new Map([['length', Float64Array.of(12, Number.NaN)]]);
  writePredictions(folder, splits, new Map([['rare', [1]]]), features);
  const text = await readFile(join(folder, 'predictions.jsonl'), 'utf8');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(lines).toEqual([
    { split: 'validation', id: 'a', label: 1, prediction: 1 },
    { split: 'validation', id: 'b', label: 0, prediction: 1 },
    {
      split: 'test',
      id: '0',
      label: 1,
      prediction: 1,
      probabilities: [0.1, 0.9],
      features: { length: 12 },
      show: 'a text',
    },
    {
      split: 'test',
      id: '1',
      label: 0,
      prediction: 1,
      probabilities: [0.3, 0.7],
      slices: ['rare'],
      show: '',
    },
  ]);
});

test('the lines of classes are in the form of the store', async () => {
  const folder = await temporaryFolder();
  const probabilities = [Float32Array.of(0.1, 0.9), Float32Array.of(1e-9, 1 - 1e-7)];
  const splits = new Map([
    ['train', split({ probabilities })],
    ['test', split({ probabilities, ids: ['a', 'b'], show: ['naïve', 'two words'] })],
  ]);
  const slices = new Map([
    ['short', [1]],
    ['rare', [1, 0]],
  ]);
  const path = join(folder, 'predictions.jsonl');
  writePredictions(folder, splits, slices);
  expect([...canonicalPredictions(await readPredictions(path))].join('')).toBe(await readFile(path, 'utf8'));
});
