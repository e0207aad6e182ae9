import { expect, test } from 'vitest';
import type { EventContext } from '../../../src/github/event/context.ts';
import { findBase } from '../../../src/github/event/push-base.ts';
import { Repository } from '../../support/repository.ts';

const GONE = 'b'.repeat(40);
const push = (before: string, after: string): EventContext => ({
  kind: 'commits',
  repository: { owner: 'acme', repo: 'models' },
  runUrl: null,
  run: { id: 0, attempt: 1 },
  base: { ref: before, name: before.slice(0, 7) },
  head: { ref: after, name: 'main' },
  baseIfGone: { ref: 'main', name: 'main' },
  queued: null,
  mayBeProposed: false,
  governedByBase: false,
});

test('the commit before a push is the base while the repository has it', async () => {
  const repository = await Repository.create();
  const before = await repository.commit({ a: '1' });
  const after = await repository.commit({ a: '2' });
  expect(await findBase(repository.path, push(before, after))).toEqual({
    base: { ref: before, name: before.slice(0, 7) },
    notices: [],
  });
});

test('where it is gone, the first parent of the pushed commit is, fetched where the clone is too shallow to have it', async () => {
  const origin = await Repository.create();
  const parent = await origin.commit({ a: '1' });
  const after = await origin.commit({ a: '2' });
  const clone = await Repository.clone(origin, '--depth=1');
  expect(await findBase(clone.path, push(GONE, after))).toEqual({
    base: { ref: parent, name: parent.slice(0, 7) },
    notices: [expect.stringMatching(/^the commit before this push, bbbbbbb, is no longer/)],
  });
});

test('where the pushed commit has no parent either, the default branch is', async () => {
  const repository = await Repository.create();
  const after = await repository.commit({ a: '1' });
  expect(await findBase(repository.path, push(GONE, after))).toEqual({
    base: { ref: 'main', name: 'main' },
    notices: [expect.stringMatching(/the baseline is the commit where the push left main$/)],
  });
});

test('a base that is no commit before a push is taken as it is', async () => {
  const repository = await Repository.create();
  const context = { ...push(GONE, await repository.commit({})), baseIfGone: null };
  expect(await findBase(repository.path, context)).toEqual({ base: context.base, notices: [] });
});
