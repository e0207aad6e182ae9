import { expect, test } from 'vitest';
import { pairedTBoundaries, pairedTExits } from '../../../src/stats/sequential/t-boundaries.ts';

const steps = (shares: readonly number[], looks: readonly number[]) => ({
  looks,
  alpha: 0.05,
  spending: {
    kind: 'steps' as const,
    steps: looks.map((pairs, look) => ({
      fraction: pairs / (looks.at(-1) ?? 1),
      share: shares[look] as number,
    })),
  },
});

test.each([
  ['what came before it', [0.1, 0.3, 1], [0.2, 0.3, 1], [4, 6, 9]],
  ['what it spends itself', [0.1, 0.3, 1], [0.1, 0.3, 0.9], [4, 6, 9]],
])('designs that begin alike share looks, and a look knows %s', (_, shares, others, looks) => {
  for (const each of [shares, others]) {
    const boundaries = pairedTBoundaries(steps(each, looks));
    const exits = pairedTExits(
      looks,
      boundaries.map(({ critical }) => critical),
    );
    for (const [look, exit] of exits.entries())
      expect(exit).toBeCloseTo(0.05 * ((each[look] as number) - (each[look - 1] ?? 0)), 9);
  }
});

test('the first look stays as it is, whatever is planned after it', () => {
  const [first] = pairedTBoundaries(steps([0.1, 1], [4, 6]));
  expect(pairedTBoundaries(steps([0.1, 0.4, 1], [4, 7, 9]))[0]).toEqual(first);
});
