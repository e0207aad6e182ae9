/**
 * What is published on other servers, as their sources say that they answer: Gitea and Forgejo have a part of GitHub's API, no GraphQL, no checks, no
 * answer to who placed a label; GitHub Enterprise Server has all of it at another place, and no artifacts.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readRequestedRun } from '../../../src/github/event/requested-run.ts';
import { clientOf, destinationOf } from '../../../src/github/publish/destination.ts';
import { publish } from '../../../src/github/publish/publish.ts';
import { takeRunnerServices } from '../../../src/github/runner-services.ts';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import { PULL_REQUEST } from '../../github/pull-request.ts';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../support/loopback-github/index.ts';
import { LABEL, publishRequest } from '../../support/publish-request.ts';
import { draws, MACRO_F1, moved, sampleResult } from '../../support/sample-results.ts';

const baseline = draws('baseline', 12, 0.69, 0.01);
const resultOf = (by: number): ExperimentResult =>
  sampleResult({
    metrics: [MACRO_F1],
    baseline: { macro_f1: baseline },
    variants: { head: { macro_f1: moved(baseline, 'head', by, 0.002) } },
  });
const place = { config: 'conclusive.yml', check: true, mode: 'measure' as const };

let server: LoopbackGitHub;
let folder: string;
let log: string[];
const start = async (kind: 'gitea' | 'forgejo' | 'enterprise') => {
  server = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7, kind });
  server.push(PULL_REQUEST.head.ref);
  if (kind === 'forgejo') vi.stubEnv('FORGEJO_ACTIONS', 'true');
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conclusive-gitea-'));
  await writeFile(join(folder, 'output'), '');
  vi.stubEnv('GITHUB_OUTPUT', join(folder, 'output'));
  log = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => log.push(String(text)) > 0);
});
afterEach(async () => {
  await server.close();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

const client = () => {
  const made = clientOf({ ...place, token: server.token }, server.url, server.time);
  if (made === null) throw new Error('unreachable');
  return made;
};
const run = (result: ExperimentResult) => {
  const destination = destinationOf(PULL_REQUEST, { ...place, token: server.token }, client());
  return publish({ ...publishRequest(destination, folder), result });
};

describe.each([
  ['gitea', 'Gitea', 'gitea-actions'],
  ['forgejo', 'Forgejo', 'forgejo-actions'],
] as const)('on %s', (kind, name, writer) => {
  beforeEach(() => start(kind));

  test('one comment, found again by the user of the token, and a commit status, without a word of warning', async () => {
    for (let count = 0; count < 150; count++) server.addComment('mallory', 'fine');
    await run(resultOf(0.05));
    await run(resultOf(-0.05));
    const own = server.comments.filter(({ author }) => author === writer);
    expect(own).toMatchObject([{ edits: 1, body: expect.stringContaining('### ❌') }]);
    expect(server.statuses.map(({ state, context }) => [state, context])).toEqual([
      ['success', 'conclusive'],
      ['failure', 'conclusive'],
    ]);
    expect(server.calls.filter(({ path }) => /graphql|check-runs/.test(path))).toEqual([]);
    expect(log.join('')).not.toMatch(/^::(?:warning|notice)::/m);
  });

  test('a status that may not be written is told with the permission that Gitea asks for', async () => {
    server.permit('read', 'statuses');
    await run(resultOf(0.05));
    expect(log.join('')).toMatch(
      /::warning::cannot create the commit status "conclusive": missing "contents: write"/,
    );
    expect(log.join('')).toContain(`${name} answered 403`);
  });

  test('the report is in the log where there is no comment, as no summary is shown', async () => {
    await run(resultOf(0.05));
    expect(log.join('')).not.toContain('### ✅');
    server.permit('read');
    await run(resultOf(0.05));
    expect(log.join('')).toContain('### ✅');
  });

  test('a label is not honoured, as nobody knows who placed it, and the report says so', async () => {
    server.label({ event: 'labeled', label: LABEL, by: 'octocat' });
    const { gate } = await run(resultOf(-0.05));
    expect(gate.passed).toBe(false);
    expect(gate.reason).toContain(`${name} does not tell who placed it`);
    expect(await readFile(join(folder, 'summary.md'), 'utf8')).toContain(
      `${name} does not tell who placed it`,
    );
    expect(log.join('')).not.toMatch(/^::warning::/m);
  });

  test('a command in a comment is refused in one sentence', async () => {
    const comment = { id: 1, body: '/conclusive run', user: { login: 'octocat' } };
    const payload = { action: 'created', issue: { number: 7, pull_request: {} }, comment };
    const { repository, runUrl, run: which } = PULL_REQUEST;
    await expect(readRequestedRun(client(), payload, { repository, runUrl, run: which })).rejects.toThrow(
      `refused to run: ${name} does not show workflows who can push`,
    );
  });
});

describe('on GitHub Enterprise Server', () => {
  beforeEach(() => start('enterprise'));

  test('one comment, found again by the viewer of GraphQL, and a check run with its notes', async () => {
    for (let count = 0; count < 150; count++) server.addComment('mallory', 'fine');
    await run(resultOf(0.05));
    await run(resultOf(-0.05));
    const own = server.comments.filter(({ author }) => author === 'github-actions[bot]');
    expect(own).toMatchObject([{ edits: 1, body: expect.stringContaining('### ❌') }]);
    expect(server.checks.map(({ conclusion }) => conclusion)).toEqual(['success', 'failure']);
    expect(server.calls.some(({ path }) => path === '/graphql')).toBe(true);
    expect(server.violations).toEqual([]);
    expect(log.join('')).not.toMatch(/^::(?:warning|notice)::/m);
  });

  test('a label is honoured', async () => {
    await run(resultOf(-0.05));
    server.setRole('octocat', 'write');
    server.label({ event: 'labeled', label: LABEL, by: 'octocat' });
    expect((await run(resultOf(-0.05))).gate).toMatchObject({ passed: true, conclusion: 'neutral' });
  });

  test('there are no artifacts, and nobody is warned of that', () => {
    const environment = {
      ACTIONS_RUNTIME_TOKEN: 'token',
      ACTIONS_RESULTS_URL: 'https://ghe.example/_services/results',
      GITHUB_SERVER_URL: 'https://ghe.example',
    };
    expect(takeRunnerServices(environment)).toMatchObject({ hasArtifacts: false });
  });
});
