import { expect, test } from 'vitest';
import { createRandom, randomInteger } from '../../../src/stats/random.ts';
import { compareTable } from '../../compare-results/compare-files.ts';

const check = async (rows: ReadonlyArray<readonly [string, number, string, string]>) => {
  const text = ['model,seed,accuracy,loss', ...rows.map((row) => row.join(','))].join('\n');
  const result = await compareTable(text, { metrics: ['accuracy'] });
  const { status, message } = result.checks.find(({ id }) => id === 'copied-runs') ?? {};
  return { status, message, verdict: result.verdict };
};
const random = createRandom('copied');
const runsOf = (model: string, seeds = 8) =>
  Array.from(
    { length: seeds },
    (_, seed) =>
      [model, seed, ((24 + randomInteger(random, 4)) / 30).toFixed(4), random().toFixed(5)] as const,
  );

test('ties on a small test set are no copies, be it of one model in all its runs', async () => {
  expect(await check([...runsOf('a'), ...runsOf('b')])).toMatchObject({ status: 'pass' });
  const text = [
    'model,seed,accuracy',
    ...'abcdef'.split('').map((_, seed) => `a,${seed},0.9`),
    ...runsOf('b', 6).map((row) => row.slice(0, 3).join(',')),
  ].join('\n');
  expect((await compareTable(text, {})).verdict).not.toBe('invalid');
});

test('rows that repeat others of their model make the verdict invalid, with the seeds named', async () => {
  const own = runsOf('a');
  const copies = [8, 9].map((seed, at) => ['a', seed, own[at]?.[2] ?? '', own[at]?.[3] ?? ''] as const);
  expect(await check([...own, ...copies, ...runsOf('b', 10)])).toEqual({
    status: 'fail',
    message: 'rows repeat others in all their numbers: a seed 8 is a seed 0, a seed 9 is a seed 1',
    verdict: 'invalid',
  });
});

test('so do rows of another model, unless the change did nothing at all', async () => {
  const own = runsOf('a');
  const twin = own.map(([, ...rest]) => ['b', ...rest] as const);
  const other = runsOf('b');
  expect(await check([...own, ...twin.slice(0, 3), ...other.slice(3)])).toMatchObject({
    status: 'fail',
    verdict: 'invalid',
  });
  expect(await check([...own, ...twin])).toMatchObject({ status: 'pass', verdict: 'inconclusive' });
});
