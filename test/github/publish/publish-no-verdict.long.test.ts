import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type NoVerdictRequest, publishNoVerdict } from '../../../src/github/publish/publish-no-verdict.ts';
import { openSummary } from '../../../src/github/publish/runner-files.ts';
import { destination, folder, github, resultOf, run } from './publication.ts';

const tell = (changes: Partial<NoVerdictRequest> = {}) =>
  publishNoVerdict({
    destination: destination(),
    kind: 'failed',
    message: 'metrics: no finished run reports "accuracy"',
    mode: 'always',
    summary: openSummary(join(folder, 'summary.md')),
    signal: new AbortController().signal,
    ...changes,
  });
const summary = () => readFile(join(folder, 'summary.md'), 'utf8');

describe('without a verdict', () => {
  test('the comment that stands says so, and remembers what stood in it', async () => {
    await run('always', { result: resultOf(0.05) });
    await tell();
    const [comment] = github.comments;
    expect(comment?.body).toMatch(
      /### ⛔ No verdict for `bbbbbbb`: metrics: no finished run reports "accuracy"/,
    );
    expect(github.comments).toHaveLength(1);
    expect(github.checks.map(({ conclusion }) => conclusion)).toEqual(['success', 'failure']);
  });

  test('no comment is made, as check and summary are enough', async () => {
    await tell();
    expect(github.comments).toEqual([]);
    expect(await summary()).toMatch(/^### ⛔ No verdict for `bbbbbbb`: .*\n\n.*\n\n```text\nmetrics: /s);
  });

  test.each([
    ['cancelled', 'cancelled', 'failed'],
    ['untouched', 'neutral', 'passed'],
  ] as const)('a run that was %s leaves a check that is %s', async (kind, conclusion, gate) => {
    await tell({ kind, message: 'it is so' });
    expect(github.checks).toMatchObject([{ conclusion }]);
    expect(await readFile(join(folder, 'output'), 'utf8')).toContain(gate);
  });

  test('and without a place to tell it, the summary alone has it', async () => {
    await tell({ destination: null, mode: null });
    expect(await summary()).toMatch(/^### ⛔ No verdict: metrics/);
    expect(github.calls).toEqual([]);
  });
});
