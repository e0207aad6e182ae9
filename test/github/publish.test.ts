import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Check } from '../../src/checks/check.ts';
import { type CommentMode, type PublishRequest, publish } from '../../src/github/publish.ts';
import { type LoopbackGitHub, startLoopbackGitHub } from '../support/loopback-github/index.ts';
import { draws, MACRO_F1, moved, sampleResult } from '../support/sample-results.ts';

const baseline = draws('baseline', 20, 0.69, 0.01);
const resultOf = (by: number, checks: readonly Check[] = []) =>
  sampleResult({
    metrics: [MACRO_F1],
    baseline: { macro_f1: baseline },
    variants: { head: { macro_f1: moved(baseline, 'head', by, 0.002) } },
    checks,
  });
const equivalent = resultOf(0);
const warning: Check = {
  id: 'overfitting/gap',
  model: 'head',
  status: 'warn',
  value: 0.3,
  threshold: 0.1,
  interval: null,
  message: 'validation loss rises',
  advice: null,
};

let github: LoopbackGitHub;
let folder: string;
let log: string[];
beforeEach(async () => {
  github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
  folder = await mkdtemp(join(tmpdir(), 'conclusive-publish-'));
  await writeFile(join(folder, 'output'), '');
  vi.stubEnv('GITHUB_OUTPUT', join(folder, 'output'));
  log = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => log.push(String(text)) > 0);
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await github.close();
  await rm(folder, { recursive: true, force: true });
  expect(github.violations).toEqual([]);
});

const run = (mode: CommentMode, changes: Partial<PublishRequest> = {}) =>
  publish({
    context: {
      kind: 'pull-request',
      repository: { owner: 'acme', repo: 'models' },
      number: 7,
      fork: false,
      description: null,
      base: { ref: 'a'.repeat(40), name: 'main' },
      head: { ref: 'b'.repeat(40), name: 'topic' },
      governedByBase: true,
      runUrl: 'https://github.com/acme/models/actions/runs/42',
    },
    result: equivalent,
    outputDirectory: folder,
    config: 'conclusive.yml',
    mode,
    token: github.token,
    apiUrl: github.url,
    summaryPath: join(folder, 'summary.md'),
    ...changes,
  });

describe('comment: changes', () => {
  test('posts nothing where the models are equivalent and no check has anything to say', async () => {
    expect(equivalent.verdict).toBe('equivalent');
    await run('changes');
    expect(github.comments).toEqual([]);
    expect(await readFile(join(folder, 'summary.md'), 'utf8')).toMatch(/### 🟰 Equivalent/);
  });

  test('keeps a comment up to date that is there, so that no old verdict stays', async () => {
    await run('changes', { result: resultOf(0.05) });
    await run('changes');
    expect(github.comments).toMatchObject([{ edits: 1, body: expect.stringContaining('### 🟰 Equivalent') }]);
  });

  test.each([
    ['an improvement', resultOf(0.05)],
    ['a check that warns', resultOf(0, [warning])],
    [
      'a gate that failed',
      {
        ...equivalent,
        gate: { passed: false, conclusion: 'failure' as const, reason: 'equivalent', failed: [] },
      },
    ],
    ['a verdict that is not decided', { ...equivalent, verdict: 'inconclusive' as const }],
  ])('posts %s', async (_title, result) => {
    await run('changes', { result });
    expect(github.comments).toHaveLength(1);
  });
});

test('comment: always posts an equivalent result too', async () => {
  await run('always');
  expect(github.comments).toHaveLength(1);
});

test('two configs of one repository keep a comment each, and say which they are', async () => {
  await run('always', { config: 'text/conclusive.yml' });
  await run('always', { config: 'images/conclusive.yml' });
  await run('always', { config: 'text/conclusive.yml' });
  expect(github.comments.map(({ edits }) => edits)).toEqual([1, 0]);
  expect(github.comments[0]?.body.split('\n')[1]).toContain('text/conclusive.yml');
});

test('an empty token posts nothing and says so in the summary', async () => {
  await run('always', { token: '' });
  expect(github.calls).toEqual([]);
  expect(await readFile(join(folder, 'summary.md'), 'utf8')).toMatch(/^> The input `token` is empty/);
});

test('outputs that cannot be written are a warning, and the comment is there', async () => {
  vi.stubEnv('GITHUB_OUTPUT', join(folder, 'missing', 'output'));
  await run('always');
  expect(github.comments).toHaveLength(1);
  expect(log.join('')).toMatch(/^::warning::cannot publish: .*Missing file/m);
});
