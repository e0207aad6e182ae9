import { expect, test } from 'vitest';
import { checkWiderGaps } from '../../src/checks/curves.ts';
import { parseConfig } from '../../src/config/file/load.ts';
import { curves, record } from './records.ts';

const config = parseConfig(
  `trainer: { command: train }
models: { variants: [{ name: head, params: { x: 1 } }] }
metrics: [{ name: loss }]`,
  'c.yml',
);

/** Losses that differ from seed to seed, and from the baseline's by `offset` under every seed. */
function messageFor(seeds: readonly number[], offset: number) {
  const records = [
    ...seeds.map((seed) => ['baseline', seed, 0] as const),
    ...seeds.map((seed) => ['head', seed, offset] as const),
  ].map(([model, seed, more]) =>
    record(model, seed, {
      curves: curves(
        4,
        (epoch) => (1 + seed / 100) / epoch,
        (epoch) => (1 + seed / 50) / epoch + 0.1 * epoch + more,
      ),
    }),
  );
  const models = [{ name: 'baseline' }, { name: 'head' }];
  return checkWiderGaps({ config, models, records }).map(({ status, message }) => [status, message]);
}

test('a gap that differs by the same amount under every seed is told as that, not as losses that are missing', () => {
  expect(messageFor([1, 2, 3], -0.07)).toEqual([
    [
      'not-checked',
      "the gap between validation and training loss differs from the baseline's by −0.07 under each of 3 seeds, so there is no spread to test it against",
    ],
  ]);
});

test('a single seed is too few', () => {
  expect(messageFor([1], -0.07)).toEqual([
    ['not-checked', 'needs two seeds under which both models report training and validation loss'],
  ]);
});
