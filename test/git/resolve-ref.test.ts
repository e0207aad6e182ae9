import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/config/user-error.ts';
import { defaultBranch, resolveCommit } from '../../src/git/resolve-ref.ts';
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

  test('finds an ancestor, and refuses what git would search in logs, messages or files', async () => {
    const repository = await Repository.create();
    const first = await repository.commit({ a: '1' });
    await repository.commit({ a: '2' });
    for (const ref of ['HEAD~1', 'main~1', 'main^', 'refs/heads/main~1'])
      expect(await resolveCommit(repository.path, ref), ref).toBe(first);
    for (const ref of SEARCHES)
      await expect(resolveCommit(repository.path, ref), ref).rejects.toThrow(
        `unknown git ref "${ref}": it is not the name of a branch, tag or commit`,
      );
  });

  const SEARCHES = [
    'HEAD@{1}',
    '@',
    '@{upstream}',
    'main@{1}',
    ':/change',
    'HEAD^{/change}',
    'HEAD:a',
    'main..topic',
    'a b',
    '',
    '~1',
    'ma*',
  ];

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

describe('defaultBranch', () => {
  test("is the remote's head in a clone, main without a remote, and null without either", async () => {
    const origin = await Repository.create();
    await origin.commit({ a: '1' });
    const clone = await Repository.clone(origin);
    expect(await defaultBranch(clone.path)).toBe('refs/remotes/origin/main');
    expect(await defaultBranch(origin.path)).toBe('refs/heads/main');
    await origin.git('branch', '--move', 'main', 'trunk');
    expect(await defaultBranch(origin.path)).toBeNull();
  });
});

/** Where git may keep a name, from what it would take first. */
const PLACES = (name: string) => [
  `refs/${name}`,
  `refs/tags/${name}`,
  `refs/heads/${name}`,
  `refs/remotes/${name}`,
  `refs/remotes/origin/${name}`,
];
const pairs = (places: readonly string[]) =>
  places.flatMap((one, index) => places.slice(index + 1).map((other) => [one, other] as const));

describe('a name that means two commits is refused with both, and each of them has a name in full', () => {
  const short = (commit: string) => commit.slice(0, 7);

  const isOneBranch = (places: readonly string[]) =>
    places.join(' ') === 'refs/heads/topic refs/remotes/origin/topic';

  test('wherever git keeps it', async () => {
    const repository = await Repository.create();
    const [first, second] = [await repository.commit({ a: '1' }), await repository.commit({ a: '2' })];
    const resolve = (ref: string) => resolveCommit(repository.path, ref);
    for (const [one, other] of pairs(PLACES('topic')).filter((pair) => !isOneBranch(pair))) {
      await repository.git('update-ref', one, first);
      expect(await resolve('topic'), one).toBe(first);
      await repository.git('update-ref', other, first);
      expect(await resolve('topic'), `${one} ${other}`).toBe(first);
      await repository.git('update-ref', other, second);
      const { message } = await refusalOf(repository, 'topic');
      expect(message).toContain('git ref "topic" has more than one meaning: ');
      expect(message).toContain(`${one} (${short(first)})`);
      expect(message).toContain(`${other} (${short(second)})`);
      expect([await resolve(one), await resolve(other)]).toEqual([first, second]);
      for (const place of [one, other]) await repository.git('update-ref', '-d', place);
    }
  });

  test('but a branch here stands before the one of the server', async () => {
    const repository = await Repository.create();
    const [first, second] = [await repository.commit({ a: '1' }), await repository.commit({ a: '2' })];
    await repository.git('update-ref', 'refs/remotes/origin/topic', first);
    await repository.git('update-ref', 'refs/heads/topic', second);
    expect(await resolveCommit(repository.path, 'topic')).toBe(second);
    expect(await resolveCommit(repository.path, 'origin/topic')).toBe(first);
  });

  test('and a commit that begins like it', async () => {
    const repository = await Repository.create();
    const [first, second] = [await repository.commit({ a: '1' }), await repository.commit({ a: '2' })];
    for (const place of PLACES(second.slice(0, 8))) {
      await repository.git('update-ref', place, first);
      const { message } = await refusalOf(repository, second.slice(0, 8));
      expect(message).toContain(`${place} (${short(first)})`);
      expect(message).toContain(`the commit ${second}`);
      expect(await resolveCommit(repository.path, second)).toBe(second);
      await repository.git('update-ref', '-d', place);
    }
  });

  /** Of a server's two refs of one name, a clone may have any. */
  test.each([[[]], [['tags']], [['heads']], [['tags', 'heads']]])(
    'a branch and a tag of the server, of which a shallow clone has %j',
    async (brought) => {
      const origin = await Repository.create();
      const tagged = await origin.commit({ a: '1' });
      await origin.git('tag', 'release');
      const branch = await origin.commit({ a: '2' });
      await origin.git('branch', 'release');
      await origin.commit({ a: '3' });
      const clone = await Repository.clone(origin, '--depth=1', '--no-tags', '--single-branch');
      for (const kind of brought)
        await clone.git(
          'fetch',
          '--quiet',
          '--depth=1',
          'origin',
          `refs/${kind}/release:${kind === 'tags' ? 'refs/tags' : 'refs/remotes/origin'}/release`,
        );
      if (brought.join() === 'heads') expect(await resolveCommit(clone.path, 'release')).toBe(branch);
      else
        expect((await refusalOf(clone, 'release')).message).toMatch(
          /meaning: (?=.*refs\/tags\/release)(?=.*refs\/(?:heads|remotes\/origin)\/release)/,
        );
      expect(await resolveCommit(clone.path, 'refs/heads/release')).toBe(branch);
      expect(await resolveCommit(clone.path, 'refs/tags/release')).toBe(tagged);
    },
  );

  test.each(['refs/tags/refs/heads/main', 'refs/heads/refs/heads/main', 'refs/refs/heads/main'])(
    'a name in full is no other: %s',
    async (place) => {
      const origin = await Repository.create();
      const evil = await origin.commit({ a: '1' });
      await origin.git('update-ref', place, evil);
      await origin.commit({ a: '2' });
      const clone = await Repository.clone(origin);
      await clone.git('fetch', '--quiet', 'origin', `${place}:${place}`);
      await clone.git('update-ref', '-d', 'refs/remotes/origin/main');
      await clone.git('checkout', '--quiet', '--detach');
      await clone.git('branch', '-D', 'main');
      const tip = await resolveCommit(clone.path, 'refs/heads/main');
      expect(tip).not.toBe(evil);
      await origin.git('checkout', '--quiet', '--detach');
      await origin.git('branch', '-D', 'main');
      // Git keeps what it has fetched of a branch.
      await clone.git('update-ref', '-d', 'refs/remotes/origin/main');
      await expect(resolveCommit(clone.path, 'refs/heads/main')).rejects.toThrow('unknown git ref');
    },
  );
});

async function refusalOf(repository: Repository, ref: string): Promise<UserError> {
  const refusal = await resolveCommit(repository.path, ref).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(UserError);
  return refusal as UserError;
}
