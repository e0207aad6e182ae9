import { expect, test } from 'vitest';
import { pairedTBoundaries, pairedTExits } from '../../../src/stats/sequential/t-boundaries.ts';

test.each([
  ['what came before it', [0.1, 0.3, 1], [0.2, 0.3, 1], [4, 6, 9]],
  ['what it spends itself', [0.1, 0.3, 1], [0.1, 0.3, 0.9], [4, 6, 9]],
])('designs that begin alike share looks, and a look knows %s', (_, shares, others, looks) => {
  for (const spent of [shares, others]) {
    const boundaries = pairedTBoundaries({ looks, alpha: 0.05, spent });
    const exits = pairedTExits(
      looks,
      boundaries.map(({ critical }) => critical),
    );
    for (const [look, exit] of exits.entries())
      expect(exit).toBeCloseTo(0.05 * ((spent[look] as number) - (spent[look - 1] ?? 0)), 9);
  }
});

test('the first look stays as it is, whatever is planned after it', () => {
  const [first] = pairedTBoundaries({ looks: [4, 6], alpha: 0.05, spent: [0.1, 1] });
  expect(pairedTBoundaries({ looks: [4, 7, 9], alpha: 0.05, spent: [0.1, 0.4, 1] })[0]).toEqual(first);
});
