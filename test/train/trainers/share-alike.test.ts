import { expect, test } from 'vitest';
import { shareAlike } from '../../../src/train/trainers/share-alike.ts';
import type { Trainer } from '../../../src/train/trainers/trainer.ts';

const { signal } = new AbortController();
const PROGRAM = ['node', 'worker.js'];
const PLAIN = [{ directory: '/base' }, { directory: '/head' }];

/** Its worker takes runs of every model but those of `/timer`. */
function trainer(asked: string[]): Trainer {
  return {
    kind: 'module',
    likelyProgram: { argv: PROGRAM, environment: {} },
    worker: async ({ directory }: { readonly directory: string }) => {
      asked.push(directory);
      return directory === '/timer' ? null : PROGRAM;
    },
  } as unknown as Trainer;
}

test('runs share a process where those of all models can', async () => {
  const shared = shareAlike(trainer([]), PLAIN);
  expect(shared.isShared()).toBe(false);
  for (const { directory } of PLAIN)
    expect(await shared.trainer.worker({ directory, signal })).toEqual(PROGRAM);
  expect(shared.isShared()).toBe(true);
  expect(shared.trainer.kind).toBe('module');
});

test('where one model cannot, none does', async () => {
  const models = [...PLAIN, { directory: '/timer' }];
  const shared = shareAlike(trainer([]), models);
  for (const { directory } of models) expect(await shared.trainer.worker({ directory, signal })).toBeNull();
  expect(shared.isShared()).toBe(false);
});

test('models are asked once, and not before a run begins', async () => {
  const asked: string[] = [];
  const shared = shareAlike(trainer(asked), [...PLAIN, { directory: '/timer' }]);
  expect(asked).toEqual([]);
  await Promise.all(PLAIN.map(({ directory }) => shared.trainer.worker({ directory, signal })));
  expect(asked).toEqual(['/base', '/head', '/timer']);
});

test('a program is likely as long as nobody knows, and then no longer', async () => {
  const shared = shareAlike(trainer([]), [...PLAIN, { directory: '/timer' }]);
  expect(shared.trainer.likelyProgram?.argv).toEqual(PROGRAM);
  await shared.trainer.worker({ directory: '/base', signal });
  expect(shared.trainer.likelyProgram).toBeNull();
});
