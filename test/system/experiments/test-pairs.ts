/** Of a pair of fixtures/pitfalls the pitfall is found, and its twin without it raises no alarm. */
import { describe, expect, test } from 'vitest';
import { type Pair, runPair } from '../../support/pitfall-pairs.ts';
import { pythonWith } from '../support/python.ts';

const python = pythonWith('sklearn');

export function testPairs(pairs: readonly Pair[]): void {
  describe.skipIf(python === null)('pitfalls and their twins (needs python3 with scikit-learn)', () => {
    test.each(pairs)(
      '$pair: $check finds it, and the twin is silent',
      async (pair) => {
        const { faults } = await runPair(pair, python ?? undefined);
        expect(faults).toEqual([]);
      },
      240_000,
    );
  });
}

/** Checks that `pitfalls.long.test.ts` and `data-checks.long.test.ts` find on other fixtures. */
const FOUND_ELSEWHERE = ['overfitting/gap', 'overfitting/against-baseline', 'leakage/exact'];

/** The manifest's first pair of each check that CI runs, and the others, for which it has no room. */
export function byCheck(pairs: readonly Pair[]): {
  readonly first: readonly Pair[];
  readonly more: readonly Pair[];
} {
  const isFirst = (pair: Pair) =>
    !FOUND_ELSEWHERE.includes(pair.check) && pairs.find(({ check }) => check === pair.check) === pair;
  return { first: pairs.filter(isFirst), more: pairs.filter((pair) => !isFirst(pair)) };
}
