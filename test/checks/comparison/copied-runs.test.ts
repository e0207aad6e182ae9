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

test('values that agree because all lie close together are no copies', async () => {
  const rows = ['base', 'head'].flatMap((model) =>
    Array.from({ length: 10 }, (_, seed) => {
      const loss = (3.28 + randomInteger(random, 30) / 10_000).toFixed(4);
      return `${model},${seed},${loss},${(118 + random()).toFixed(2)}`;
    }),
  );
  const text = ['model,seed,val_loss,seconds', ...rows].join('\n');
  const result = await compareTable(text, { baseline: 'base', directions: [], metrics: ['val_loss'] });
  expect(result.checks).toContainEqual(expect.objectContaining({ id: 'copied-runs', status: 'pass' }));
});

test('a compared metric tells runs apart, whatever its name', async () => {
  const losses = ['0.51234', '0.73121'];
  const rows = ['base', 'head'].flatMap((model, at) =>
    Array.from({ length: 8 }, (_, seed) => `${model},${seed},${losses[seed % 2]},${100 + 10 * at + seed}.5`),
  );
  const text = ['model,seed,val_loss,seconds', ...rows].join('\n');
  const result = await compareTable(text, { baseline: 'base', metrics: ['seconds'] });
  expect(result.checks).toContainEqual(expect.objectContaining({ id: 'copied-runs', status: 'pass' }));
});
