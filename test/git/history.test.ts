import { expect, test } from 'vitest';
import { mainlineSince } from '../../src/git/history.ts';
import { Repository } from '../support/repository.ts';

test("lists a branch's own commits since another, the newest first, with what each merged", async () => {
  const repository = await Repository.create();
  const release = await repository.commit({ a: '1' });
  const second = await repository.commit({ a: '2' });
  await repository.git('checkout', '--quiet', '-b', 'feature');
  await repository.commit({ b: '1' });
  const head = await repository.commit({ b: '2' });
  await repository.git('checkout', '--quiet', 'main');
  await repository.git('merge', '--quiet', '--no-ff', '--message', 'merge', 'feature');
  const merge = await repository.git('rev-parse', 'HEAD');
  expect(await mainlineSince(repository.path, release, merge)).toEqual([
    { commit: merge, merged: head },
    { commit: second, merged: null },
  ]);
  expect(await mainlineSince(repository.path, merge, merge)).toEqual([]);
  expect(await mainlineSince(repository.path, '0'.repeat(40), merge)).toEqual([]);
});
