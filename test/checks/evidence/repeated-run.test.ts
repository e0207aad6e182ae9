import { expect, test } from 'vitest';
import { repeatedRunsOf } from '../../../src/checks/evidence/repeated-run.ts';
import { repeatOf } from '../../../src/checks/extra-runs.ts';
import { record } from '../records.ts';

const run = (seed: number, earlier?: number, process = 'a') => ({
  ...record('a', seed, {}),
  fingerprint: String(seed).repeat(64),
  ...(earlier === undefined ? {} : { shortcuts: { process, earlier } }),
});
const [FIRST, SECOND, THIRD] = [run(1), run(2), run(3)];

test.each([
  ['the first seed, where no run took shortcuts', [SECOND, FIRST], new Map(), [1]],
  ['the last run of a process', [run(1, 4), run(2, 5), run(3, 1)], new Map(), [2]],
  ['that of each process', [run(1, 4), run(2, 5, 'b'), run(3, 1), run(4, 2, 'b')], new Map(), [1, 2]],
  ['the later seed, where each run had its own process', [run(1, 0, ''), run(2, 0, '')], new Map(), [2]],
  [
    'one that nobody has confirmed, before others',
    [run(1, 0, ''), { ...run(2), shortcuts: { process: '', earlier: 0, isConfirmed: true as const } }],
    new Map(),
    [1],
  ],
  ['one that diverged, too', [run(1, 0), { ...run(2, 3), status: 'diverged' as const }], new Map(), [2]],
  ['none of another model', [{ ...run(2, 9), model: 'b' }, run(1, 0)], new Map(), [1]],
  [
    'one that was repeated already',
    [FIRST, SECOND, THIRD],
    new Map([[repeatOf(THIRD.fingerprint), THIRD]]),
    [3],
  ],
  ['none where the first seed failed', [{ ...FIRST, status: 'crashed' as const }, SECOND], new Map(), []],
])('repeats %s', (_, records, again, seeds) => {
  expect(repeatedRunsOf('a', records, again).map(({ seed }) => seed)).toEqual(seeds);
});
