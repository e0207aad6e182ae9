import { expect, it } from 'vitest';
import { lines, readPlain } from './prediction-file.ts';

it('reads JSON lines by split', async () => {
  const { splits, classes } = await readPlain(
    lines(
      {
        split: 'test',
        id: 'a',
        label: 1,
        prediction: 0,
        probabilities: [0.75, 0.25],
        slices: ['short'],
        show: 'a text',
      },
      { split: 'val', id: 7, label: 0, prediction: 0, probabilities: [1, 0] },
      {
        split: 'test',
        label: 1,
        prediction: 1,
        probabilities: [0.5, 0.5],
        features: { length: 12, new: true },
      },
    ),
  );
  expect(classes).toBe(2);
  expect([...splits.keys()]).toEqual(['test', 'validation']);
  expect(splits.get('test')).toEqual({
    ids: ['a', '1'],
    clusters: null,
    labels: [1, 1],
    predictions: [0, 1],
    probabilities: [
      [0.75, 0.25],
      [0.5, 0.5],
    ],
    slices: new Map([['short', [0]]]),
    scores: new Map(),
    shown: ['a text', null],
    features: new Map([
      ['length', Float64Array.of(Number.NaN, 12)],
      ['new', Float64Array.of(Number.NaN, 1)],
    ]),
  });
  expect(splits.get('validation')?.ids).toEqual(['7']);
});
