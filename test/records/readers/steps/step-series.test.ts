import { expect, it } from 'vitest';
import {
  appendStretch,
  epochSeries,
  lastAtOrBefore,
} from '../../../../src/records/readers/steps/step-series.ts';

it('of a stretch of one value the first and the last step are kept, and every step finds its value', () => {
  const series = epochSeries();
  for (let step = 0; step < 3000; step += 1) appendStretch(series, step, Math.floor(step / 1000));
  expect(series.steps).toEqual([0, 999, 1000, 1999, 2000, 2999]);
  const find = lastAtOrBefore(series.steps);
  for (let step = 0; step < 3000; step += 1) expect(series.values[find(step)]).toBe(Math.floor(step / 1000));
});

it('a step that goes back takes the place of those after it', () => {
  const series = epochSeries();
  for (const step of [1, 2, 3, 4]) appendStretch(series, step, 1);
  for (const step of [5, 6]) appendStretch(series, step, 2);
  appendStretch(series, 3, 7);
  expect([series.steps, series.values]).toEqual([
    [1, 3],
    [1, 7],
  ]);
});
