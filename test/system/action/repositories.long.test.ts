/** Repositories with submodules, and forks. Checkouts are shallow, detached and of a merge commit. */
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../support/loopback-github/index.ts';
import { runtimeToken } from '../../support/loopback-github/results.ts';
import { findNode24 } from '../../support/node24.ts';
import { Repository } from '../../support/repository.ts';
import { pullRequestOf, workflowRunOf } from './support/event-payloads.ts';
import { type ActionRun, runAction } from './support/run-action.ts';
import { createWorkspaceOf, emptyRepository, TEMPLATE, type Workspace } from './support/workspace.ts';

const node = findNode24();
const MEASURED = 41;

describe.skipIf(node === null)('the shipped action', () => {
  let github: LoopbackGitHub;
  let workspace: Workspace;
  beforeEach(async () => {
    github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
  });
  afterEach(async () => {
    await github.close();
    await workspace.remove();
    expect(github.violations).toEqual([]);
  });

  const run = async (options: Pick<ActionRun, 'event' | 'payload'> & Partial<ActionRun>) => {
    const output = join(await mkdtemp(join(workspace.folder, 'output-')), 'of-run');
    const inputs = { 'output-directory': output, ...options.inputs };
    return runAction({ node: node ?? '', workspace, github, ...options, inputs });
  };

  test('trains each model with the submodule of its commit', async () => {
    workspace = await createWorkspaceOf(async (folder) => {
      // Git trusts no submodule on a disk.
      await writeFile(join(folder, '.gitconfig'), '[protocol "file"]\n\tallow = always\n');
      const library = await emptyRepository(join(folder, 'library'));
      const old = await library.commit({ 'settings.json': '{ "features": 1 }\n' });
      const young = await library.commit({ 'settings.json': '{ "features": 2 }\n' });
      const author = await emptyRepository(join(folder, 'author'));
      const train = await readFile(join(TEMPLATE, 'train.mjs'), 'utf8');
      const config = await readFile(join(TEMPLATE, 'conclusive.yml'), 'utf8');
      const address = pathToFileURL(library.path).href;
      await author.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '--quiet', address, 'library');
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
    const { exitCode, outputs, log } = await run({
      event: 'pull_request',
      payload: pullRequestOf(workspace),
    });
    expect(log).not.toMatch(/^::(?:warning|error)/m);
    expect([exitCode, outputs.verdict]).toEqual([0, 'improvement']);
  });

  test('measures and publishes a fork whose commits lie in another repository', async () => {
    workspace = await createWorkspaceOf(async (folder) => {
      const author = await emptyRepository(join(folder, 'author'));
      await cp(TEMPLATE, author.path, { recursive: true });
      const base = await author.commit({});
      await author.git('clone', '--quiet', '--bare', author.path, join(folder, 'fork'));
      await author.git('clone', '--quiet', join(folder, 'fork'), join(folder, 'stranger'));
      const stranger = Repository.at(join(folder, 'stranger'));
      const head = await stranger.commit({ 'settings.json': '{ "features": 2 }\n' });
      await stranger.git('push', '--quiet', 'origin', 'HEAD:refs/heads/topic');
      // GitHub does so when the pull request is opened.
      await author.git('fetch', '--quiet', join(folder, 'fork'), 'refs/heads/topic');
      return { author, base, head };
    });
    const { base, head } = workspace;
    github.setPullRequest({ base, head, fork: true, body: null });
    await expect(Repository.at(workspace.checkout).git('symbolic-ref', '--quiet', 'HEAD')).rejects.toThrow();
    const services = { ACTIONS_RESULTS_URL: `${github.url}/`, ACTIONS_CACHE_SERVICE_V2: 'true' };
    const measured = await run({
      event: 'pull_request',
      payload: pullRequestOf(workspace, { fork: true }),
      environment: {
        ...services,
        GITHUB_RUN_ID: String(MEASURED),
        ACTIONS_RUNTIME_TOKEN: runtimeToken({ run: MEASURED, scopes: ['refs/pull/7/merge'] }),
      },
    });
    expect([measured.exitCode, measured.outputs.verdict]).toEqual([0, 'improvement']);

    // The publishing job has only main.
    const publisher = join(workspace.folder, 'publisher');
    const origin = pathToFileURL(join(workspace.folder, 'origin')).href;
    await Repository.at(workspace.folder).git('clone', '--quiet', origin, publisher);
    await expect(Repository.at(publisher).git('cat-file', '-e', head)).rejects.toThrow();
    const published = await run({
      event: 'workflow_run',
      payload: workflowRunOf(workspace, MEASURED),
      inputs: { mode: 'publish' },
      environment: { ...services, GITHUB_WORKSPACE: publisher, GITHUB_SHA: base, GITHUB_REF_NAME: 'main' },
    });
    expect(published.log).not.toMatch(/^::(?:warning|error)/m);
    expect([published.exitCode, published.outputs.verdict]).toEqual([0, 'improvement']);
    expect(github.checks).toMatchObject([{ head_sha: head, conclusion: 'success' }]);
  });
});
