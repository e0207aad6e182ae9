import { expect, test } from 'vitest';
import { alignCurves } from '../../../src/checks/overfitting/align-curves.ts';

const curve = (seed: number, epochs: readonly number[]) => ({
  seed,
  wallSeconds: 1,
  epochs,
  train: epochs.map((epoch) => 100 - epoch),
  validation: epochs.map((epoch) => 2 * epoch),
  scores: epochs.map((epoch) => ({ accuracy: epoch })),
});

test('curves at different steps are read at those of the shortest', () => {
  const [one, other] = alignCurves([curve(1, [1, 10, 20, 30, 40]), curve(2, [5, 15, 35])]);
  expect(one).toMatchObject({ epochs: [5, 15, 35], train: [95, 85, 65], validation: [10, 30, 70] });
  expect(one?.scores).toEqual([{ accuracy: 1 }, { accuracy: 10 }, { accuracy: 30 }]);
  expect(other?.validation).toEqual([10, 30, 70]);
});

test('curves that share their epochs, and those that do not overlap, stay as they are', () => {
  const stopped = [curve(1, [1, 2, 3, 4, 5, 6]), curve(2, [1, 2, 3])];
  expect(alignCurves(stopped)).toBe(stopped);
  const apart = [curve(1, [1, 2, 3]), curve(2, [11, 12, 13])];
  expect(alignCurves(apart)).toBe(apart);
  expect(alignCurves([])).toEqual([]);
});
