import { describe, expect, test } from 'vitest';
import { lastTag } from '../../src/git/history.ts';
import { Repository } from '../support/repository.ts';

describe('lastTag', () => {
  test('is the nearest that the commit has behind it, on it or on what it merged', async () => {
    const repository = await Repository.create();
    await repository.commit({ a: '1' });
    await repository.git('tag', 'v1');
    const second = await repository.commit({ a: '2' });
    await repository.git('tag', '--annotate', '--message', 'two', 'v2');
    expect(await lastTag(repository.path, second)).toBe('v2');
    await repository.commit({ a: '3' });
    expect(await lastTag(repository.path, 'HEAD')).toBe('v2');
    expect(await lastTag(repository.path, 'HEAD~2')).toBe('v1');
  });

  test('is fetched with the history that a shallow clone does not have', async () => {
    const origin = await Repository.create();
    await origin.commit({ a: '1' });
    await origin.git('tag', 'v1');
    await origin.commit({ a: '2' });
    const clone = await Repository.clone(origin, '--depth=1', '--no-tags');
    expect(await lastTag(clone.path, 'HEAD')).toBe('v1');
  });

  test('is none where nothing is tagged', async () => {
    const repository = await Repository.create();
    await repository.commit({ a: '1' });
    expect(await lastTag(repository.path, 'HEAD')).toBeNull();
  });
});
