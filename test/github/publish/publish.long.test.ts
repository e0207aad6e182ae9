import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Check } from '../../../src/checks/check.ts';
import type { PullRequestContext } from '../../../src/github/event/context.ts';
import {
  type CommentMode,
  clientOf,
  type Destination,
  destinationOf,
} from '../../../src/github/publish/destination.ts';
import { type PublishRequest, publish } from '../../../src/github/publish/publish.ts';
import { publishNoVerdict } from '../../../src/github/publish/publish-no-verdict.ts';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../support/loopback-github/index.ts';
import { draws, MACRO_F1, moved, sampleResult } from '../../support/sample-results.ts';

const LABEL = 'conclusive: accepted';
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
let kept: ExperimentResult[];
beforeEach(async () => {
  github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
  github.push(...['b', 'c', 'd'].map((digit) => digit.repeat(40)));
  folder = await mkdtemp(join(tmpdir(), 'conclusive-publish-'));
  await writeFile(join(folder, 'output'), '');
  vi.stubEnv('GITHUB_OUTPUT', join(folder, 'output'));
  log = [];
  kept = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => log.push(String(text)) > 0);
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await github.close();
  await rm(folder, { recursive: true, force: true });
  expect(github.violations).toEqual([]);
});

const CONTEXT: PullRequestContext = {
  kind: 'pull-request',
  repository: { owner: 'acme', repo: 'models' },
  number: 7,
  fork: false,
  mayGovernItself: true,
  description: null,
  base: { ref: 'a'.repeat(40), name: 'main' },
  head: { ref: 'b'.repeat(40), name: 'topic' },
  governedByBase: true,
  runUrl: 'https://github.com/acme/models/actions/runs/42',
  run: { id: 42, attempt: 1 },
};

interface Changes extends Partial<PublishRequest> {
  readonly config?: string;
  readonly token?: string;
  readonly head?: string;
}

const run = (
  mode: CommentMode,
  { config = 'conclusive.yml', token = github.token, head, ...changes }: Changes = {},
) => {
  const place = { config, token, check: true, mode: 'measure' as const };
  const context = head === undefined ? CONTEXT : { ...CONTEXT, head: { ref: head, name: 'topic' } };
  return publish({
    destination: destinationOf(context, place, clientOf(place, github.url)),
    result: equivalent,
    hasVerdict: true,
    outputDirectory: folder,
    mode,
    acceptedLabel: LABEL,
    artifactUrl: null,
    configLines: { path: config, metrics: new Map([['macro_f1', 4]]), checks: 9 },
    summaryPath: join(folder, 'summary.md'),
    keep: async (result) => void kept.push(result),
    ...changes,
  });
};

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
  expect(github.comments[0]?.body.split('\n')[2]).toContain('text/conclusive.yml');
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

describe('the check', () => {
  test('stands on the head of the pull request under a name of its config, with the report as its summary', async () => {
    await run('always');
    await run('never', { config: 'text/conclusive.yml' });
    expect(github.checks).toMatchObject([
      {
        name: 'conclusive',
        head_sha: 'b'.repeat(40),
        conclusion: 'success',
        details_url: CONTEXT.runUrl,
        output: {
          title: expect.stringMatching(/^🟰 Equivalent: /),
          summary: expect.stringContaining('### 🟰'),
        },
      },
      { name: 'conclusive (text/conclusive.yml)', conclusion: 'success' },
    ]);
  });

  test.each([
    ['failure', resultOf(-0.05)],
    ['neutral', { ...equivalent, gate: { ...equivalent.gate, conclusion: 'neutral' as const } }],
    ['success', resultOf(0.05)],
  ])('is %s by the gate', async (conclusion, result) => {
    await run('never', { result });
    expect(github.checks).toMatchObject([{ conclusion }]);
  });

  test('of a newer run on the same commit is left as it is by an older one, and by one that was cancelled', async () => {
    const at = (id: number, config = 'conclusive.yml') => {
      const place = { config, token: github.token, check: true, mode: 'measure' as const };
      return destinationOf({ ...CONTEXT, run: { id, attempt: 1 } }, place, clientOf(place, github.url));
    };
    await run('always', { destination: at(43), result: resultOf(-0.05) });
    await run('always', { destination: at(42) });
    const summaryPath = join(folder, 'summary.md');
    const stopped = { kind: 'cancelled', message: 'stopped', mode: 'always', summaryPath } as const;
    await publishNoVerdict({ ...stopped, destination: at(41) });
    expect(github.checks.map(({ conclusion }) => conclusion)).toEqual(['failure']);
    expect(log.join('')).toMatch(/^::notice::a newer run has put its check on this commit/m);
    const other = { ...at(42), check: { ...at(42).check, commit: 'c'.repeat(40) } } as Destination;
    const context = { ...CONTEXT, head: { ref: 'c'.repeat(40), name: 'topic' } };
    await run('always', { destination: { ...other, context } });
    expect(github.checks).toHaveLength(2);
  });

  test('by an older run, whose report no comment shows, goes to the log where there is no summary', async () => {
    await run('always', { result: resultOf(0.05) });
    const place = { config: 'conclusive.yml', token: github.token, check: true, mode: 'measure' as const };
    const older = { ...CONTEXT, run: { id: 41, attempt: 1 } };
    log = [];
    await run('always', {
      destination: destinationOf(older, place, clientOf(place, github.url)),
      summaryPath: folder,
    });
    expect(log.join('')).toContain('### 🟰 Equivalent');
  });

  test('fails where there is no verdict, whatever the gate says', async () => {
    await run('never', { hasVerdict: false });
    expect(github.checks).toMatchObject([{ conclusion: 'failure' }]);
  });

  test('pins what failed to the line of the config that asked for it', async () => {
    await run('never', { result: resultOf(-0.05, [warning]) });
    expect(github.checks[0]?.output.annotations).toMatchObject([
      {
        path: 'conclusive.yml',
        start_line: 4,
        annotation_level: 'failure',
        title: 'macro_f1 of head: regression',
      },
      { path: 'conclusive.yml', start_line: 9, annotation_level: 'warning', title: 'overfitting/gap, head' },
    ]);
  });

  test('has at most 50 annotations, the failures among them, and a summary that GitHub takes', async () => {
    const checks = Array.from({ length: 80 }, (_, i) => ({
      ...warning,
      id: `topic/${i}`,
      message: '−'.repeat(2000),
    }));
    await run('never', { result: resultOf(-0.05, checks) });
    const [check] = github.checks;
    expect(check?.output.annotations).toHaveLength(50);
    expect(check?.output.annotations[0]?.annotation_level).toBe('failure');
    expect(Buffer.byteLength(check?.output.summary ?? '')).toBeLessThanOrEqual(65_535);
  });

  test('becomes a commit status without "checks: write", and the log has the yaml', async () => {
    github.permit('read', 'checks');
    await run('never', { result: { ...equivalent, gate: { ...equivalent.gate, conclusion: 'neutral' } } });
    expect(github.statuses).toMatchObject([
      {
        sha: 'b'.repeat(40),
        state: 'success',
        context: 'conclusive',
        description: expect.stringMatching(/^neutral: 🟰 Equivalent/),
      },
    ]);
    expect(log.join('')).toMatch(
      /^::notice::cannot create the check "conclusive": missing "checks: write".*checks: write.*A commit status stands in its place/m,
    );
  });

  test('leaves the word to the step where neither is granted', async () => {
    github.permit('read', 'checks');
    github.permit('read', 'statuses');
    await run('never');
    expect([github.checks, github.statuses]).toEqual([[], []]);
    expect(log.join('')).toMatch(
      /^::warning::cannot create the check "conclusive", nor a commit status.*the step's own result is all there is: missing "checks: write"/m,
    );
  });
});

describe('a label', () => {
  const worse = resultOf(-0.05);
  const place = (by: string) => github.label({ event: 'labeled', label: LABEL, by });
  const takeOff = () => github.label({ event: 'unlabeled', label: LABEL, by: 'octocat' });
  beforeEach(() => {
    github.setRole('octocat', 'write');
    github.setRole('mallory', 'read');
  });

  test('of somebody with write access makes a failed gate neutral, and the comment says who accepted what', async () => {
    await run('always', { result: worse });
    place('octocat');
    const result = await run('always', { result: worse });
    expect(result.gate).toMatchObject({
      passed: true,
      conclusion: 'neutral',
      reason: `the verdict is regression, and gate.fail-on names it; octocat accepted it at bbbbbbb with the label "${LABEL}"`,
    });
    expect(github.checks.map(({ conclusion }) => conclusion)).toEqual(['failure', 'neutral']);
    expect(github.comments[0]?.body).toMatch(
      /\*\*Gate: neutral\*\*, because .*octocat accepted it at `bbbbbbb`/,
    );
    expect(kept).toEqual([result]);
  });

  test('of somebody without write access, or of an app, changes nothing, and the comment says so', async () => {
    for (const by of ['mallory', 'labeler[bot]']) {
      place(by);
      const { gate } = await run('always', { result: worse });
      expect(gate).toMatchObject({
        conclusion: 'failure',
        reason: expect.stringContaining(`was placed by ${by}, who has no write access`),
      });
    }
  });

  test('that was taken off again changes nothing', async () => {
    place('octocat');
    takeOff();
    expect((await run('always', { result: worse })).gate.conclusion).toBe('failure');
  });

  test('holds for a later commit whose result is about the same, and not for one that is worse', async () => {
    await run('always', { result: worse });
    place('octocat');
    await run('always', { result: worse });
    const same = await run('always', { result: resultOf(-0.0501), head: 'c'.repeat(40) });
    expect(same.gate).toMatchObject({
      conclusion: 'neutral',
      reason: expect.stringContaining('accepted it at bbbbbbb'),
    });
    const muchWorse = await run('always', { result: resultOf(-0.1), head: 'd'.repeat(40) });
    expect(muchWorse.gate).toMatchObject({
      conclusion: 'failure',
      reason: expect.stringMatching(
        /octocat accepted what was found at bbbbbbb, and this is worse: the difference of macro_f1 of head is below the interval of then; take the label .* off and place it again/,
      ),
    });
    takeOff();
    place('octocat');
    const again = await run('always', { result: resultOf(-0.1), head: 'd'.repeat(40) });
    expect(again.gate).toMatchObject({
      conclusion: 'neutral',
      reason: expect.stringContaining('accepted it at ddddddd'),
    });
  });

  test('that was placed on a result and meets a worse one of a later push accepts only what was seen', async () => {
    await run('always', { result: worse });
    place('octocat');
    const next = await run('always', { result: resultOf(-0.1), head: 'c'.repeat(40) });
    expect(next.gate).toMatchObject({
      conclusion: 'failure',
      reason: expect.stringContaining('found at bbbbbbb'),
    });
  });

  test('that was there before the first failure accepts nothing, however often it is looked at', async () => {
    await run('always', { result: resultOf(0.05) });
    place('octocat');
    for (const head of ['c', 'c', 'd']) {
      const { gate } = await run('always', { result: worse, head: head.repeat(40) });
      expect(gate).toMatchObject({
        conclusion: 'failure',
        reason: expect.stringContaining(
          `the label "${LABEL}" was placed by octocat before there was a failure to accept; take it off and place it again`,
        ),
      });
    }
    takeOff();
    place('octocat');
    const { gate } = await run('always', { result: worse, head: 'd'.repeat(40) });
    expect([gate.conclusion, gate.reason]).toEqual([
      'neutral',
      expect.stringContaining('accepted it at ddddddd'),
    ]);
  });

  test('accepts nothing where the comment has lost what stood in it', async () => {
    await run('always', { result: worse });
    const [comment] = github.comments;
    if (comment === undefined) throw new Error('no comment');
    comment.body = comment.body.replace(/conclusive-state:[^ ]+/, 'conclusive-state:e30');
    place('octocat');
    const { gate } = await run('always', { result: worse });
    expect([gate.conclusion, gate.reason]).toEqual(['failure', expect.stringContaining('place it again')]);
  });

  test('that could not be looked for at a first failure does not accept it later', async () => {
    place('octocat');
    const effect = { status: 403, body: { message: 'Resource not accessible by integration' } };
    github.fail({ method: 'GET', path: /events$/, times: 1, effect });
    await run('always', { result: worse });
    expect((await run('always', { result: worse })).gate.conclusion).toBe('failure');
  });

  test('is not asked for where the gate passes', async () => {
    place('octocat');
    await run('always');
    expect(github.calls.filter(({ path }) => /labels|events|permission/.test(path))).toEqual([]);
  });

  test('that cannot be read leaves the gate as it is', async () => {
    place('octocat');
    github.fail({
      method: 'GET',
      path: /events$/,
      times: 9,
      effect: { status: 403, body: { message: 'Resource not accessible by integration' } },
    });
    expect((await run('always', { result: worse })).gate.conclusion).toBe('failure');
    expect(log.join('')).toMatch(/^::warning::cannot read who placed the label/m);
    expect(github.comments).toHaveLength(1);
  });
});
