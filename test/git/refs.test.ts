import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/config/user-error.ts';
import { defaultBranch, knownCommits, lastTag, mergeBase, resolveCommit } from '../../src/git/refs.ts';
import { Repository } from '../support/repository.ts';

describe('resolveCommit', () => {
  test('finds branches, tags and abbreviated commits', async () => {
    const repository = await Repository.create();
    const commit = await repository.commit({ a: '1' });
    await repository.git('tag', 'v1');
    for (const ref of ['main', 'v1', 'HEAD', commit.slice(0, 8)]) {
      expect(await resolveCommit(repository.path, ref)).toBe(commit);
    }
  });

  test('an annotated tag gives the commit and not the tag', async () => {
    const repository = await Repository.create();
    const commit = await repository.commit({ a: '1' });
    await repository.git('tag', '--annotate', '--message', 'one', 'v1');
    expect(await resolveCommit(repository.path, 'v1')).toBe(commit);
  });

  test('finds what the log of a ref and its upstream name, and others beside one that git dies of', async () => {
    const repository = await Repository.create();
    const [first, second] = [await repository.commit({ a: '1' }), await repository.commit({ a: '2' })];
    await repository.git('branch', '--track', 'topic', 'main');
    expect(await resolveCommit(repository.path, 'HEAD@{1}')).toBe(first);
    expect(await resolveCommit(repository.path, 'topic@{upstream}')).toBe(second);
    expect(await knownCommits(repository.path, ['main', 'main@{upstream}', 'nowhere', 'HEAD~1'])).toEqual([
      ...[second, null],
      ...[null, first],
    ]);
  });

  test('fetches a commit that a shallow clone does not have', async () => {
    const origin = await Repository.create();
    const first = await origin.commit({ a: '1' });
    await origin.commit({ a: '2' });
    await origin.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const clone = await Repository.clone(origin, '--depth=1');
    expect(await resolveCommit(clone.path, first)).toBe(first);
  });

  test('an unknown ref is named with the nearest known one', async () => {
    const repository = await Repository.create();
    await repository.commit({ a: '1' });
    await repository.git('branch', 'feature/wider');
    await expect(resolveCommit(repository.path, 'feature/wide')).rejects.toThrow(
      'unknown git ref "feature/wide": neither this clone nor its remote "origin" has it; did you mean "feature/wider"?',
    );
    await expect(resolveCommit(repository.path, 'feature/wide')).rejects.toThrow(UserError);
  });

  test('a ref that looks like an option is refused before git sees it', async () => {
    const repository = await Repository.create();
    await repository.commit({ a: '1' });
    await expect(resolveCommit(repository.path, '--upload-pack=touch hacked')).rejects.toThrow(
      'cannot begin with "-"',
    );
  });
});

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

describe('mergeBase', () => {
  test('is where the branch left, whatever was merged into the base since', async () => {
    const repository = await Repository.create();
    const left = await repository.commit({ a: '1' });
    await repository.git('checkout', '--quiet', '-b', 'feature');
    const head = await repository.commit({ b: '1' });
    await repository.git('checkout', '--quiet', 'main');
    const tip = await repository.commit({ c: '1' });
    expect(await mergeBase(repository.path, tip, head)).toBe(left);
  });

  test('a shallow clone is deepened until it has it', async () => {
    const origin = await Repository.create();
    const left = await origin.commit({ a: '1' });
    await origin.git('checkout', '--quiet', '-b', 'feature');
    await origin.commit({ b: '1' });
    const head = await origin.commit({ b: '2' });
    await origin.git('checkout', '--quiet', 'main');
    const tip = await origin.commit({ c: '1' });
    await origin.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const clone = await Repository.clone(origin, '--depth=1', '--branch=main');
    expect(await resolveCommit(clone.path, head)).toBe(head);
    expect(await mergeBase(clone.path, tip, head)).toBe(left);
  });

  test('is null for histories that never met', async () => {
    const repository = await Repository.create();
    const one = await repository.commit({ a: '1' });
    await repository.git('checkout', '--quiet', '--orphan', 'other');
    const other = await repository.commit({ b: '1' });
    expect(await mergeBase(repository.path, one, other)).toBeNull();
  });
});

describe('defaultBranch', () => {
  test("is the remote's head in a clone, main without a remote, and null without either", async () => {
    const origin = await Repository.create();
    await origin.commit({ a: '1' });
    const clone = await Repository.clone(origin);
    expect(await defaultBranch(clone.path)).toBe('origin/main');
    expect(await defaultBranch(origin.path)).toBe('main');
    await origin.git('branch', '--move', 'main', 'trunk');
    expect(await defaultBranch(origin.path)).toBeNull();
  });
});
