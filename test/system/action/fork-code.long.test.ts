/** The publishing workflow has a write token, so that no code of the fork may reach it. */
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../support/loopback-github/index.ts';
import { runtimeToken } from '../../support/loopback-github/results.ts';
import { findNode24 } from '../../support/node24.ts';
import { Repository } from '../../support/repository.ts';
import { pullRequestOf, workflowRunOf } from './support/event-payloads.ts';
import { type ActionRun, runAction } from './support/run-action.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

const node = findNode24();
const MEASURED = 41;
const MAIN = {
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
const BRANCH = { 'settings.json': '{ "features": 2 }\n', 'data/test.csv': MAIN['data/train.csv'] };

describe.skipIf(node === null)('a fork with a submodule', () => {
  let workspace: Workspace;
  let github: LoopbackGitHub;
  let temporary: string;

  beforeAll(async () => {
    temporary = await mkdtemp(join(tmpdir(), 'conclusive-temp-'));
    workspace = await withSubmodule(await createWorkspace(MAIN, BRANCH));
    github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
    const { base, head } = workspace;
    github.setPullRequest({ base, head, fork: true, body: null });
  });
  afterAll(async () => {
    await github.close();
    await Promise.all([workspace.remove(), rm(temporary, { recursive: true })]);
    expect(github.violations).toEqual([]);
  });

  const run = async (options: Pick<ActionRun, 'event' | 'payload'> & Partial<ActionRun>) => {
    const inputs = {
      'output-directory': join(await mkdtemp(join(workspace.folder, 'output-')), 'of-run'),
      ...options.inputs,
    };
    const environment = {
      ACTIONS_RESULTS_URL: `${github.url}/`,
      ACTIONS_CACHE_SERVICE_V2: 'true',
      RUNNER_TEMP: temporary,
      ...options.environment,
    };
    return runAction({ node: node ?? '', workspace, github, ...options, inputs, environment });
  };
  const publish = (environment: Record<string, string> = {}) =>
    run({
      event: 'workflow_run',
      payload: workflowRunOf(workspace, MEASURED),
      inputs: { mode: 'publish' },
      environment: {
        ACTIONS_RUNTIME_TOKEN: runtimeToken({ run: 42, scopes: ['refs/heads/main'] }),
        ...environment,
      },
    });

  test('has its data looked at where it is published, and neither its submodule nor its code fetched there', async () => {
    const measured = await run({
      event: 'pull_request',
      payload: pullRequestOf(workspace, { fork: true }),
      environment: {
        ...FILE_SUBMODULES,
        GITHUB_RUN_ID: String(MEASURED),
        ACTIONS_RUNTIME_TOKEN: runtimeToken({ run: MEASURED, scopes: ['refs/pull/7/merge'] }),
      },
    });
    expect(measured.outputs.verdict).toBe('invalid');
    // Git logs its commands.
    const trace = join(workspace.folder, 'trace');
    const { log, outputs } = await publish({ GIT_TRACE: trace });
    expect(log).not.toMatch(/^::error::(?!The gate failed)/m);
    expect(outputs.verdict).toBe('invalid');
    expect(github.comments[0]?.body).toMatch(/test examples? .*training/);
    const commands = readFileSync(trace, 'utf8').split('\n');
    expect(commands.filter((line) => /git[ -]submodule|submodule[ -]+update/.test(line))).toEqual([]);
    const added = commands.filter(
      (line) => /git worktree add/.test(line) && line.includes(workspace.head.slice(0, 12)),
    );
    expect(added).toEqual([expect.stringContaining('--no-checkout')]);
    const brought = commands.filter((line) => line.includes(`git checkout --quiet ${workspace.head}`));
    expect(brought).toEqual([
      expect.stringMatching(/ -- ':\(top,literal\)data\/test\.csv' ':\(top,literal\)data\/train\.csv'$/),
    ]);
  });
});

const FILE_SUBMODULES = {
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'protocol.file.allow',
  GIT_CONFIG_VALUE_0: 'always',
};

/** Adds a commit with a submodule to the branch. */
async function withSubmodule(workspace: Workspace): Promise<Workspace> {
  const library = Repository.at(join(workspace.folder, 'library'));
  const author = Repository.at(join(workspace.folder, 'author'));
  await mkdir(library.path);
  await library.git('init', '--quiet', '--initial-branch=main');
  await library.commit({ 'index.mjs': 'export default 1;\n' });
  await author.git('checkout', '--quiet', 'topic');
  const allow = ['-c', 'protocol.file.allow=always'];
  await author.git(...allow, 'submodule', '--quiet', 'add', pathToFileURL(library.path).href, 'library');
  const head = await author.commit({});
  await author.git('checkout', '--quiet', 'main');
  await author.git('merge', '--quiet', '--no-ff', '--message', 'Merge topic into main again', 'topic');
  const merge = await author.git('rev-parse', 'HEAD');
  const origin = join(workspace.folder, 'origin');
  await author.git('push', '--quiet', origin, `${head}:refs/pull/7/head`, `+${merge}:refs/pull/7/merge`);
  return { ...workspace, head, merge };
}
