import { afterAll, test as base, describe, expect } from 'vitest';
import { type LoopbackGitHub, startLoopbackGitHub } from '../support/loopback-github/index.ts';
import { findNode24 } from '../support/node24.ts';
import { pullRequestOf } from './action-payloads.ts';
import { runAction } from './action-run.ts';
import { createWorkspace, type Files, type Workspace } from './action-workspace.ts';

const node = findNode24();
const WORSE = { 'settings.json': '{ "features": 1 }\n' };
const BETTER = { 'settings.json': '{ "features": 2 }\n' };
const config = (rest: string) => `trainer: { command: node train.mjs }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, role: primary, margin: 0.005 }]
seeds: 5
${rest}
`;

const test = base.extend<{ github: LoopbackGitHub }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures from the pattern
  github: async ({}, use) => {
    const github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
    await use(github);
    await github.close();
    expect(github.violations).toEqual([]);
  },
});

describe.skipIf(node === null).concurrent('a pull request that would loosen its own gate', () => {
  const workspaces: Workspace[] = [];
  async function workspace(main: Files, branch: Files, links?: Files): Promise<Workspace> {
    const made = await createWorkspace(main, branch, links);
    workspaces.push(made);
    return made;
  }
  afterAll(() => Promise.all(workspaces.map((one) => one.remove())));

  const run = (one: Workspace, github: LoopbackGitHub, body: string | null = null) => {
    const { pull_request, ...payload } = pullRequestOf(one);
    return runAction({
      node: node ?? '',
      workspace: one,
      github,
      event: 'pull_request',
      payload: { ...payload, pull_request: { ...pull_request, body } },
    });
  };

  test('by a config that is a link to a new one gets no verdict', async ({ github }) => {
    const loose = { 'loose.yml': config('gate: { fail-on: [never] }') };
    const linked = await workspace(BETTER, { ...WORSE, ...loose }, { 'conclusive.yml': 'loose.yml' });
    const { exitCode, log } = await run(linked, github);
    expect([exitCode, github.checks.map(({ conclusion }) => conclusion)]).toEqual([2, ['failure']]);
    expect(log).toMatch(/^::error::conclusive\.yml leads to \S.*loose\.yml through a link/m);
  });
});
