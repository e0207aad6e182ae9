/** Every pair of fixtures/pitfalls: the pitfall is found, and its twin without it raises no alarm. */
import { describe, expect, test } from 'vitest';
import { readPairs, runPair } from '../../support/pitfall-pairs.ts';
import { pythonWith } from '../support/python.ts';

const python = pythonWith('sklearn');
const pairs = await readPairs();

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
