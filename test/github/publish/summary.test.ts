import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MAX_SUMMARY_CHARS, writeSummary } from '../../../src/github/publish/summary.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conclusive-summary-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the report is added to what the step has written before', async () => {
  const path = join(folder, 'summary.md');
  await writeFile(path, 'before\n');
  await writeSummary(path, '### ✅ Improvement');
  expect(await readFile(path, 'utf8')).toBe('before\n### ✅ Improvement\n');
});

test('the longest report fits into the mebibyte that a step has, whatever its characters', () => {
  expect(Buffer.byteLength('漢'.repeat(MAX_SUMMARY_CHARS))).toBeLessThan(1024 * 1024);
});

test.each([undefined, ''])('without a summary (%j) it is said which variable is missing', async (path) => {
  await expect(writeSummary(path, 'x')).rejects.toThrow('GITHUB_STEP_SUMMARY is not set');
});

test('a summary that cannot be written is said with the reason', async () => {
  await expect(writeSummary(folder, 'x')).rejects.toThrow(/cannot write the job summary: EISDIR/);
});
