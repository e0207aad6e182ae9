import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planLooks } from '../../../src/plan/runs/plan-looks.ts';

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
