import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { MAX_SUMMARY_CHARS, openSummary, setOutputs } from '../../../src/github/publish/runner-files.ts';
import { temporaryFolder } from '../../support/temporary.ts';

test('outputs are in the form of the runner, behind those of others', async () => {
  const path = join(await temporaryFolder(), 'output');
  writeFileSync(path, 'other=1\n');
  vi.stubEnv('GITHUB_OUTPUT', path);
  setOutputs({ verdict: 'improvement', report: 'two\nlines' });
  const [, first, second] =
    /^other=1\nverdict<<(\S+)\r?\nimprovement\r?\n\1\r?\nreport<<(\S+)\r?\ntwo\nlines\r?\n\2\r?\n$/.exec(
      readFileSync(path, 'utf8'),
    ) ?? [];
  expect(first).toMatch(/^ghadelimiter_[0-9a-f-]{36}$/);
  expect(second).not.toBe(first);
});

test('a second summary replaces the first, and keeps what others have written', async () => {
  const path = join(await temporaryFolder(), 'summary.md');
  writeFileSync(path, 'before\n');
  const summary = openSummary(path);
  expect(summary.isWritten).toBe(false);
  summary.write('### ⏹️ Cancelled');
  summary.write('### ✅ Improvement');
  expect(summary.isWritten).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('before\n### ✅ Improvement\n');
});

test('the longest report fits into the mebibyte that a step has, whatever its characters', () => {
  expect(Buffer.byteLength('漢'.repeat(MAX_SUMMARY_CHARS))).toBeLessThan(1024 * 1024);
});

test('a variable that is not set, or names a folder, is told with the reason', async () => {
  for (const path of [undefined, ''])
    expect(() => openSummary(path).write('x')).toThrow('GITHUB_STEP_SUMMARY is not set');
  const folder = await temporaryFolder();
  const summary = openSummary(folder);
  const why = `is "${folder}", which is not a regular file; check what in this job replaces that file`;
  expect(() => summary.write('x')).toThrow(`cannot write the job summary: GITHUB_STEP_SUMMARY ${why}`);
  expect(summary.isWritten).toBe(false);
  vi.stubEnv('GITHUB_OUTPUT', folder);
  expect(() => setOutputs({ verdict: '' })).toThrow(`cannot set the outputs: GITHUB_OUTPUT ${why}`);
});
