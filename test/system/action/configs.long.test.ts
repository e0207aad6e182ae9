/** Several configs: each is known by its path from the root, however the inputs name it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../support/loopback-github/index.ts';
import { findNode24 } from '../../support/node24.ts';
import { type ActionRun, runOnPullRequest } from './support/run-action.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

const node = findNode24();
const CONFIG = `trainer: { command: node ../train.mjs }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, role: primary, margin: 0.005 }]
seeds: 5
`;

let workspace: Workspace;
let github: LoopbackGitHub;
let temporary: string;
beforeAll(async () => {
  const main = { 'text/conclusive.yml': CONFIG, 'images/conclusive.yml': CONFIG };
  workspace = await createWorkspace(main, { 'settings.json': '{ "features": 2 }\n' });
  temporary = await mkdtemp(join(tmpdir(), 'conclusive-temp-'));
  github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
});
afterAll(async () => {
  await github.close();
  await Promise.all([workspace.remove(), rm(temporary, { recursive: true })]);
  expect(github.violations).toEqual([]);
});

const run = (inputs: ActionRun['inputs'] = {}, environment: ActionRun['environment'] = {}) =>
  runOnPullRequest({
    workspace,
    github,
    inputs,
    environment: { ACTIONS_RESULTS_URL: `${github.url}/`, RUNNER_TEMP: temporary, ...environment },
  });

test.skipIf(node === null)(
  'two jobs with a working directory each keep a comment, a check and an artifact of their own',
  async () => {
    const jobs = [
      { 'working-directory': 'text' },
      { 'working-directory': './images/' },
      { 'working-directory': 'images', config: '../text/../text/conclusive.yml' },
    ];
    for (const [index, inputs] of jobs.entries()) {
      const { exitCode, log } = await run(inputs, { GITHUB_RUN_ATTEMPT: String(index + 1) });
      expect(log).not.toMatch(/^::(?:warning|error)/m);
      expect(exitCode).toBe(0);
    }
    expect(github.checks.map(({ name }) => name)).toEqual([
      'conclusive (text/conclusive.yml)',
      'conclusive (images/conclusive.yml)',
      'conclusive (text/conclusive.yml)',
    ]);
    expect(github.comments.map(({ body }) => body.split('\n')[0])).toEqual([
      '<!-- conclusive:text%2Fconclusive.yml -->',
      '<!-- conclusive:images%2Fconclusive.yml -->',
    ]);
    expect(github.results.artifacts.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^conclusive-text-conclusive\.yml-[0-9a-f]{8}-1$/),
      expect.stringMatching(/^conclusive-text-conclusive\.yml-[0-9a-f]{8}-1-report\.html$/),
      expect.stringMatching(/^conclusive-images-conclusive\.yml-[0-9a-f]{8}-2$/),
      expect.stringMatching(/^conclusive-images-conclusive\.yml-[0-9a-f]{8}-2-report\.html$/),
      expect.stringMatching(/^conclusive-text-conclusive\.yml-[0-9a-f]{8}-3$/),
      expect.stringMatching(/^conclusive-text-conclusive\.yml-[0-9a-f]{8}-3-report\.html$/),
    ]);
  },
);

test.skipIf(node === null)('a config that is missing is told of in the check that waits for it', async () => {
  const { exitCode } = await run({ 'working-directory': 'sound' });
  expect([exitCode, github.checks.at(-1)]).toMatchObject([
    2,
    { name: 'conclusive (sound/conclusive.yml)', conclusion: 'failure' },
  ]);
});
