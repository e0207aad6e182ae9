import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/config/user-error.ts';
import { resolveComparedRefs } from '../../../src/plan/code/compared-refs.ts';
import { Repository } from '../../support/repository.ts';

/** `main` has moved on since `topic` left it. */
async function forked() {
  const repository = await Repository.create();
  const start = await repository.commit({ 'a.txt': '1' });
  await repository.git('checkout', '--quiet', '-b', 'topic');
  const topic = await repository.commit({ 'b.txt': '1' });
  await repository.git('checkout', '--quiet', 'main');
  const main = await repository.commit({ 'a.txt': '2' });
  await repository.git('checkout', '--quiet', 'topic');
  return { repository, root: repository.path, start, topic, main };
}

describe('base and head', () => {
  test('are the commit at which the branch left the base, and the checkout; the config is that of the base’s tip', async () => {
    const { root, start, main } = await forked();
    expect(await resolveComparedRefs({ root })).toEqual({
      baseTip: main,
      base: start,
      head: null,
      notice: 'the base branch has newer commits; the baseline is the commit where this branch left it',
    });
  });

  test('are what is named: a base that is exact is no branch that was left', async () => {
    const { root, topic, main } = await forked();
    const refs = await resolveComparedRefs({ root, base: 'main', head: 'topic', baseIsExact: true });
    expect(refs).toEqual({ baseTip: main, base: main, head: topic, notice: null });
  });

  test('that are one commit are told of', async () => {
    const { root, topic } = await forked();
    expect(await resolveComparedRefs({ root, base: 'topic', head: 'topic' })).toMatchObject({
      base: topic,
      head: topic,
      notice: 'base and head are the same commit, so models differ only in parameters',
    });
  });

  test('that share no history are told of, and the tip of the base is the baseline', async () => {
    const { repository, root, main } = await forked();
    await repository.git('checkout', '--quiet', '--orphan', 'other');
    await repository.commit({ 'c.txt': '1' });
    expect(await resolveComparedRefs({ root, base: 'main' })).toMatchObject({
      base: main,
      notice: expect.stringContaining('share no history'),
    });
  });
});

describe('refused is', () => {
  test('a config outside git', async () => {
    await expect(resolveComparedRefs({ root: null })).rejects.toThrow(UserError);
  });

  test('a repository without commits', async () => {
    const { path } = await Repository.create();
    await expect(resolveComparedRefs({ root: path })).rejects.toThrow('has none yet; commit first');
  });

  test('no base, where no branch has a usual name', async () => {
    const repository = await Repository.create();
    await repository.commit({ 'a.txt': '1' });
    await repository.git('branch', '--quiet', '--move', 'trunk');
    await expect(resolveComparedRefs({ root: repository.path })).rejects.toThrow('name the ref with --base');
  });
});
