import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MAX_SUMMARY_CHARS, openSummary } from '../../../src/github/publish/summary.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conclusive-summary-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('what is said first is replaced when more is known, and what others have written stays', async () => {
  const path = join(folder, 'summary.md');
  await writeFile(path, 'before\n');
  const summary = openSummary(path);
  expect(summary.isWritten).toBe(false);
  summary.write('### ⏹️ Cancelled');
  summary.write('### ✅ Improvement');
  expect(summary.isWritten).toBe(true);
  expect(await readFile(path, 'utf8')).toBe('before\n### ✅ Improvement\n');
});

test('the longest report fits into the mebibyte that a step has, whatever its characters', () => {
  expect(Buffer.byteLength('漢'.repeat(MAX_SUMMARY_CHARS))).toBeLessThan(1024 * 1024);
});

test.each([undefined, ''])('without a summary (%j) it is said which variable is missing', (path) => {
  expect(() => openSummary(path).write('x')).toThrow('GITHUB_STEP_SUMMARY is not set');
});

test('a summary that cannot be written is said with the reason', () => {
  const summary = openSummary(folder);
  expect(() => summary.write('x')).toThrow(
    /cannot write the job summary: GITHUB_STEP_SUMMARY is .*, which is not a regular file/,
  );
  expect(summary.isWritten).toBe(false);
});
