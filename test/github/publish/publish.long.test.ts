import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Check } from '../../../src/checks/check.ts';
import { publishNoVerdict } from '../../../src/github/publish/publish-no-verdict.ts';
import { openSummary } from '../../../src/github/publish/runner-files.ts';
import { CONTEXT, destination, equivalent, folder, github, log, resultOf, run } from './publication.ts';

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

describe('comment: changes', () => {
  test('posts nothing where the models are equivalent and no check has anything to say', async () => {
    expect(equivalent.verdict).toBe('equivalent');
    await run('changes');
    expect(github.comments).toEqual([]);
    expect(await readFile(join(folder, 'summary.md'), 'utf8')).toMatch(/### 🟰 /);
  });

  test('keeps a comment up to date that is there, so that no old verdict stays', async () => {
    await run('changes', { result: resultOf(0.05) });
    await run('changes');
    expect(github.comments).toMatchObject([{ edits: 1, body: expect.stringContaining('### 🟰 ') }]);
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

test('an empty token posts nothing and says so in the summary', async () => {
  await run('always', { token: '' });
  expect(github.calls).toEqual([]);
  expect(await readFile(join(folder, 'summary.md'), 'utf8')).toMatch(/^> The input `token` is empty/);
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
          title: expect.stringMatching(/^🟰 No meaningful change: /),
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
    const at = (id: number) => destination({ context: { ...CONTEXT, run: { id, attempt: 1 } } });
    await run('always', { destination: at(43), result: resultOf(-0.05) });
    await run('always', { destination: at(42) });
    const here = { summary: openSummary(join(folder, 'summary.md')), signal: new AbortController().signal };
    const stopped = { kind: 'cancelled', message: 'stopped', mode: 'always', ...here } as const;
    await publishNoVerdict({ ...stopped, destination: at(41) });
    expect(github.checks.map(({ conclusion }) => conclusion)).toEqual(['failure']);
    expect(log.join('')).toMatch(/^::notice::a newer run has already posted its check on this commit/m);
    const head = { ref: 'c'.repeat(40), name: 'topic' };
    await run('always', { context: { ...CONTEXT, head, run: { id: 42, attempt: 1 } } });
    expect(github.checks).toHaveLength(2);
  });

  test('by an older run, whose report no comment shows, goes to the log where there is no summary', async () => {
    await run('always', { result: resultOf(0.05) });
    log.length = 0;
    const context = { ...CONTEXT, run: { id: 41, attempt: 1 } };
    await run('always', { context, summary: openSummary(folder) });
    expect(log.join('')).toContain('### 🟰 ');
  });

  test('has a summary that GitHub takes, be its limit in characters or in bytes', async () => {
    const long = { ...warning, message: '−'.repeat(2000) };
    const checks = Array.from({ length: 80 }, (_, i) => ({ ...long, id: `topic/${i}` }));
    await run('never', { result: resultOf(-0.05, checks) });
    const [check] = github.checks;
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
        description: expect.stringMatching(/^neutral: 🟰 /),
      },
    ]);
    expect(log.join('')).toMatch(
      /^::notice::cannot create the check "conclusive": missing "checks: write".*checks: write.*A commit status was posted instead/m,
    );
  });
});
