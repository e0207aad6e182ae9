import { expect, test } from 'vitest';
import { showDifference, showScore } from '../../src/checks/show-score.ts';
import { ACCURACY } from './judge.ts';

const RMSE = { ...ACCURACY, name: 'rmse', unit: 'none' } as const;

test('shares are written in percent and points, on whichever scale they were logged', () => {
  expect([showScore(ACCURACY, 0.904), showScore(ACCURACY, 90.4), showScore(RMSE, 0.904)]).toEqual([
    '90.4 %',
    '90.4 %',
    '0.904',
  ]);
});

test('a difference is written without its sign, and its interval with it', () => {
  const interval = { low: -0.03, high: -0.01 };
  expect(showDifference(ACCURACY, { value: -0.02, interval })).toBe('2 points [1, 3]');
  expect(showDifference(ACCURACY, { value: 0.01, interval: null })).toBe('1 point');
  expect(showDifference(RMSE, { value: -0.02, interval })).toBe('0.02 [0.01, 0.03]');
});
