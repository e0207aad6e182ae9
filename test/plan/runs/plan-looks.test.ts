import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pairsAhead, planLooks } from '../../../src/plan/runs/plan-looks.ts';

test('a fixed design looks once, at its end', () => {
  expect(planLooks({ kind: 'fixed', min: 8, max: 8 })).toEqual([8]);
});

test('the default design looks at a constant ratio', () => {
  expect(planLooks({ kind: 'sequential', min: 6, max: 25 })).toEqual([6, 8, 11, 14, 19, 25]);
});

test('looks that fall together are one', () => {
  expect(planLooks({ kind: 'sequential', min: 2, max: 4 })).toEqual([2, 3, 4]);
});

test('a sequential design starts at its minimum, ends at its maximum, rises, and looks six times at most', () => {
  const seeds = fc.tuple(fc.integer({ min: 2, max: 1000 }), fc.integer({ min: 2, max: 1000 }));
  fc.assert(
    fc.property(seeds, ([one, other]) => {
      const [min, max] = [Math.min(one, other), Math.max(one, other)];
      const looks = planLooks({ kind: 'sequential', min, max });
      expect([looks[0], looks.at(-1)]).toEqual([min, max]);
      expect(looks).toEqual([...new Set(looks)].sort((a, b) => a - b));
      expect(looks.length).toBeLessThanOrEqual(6);
    }),
  );
});

describe('runs start ahead of a look', () => {
  const LOOKS = [6, 8, 11, 14];
  const from = (executor: object, unit?: 'repeat') =>
    LOOKS.map((_, look) =>
      pairsAhead(LOOKS, look, { executor: { kind: 'local', ...executor }, ...(unit && { unit }) }),
    );

  test.each([
    ['on a machine', {}],
    ['in a queue', { kind: 'slurm' }],
    ['in a queue, without GPUs', { kind: 'slurm', gpus: 0 }],
    ['by the config', { kind: 'slurm', gpus: 1, ahead: 'all' }],
  ])('up to the last look: %s', (_, executor) => expect(from(executor)).toEqual([14, 14, 14, 14]));

  test('by one look where others could use the GPUs', () =>
    expect(from({ kind: 'ray', gpus: 1 })).toEqual([8, 11, 14, 14]));

  test('not at all where answers cost money, unless the config says so', () => {
    expect(from({}, 'repeat')).toEqual(LOOKS);
    expect(from({ kind: 'slurm', gpus: 1 }, 'repeat')).toEqual(LOOKS);
    expect(from({ ahead: 2 }, 'repeat')).toEqual([11, 14, 14, 14]);
  });
});
