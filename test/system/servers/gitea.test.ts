/** What is published on a Gitea, which has a part of GitHub's API: no GraphQL, no checks, no answer to who placed a label. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readRequestedRun } from '../../../src/github/event/requested-run.ts';
import { clientOf, destinationOf } from '../../../src/github/publish/destination.ts';
import { publish } from '../../../src/github/publish/publish.ts';
import { openSummary } from '../../../src/github/publish/summary.ts';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import { PULL_REQUEST } from '../../github/pull-request.ts';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../support/loopback-github/index.ts';
import { draws, MACRO_F1, moved, sampleResult } from '../../support/sample-results.ts';

const baseline = draws('baseline', 12, 0.69, 0.01);
const resultOf = (by: number): ExperimentResult =>
  sampleResult({
    metrics: [MACRO_F1],
    baseline: { macro_f1: baseline },
    variants: { head: { macro_f1: moved(baseline, 'head', by, 0.002) } },
  });
const place = { config: 'conclusive.yml', check: true, mode: 'measure' as const };

let gitea: LoopbackGitHub;
let folder: string;
let log: string[];
beforeEach(async () => {
  gitea = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7, isGitea: true });
  gitea.push(PULL_REQUEST.head.ref);
  folder = await mkdtemp(join(tmpdir(), 'conclusive-gitea-'));
  await writeFile(join(folder, 'output'), '');
  vi.stubEnv('GITHUB_OUTPUT', join(folder, 'output'));
  log = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => log.push(String(text)) > 0);
});
afterEach(async () => {
  await gitea.close();
  await rm(folder, { recursive: true, force: true });
});

const client = () => {
  const made = clientOf({ ...place, token: gitea.token }, gitea.url, gitea.time);
  if (made === null) throw new Error('unreachable');
  return made;
};
const run = (result: ExperimentResult) =>
  publish({
    destination: destinationOf(PULL_REQUEST, { ...place, token: gitea.token }, client()),
    result,
    hasVerdict: true,
    outputDirectory: folder,
    mode: 'always',
    acceptedLabel: 'conclusive: accepted',
    configLines: { path: 'conclusive.yml', metrics: new Map(), checks: 9 },
    summary: openSummary(join(folder, 'summary.md')),
    live: null,
    signal: new AbortController().signal,
    keep: async () => undefined,
    onGate: () => undefined,
    upload: async () => null,
  });

test('one comment, found again by the user of the token, and a commit status, without a word of warning', async () => {
  gitea.addComment('mallory', 'fine');
  await run(resultOf(0.05));
  await run(resultOf(-0.05));
  const own = gitea.comments.filter(({ author }) => author === 'gitea-actions');
  expect(own).toMatchObject([{ edits: 1, body: expect.stringContaining('### ❌ Regression') }]);
  expect(gitea.statuses.map(({ state, context }) => [state, context])).toEqual([
    ['success', 'conclusive'],
    ['failure', 'conclusive'],
  ]);
  expect(gitea.calls.filter(({ path }) => /graphql|check-runs/.test(path))).toEqual([]);
  expect(log.join('')).not.toMatch(/^::(?:warning|notice)::/m);
});

test('a status that may not be written is told with the permission that Gitea asks for', async () => {
  gitea.permit('read', 'statuses');
  await run(resultOf(0.05));
  expect(log.join('')).toMatch(
    /::warning::cannot create the commit status "conclusive": missing "contents: write"/,
  );
  expect(log.join('')).toContain('Gitea answered 403');
});

test('a label is not honoured, as nobody knows who placed it, and the report says so', async () => {
  gitea.label({ event: 'labeled', label: 'conclusive: accepted', by: 'octocat' });
  const { gate } = await run(resultOf(-0.05));
  expect(gate.passed).toBe(false);
  expect(gate.reason).toContain('Gitea does not tell who placed it');
  expect(await readFile(join(folder, 'summary.md'), 'utf8')).toContain('Gitea does not tell who placed it');
  expect(log.join('')).not.toMatch(/^::warning::/m);
});

test('a command in a comment is refused in one sentence', async () => {
  const comment = { id: 1, body: '/conclusive run', user: { login: 'octocat' } };
  const payload = { action: 'created', issue: { number: 7, pull_request: {} }, comment };
  const { repository, runUrl, run: which } = PULL_REQUEST;
  await expect(readRequestedRun(client(), payload, { repository, runUrl, run: which })).rejects.toThrow(
    /^refused to run: Gitea does not tell a workflow who may push/,
  );
});
