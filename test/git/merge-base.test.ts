import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mergeBase } from '../../src/git/merge-base.ts';
import { resolveCommit } from '../../src/git/resolve-ref.ts';
import { Repository } from '../support/repository.ts';

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
    let fetched = 0;
    const onFetch = () => {
      fetched += 1;
    };
    expect(await mergeBase(clone.path, tip, head, onFetch)).toBe(left);
    expect(await mergeBase(clone.path, tip, head, onFetch)).toBe(left);
    expect(fetched).toBe(1);
  });

  test('is null for histories that never met', async () => {
    const repository = await Repository.create();
    const one = await repository.commit({ a: '1' });
    await repository.git('checkout', '--quiet', '--orphan', 'other');
    const other = await repository.commit({ b: '1' });
    expect(await mergeBase(repository.path, one, other)).toBeNull();
  });
});

/** The branch has merged `x`, a commit behind main's tip, and left main before. */
async function merged() {
  const repository = await Repository.create();
  const early = await repository.commit({ a: '1' });
  await repository.git('checkout', '--quiet', '-b', 'feature');
  await repository.commit({ b: '1' });
  await repository.git('checkout', '--quiet', 'main');
  const left = await repository.commit({ c: '1' });
  await repository.git('checkout', '--quiet', '-b', 'x');
  const between = await repository.commit({ d: '1' });
  await repository.git('checkout', '--quiet', 'feature');
  await repository.git('merge', '--quiet', '--no-ff', '--message', 'Merge x', 'x');
  const head = await repository.git('rev-parse', 'HEAD');
  await repository.git('checkout', '--quiet', 'main');
  const base = await repository.commit({ e: '1' });
  return { repository, early, left, between, head, base };
}
type Merged = Awaited<ReturnType<typeof merged>>;

describe('no file of the repository moves it', () => {
  const write = async ({ repository }: Merged, path: string, text: string) => {
    const file = join(repository.path, '.git', path);
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, text);
  };
  const TRICKS: Record<string, (made: Merged) => Promise<unknown>> = {
    'a graft that cuts': (made) => write(made, 'info/grafts', `${made.between}\n`),
    'a graft that adds a parent': (made) => write(made, 'info/grafts', `${made.head} ${made.base}\n`),
    'a shallow commit': (made) => write(made, 'shallow', `${made.between}\n`),
    'all commits shallow': (made) =>
      write(made, 'shallow', `${made.between}\n${made.head}\n${made.base}\n${made.left}\n`),
    'a replaced commit': async ({ repository, head, early }) => repository.git('replace', head, early),
    'a commit graph of another history': async ({ repository, base, head }) => {
      await repository.git('replace', '--graft', head, base);
      await repository
        .git('-c', 'core.commitGraph=true', 'commit-graph', 'write', '--reachable')
        .catch(() => '');
    },
  };

  test.each(Object.entries(TRICKS))('%s', async (_, play) => {
    const made = await merged();
    const { repository, base, head, left } = made;
    expect(await mergeBase(repository.path, base, head)).toBe(left);
    await play(made);
    expect(await mergeBase(repository.path, base, head)).toBe(left);
  });

  test('a clone that is truly shallow, and has a shallow commit too many', async () => {
    const { repository: origin, base, head, left, between } = await merged();
    await origin.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const clone = await Repository.clone(origin, '--depth=2', '--no-single-branch');
    await clone.git('fetch', '--quiet', '--depth=3', 'origin', head, base);
    await appendFile(join(clone.path, '.git/shallow'), `${between}\n`);
    expect(await mergeBase(clone.path, base, head)).toBe(left);
  });
});
