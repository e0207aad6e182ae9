import fc from 'fast-check';
import { expect, test } from 'vitest';
import { performanceProfile } from '../../../src/stats/tasks/performance-profile.ts';
import { ragged } from './support.ts';

const THRESHOLDS = [-20, -5, 0, 5, 20];

test('falls from all to none', () => {
  fc.assert(
    fc.property(
      ragged({ minLength: 1, maxLength: 6 }),
      fc.constantFrom('runs' as const, 'task-means' as const),
      (scores, of) => {
        const profile = performanceProfile(scores, THRESHOLDS, of);
        expect(profile[0]).toBeCloseTo(1, 12);
        expect(profile.at(-1)).toBe(0);
        expect(profile.toSorted((a, b) => b - a)).toEqual(profile);
      },
    ),
    { numRuns: 20 },
  );
});
