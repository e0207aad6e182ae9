import { expect, test } from 'vitest';
import { everySource, pinSeeds } from '../../../src/plan/runs/source-seeds.ts';

test('a run of a comparison has its seed for every source', () => {
  expect(everySource(7)).toEqual({ init: 7, order: 7, data: 7 });
});

test('a source that does not vary gets the same seed in every run, which is the seed of none', () => {
  expect(pinSeeds(everySource(7), ['order'])).toEqual({ init: 0, order: 7, data: 0 });
  expect(pinSeeds({ init: 1, order: 2, data: 3 }, ['init', 'data'])).toEqual({ init: 1, order: 0, data: 3 });
});
