import { expect, test } from 'vitest';
import { repeatedRun } from '../../../src/checks/evidence/repeated-run.ts';
import { repeatOf } from '../../../src/checks/extra-runs.ts';
import { record } from '../records.ts';

const run = (seed: number, shortcuts?: number) => ({
  ...record('a', seed, {}),
  fingerprint: String(seed).repeat(64),
  ...(shortcuts === undefined ? {} : { shortcuts }),
});
const [FIRST, SECOND, THIRD] = [run(1), run(2), run(3)];

test.each([
  ['the first seed, where no run took shortcuts', [SECOND, FIRST], new Map(), 1],
  [
    'the run that the most others came before in its process',
    [run(1, 4), run(2, 5), run(3, 1)],
    new Map(),
    2,
  ],
  ['of two of them the later seed', [run(1, 2), run(2, 2), run(3, 0)], new Map(), 2],
  ['one that diverged, too', [run(1, 0), { ...run(2, 3), status: 'diverged' as const }], new Map(), 2],
  ['none of another model', [{ ...run(2, 9), model: 'b' }, run(1, 0)], new Map(), 1],
  [
    'one that was repeated already',
    [FIRST, SECOND, THIRD],
    new Map([[repeatOf(THIRD.fingerprint), THIRD]]),
    3,
  ],
  [
    'none where the first seed failed',
    [{ ...FIRST, status: 'crashed' as const }, SECOND],
    new Map(),
    undefined,
  ],
])('repeats %s', (_, records, again, seed) => {
  expect(repeatedRun('a', records, again)?.seed).toBe(seed);
});
