/** Repositories with submodules: each model gets that of its commit, and the workflow with a write token fetches none of a fork. */
import { readFileSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect } from 'vitest';
import { findNode24 } from '../../support/node24.ts';
import { Repository } from '../../support/repository.ts';
import { measureFork, publishFork, runOnPullRequest } from './support/run-action.ts';
import { test } from './support/test.ts';
import { createWorkspaceOf, emptyRepository, TEMPLATE } from './support/workspace.ts';

/** Git trusts no submodule on a disk. */
const ALLOWED = ['-c', 'protocol.file.allow=always'];

describe.skipIf(findNode24() === null)('a repository with a submodule (needs Node 24)', () => {
  test('trains each model with the submodule of its commit', async ({ github }) => {
    const workspace = await createWorkspaceOf(async (folder) => {
      await writeFile(join(folder, '.gitconfig'), '[protocol "file"]\n\tallow = always\n');
      const library = await emptyRepository(join(folder, 'library'));
      const old = await library.commit({ 'settings.json': '{ "features": 1 }\n' });
      const young = await library.commit({ 'settings.json': '{ "features": 2 }\n' });
      const author = await emptyRepository(join(folder, 'author'));
      const train = await readFile(join(TEMPLATE, 'train.mjs'), 'utf8');
      const config = await readFile(join(TEMPLATE, 'conclusive.yml'), 'utf8');
      await author.git(
        ...ALLOWED,
        'submodule',
        'add',
        '--quiet',
        pathToFileURL(library.path).href,
        'library',
      );
      const move = (commit: string) =>
        Repository.at(join(author.path, 'library')).git('checkout', '--quiet', commit);
      await move(old);
      const base = await author.commit({
        'conclusive.yml': config,
        'train.mjs': train.replace("'settings.json'", "'library/settings.json'"),
      });
      await author.git('checkout', '--quiet', '-b', 'topic');
      await move(young);
      const head = await author.commit({});
      await move(old);
      return { author, base, head };
    });
    const { exitCode, outputs, log } = await runOnPullRequest({ workspace, github });
    await workspace.remove();
    expect(log).not.toMatch(/^::(?:warning|error)/m);
    expect([exitCode, outputs.verdict]).toEqual([0, 'improvement']);
  });

  test('of a fork has its data looked at where it is published, and neither its submodule nor its code fetched there', async ({
    github,
  }) => {
    const workspace = await createWorkspaceOf(async (folder) => {
      const library = await emptyRepository(join(folder, 'library'));
      await library.commit({ 'index.mjs': 'export default 1;\n' });
      const author = await emptyRepository(join(folder, 'author'));
      await cp(TEMPLATE, author.path, { recursive: true });
      const base = await author.commit(MAIN_FILES);
      await author.git('checkout', '--quiet', '-b', 'topic');
      await author.git(
        ...ALLOWED,
        'submodule',
        '--quiet',
        'add',
        pathToFileURL(library.path).href,
        'library',
      );
      return { author, base, head: await author.commit(FORK_FILES) };
    });
    const { base, head } = workspace;
    github.setPullRequest({ base, head, fork: true, body: null });
    const measured = await measureFork({ workspace, github, environment: FILE_SUBMODULES });
    expect(measured.outputs.verdict).toBe('invalid');
    // Git logs its commands.
    const trace = join(workspace.folder, 'trace');
    const { log, outputs } = await publishFork({ workspace, github, environment: { GIT_TRACE: trace } });
    expect(log).not.toMatch(/^::error::(?!The gate failed)/m);
    expect(outputs.verdict).toBe('invalid');
    expect(github.comments[0]?.body).toMatch(/test examples? .*training/);
    const commands = readFileSync(trace, 'utf8').split('\n');
    expect(commands.filter((line) => /git[ -]submodule|submodule[ -]+update/.test(line))).toEqual([]);
    const added = commands.filter(
      (line) => /git worktree add/.test(line) && line.includes(head.slice(0, 12)),
    );
    expect(added).toEqual([expect.stringContaining('--no-checkout')]);
    const brought = commands.filter((line) => line.includes(`git checkout --quiet ${head}`));
    expect(brought).toEqual([
      expect.stringMatching(/ -- ':\(top,literal\)data\/test\.csv' ':\(top,literal\)data\/train\.csv'$/),
    ]);
    await workspace.remove();
  });
});

const MAIN_FILES = {
  'conclusive.yml': `trainer: { command: node train.mjs }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, role: primary, margin: 0.005 }]
seeds: 5
code: [train.mjs, settings.json]
checks: { files: { train: data/train.csv, test: data/test.csv } }
`,
  'data/train.csv': 'x,y\n1,0\n2,1\n3,0\n',
  'data/test.csv': 'x,y\n4,0\n5,1\n',
};
/** The fork's test set is its training set. */
const FORK_FILES = { 'settings.json': '{ "features": 2 }\n', 'data/test.csv': MAIN_FILES['data/train.csv'] };

const FILE_SUBMODULES = {
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'protocol.file.allow',
  GIT_CONFIG_VALUE_0: 'always',
};
