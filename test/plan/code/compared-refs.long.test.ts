/** Histories of every shape in clones of every depth: the true merge base, or a refusal that names the remedy. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resolveComparedRefs } from '../../../src/plan/code/compared-refs.ts';
import { Repository } from '../../support/repository.ts';

const REMEDY = '(in a workflow: "fetch-depth: 0" for actions/checkout)';

/** `main` with `moved` commits since `topic`, with `own` commits, has left it. */
async function historyOf(own: number, moved: number) {
  const origin = await Repository.create();
  await origin.commit({ a: '0' });
  const left = await origin.commit({ a: '1' });
  for (let count = 1; count <= moved; count += 1) await origin.commit({ a: `${1 + count}` });
  await origin.git('checkout', '--quiet', '-b', 'topic', left);
  for (let count = 1; count <= own; count += 1) await origin.commit({ b: `${count}` });
  return { origin, left };
}

const isWhole = ({ path }: Repository) => !existsSync(join(path, '.git/shallow'));

const SHAPES = [1, 3].flatMap((own) => [0, 2].map((moved) => ({ own, moved })));

test.each(SHAPES)('a branch with $own commits, and $moved more on main', async ({ own, moved }) => {
  const { origin, left } = await historyOf(own, moved);
  const outcomes: string[] = [];
  const clones = [1, 2, 9].flatMap((depth) =>
    [true, false].flatMap((isReachable) =>
      ['--single-branch', '--no-single-branch'].map((branches) => ({ depth, isReachable, branches })),
    ),
  );
  for (const { depth, isReachable, branches } of clones) {
    const clone = await Repository.clone(origin, `--depth=${depth}`, '--branch=topic', branches);
    if (!isReachable) await clone.git('remote', 'set-url', 'origin', 'file:///nowhere');
    const found = await resolveComparedRefs({ root: clone.path, base: 'main' }).then(
      ({ base }) => base,
      (error: Error) => error.message,
    );
    const isKnown = depth > own && depth > moved && branches === '--no-single-branch';
    outcomes.push(found);
    if (isReachable || isKnown) expect(found, JSON.stringify({ depth, isReachable, branches })).toBe(left);
    else if (found !== left)
      expect(found).toContain(
        isWhole(clone) && branches !== '--single-branch' ? 'unknown git ref "main"' : REMEDY,
      );
    await rm(clone.path, { recursive: true });
  }
  expect(new Set(outcomes).size).toBeGreaterThan(1);
});

test('what a shallow clone lacks is named with the remedy, and no other branch is guessed', async () => {
  const { origin } = await historyOf(2, 0);
  const clone = await Repository.clone(origin, '--depth=1', '--branch=topic');
  await clone.git('remote', 'set-url', 'origin', 'file:///nowhere');
  await expect(resolveComparedRefs({ root: clone.path, base: 'HEAD~1' })).rejects.toThrow(REMEDY);
  for (const base of ['main', 'origin/main', 'refs/heads/main', 'topik']) {
    const said = await resolveComparedRefs({ root: clone.path, base }).catch(String);
    expect(said).toContain(
      'this clone is shallow and has a single branch; run "git fetch --unshallow origin ',
    );
    expect(said).toContain(base === 'topik' ? ' topik:' : ' main:refs/remotes/origin/main" ');
    expect(said).not.toContain('did you mean');
  }
});
