import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { setOutputs } from '../../../src/github/publish/set-output.ts';
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

test('a folder in place of the file is told with the fix', async () => {
  const path = await temporaryFolder();
  vi.stubEnv('GITHUB_OUTPUT', path);
  expect(() => setOutputs({ verdict: '' })).toThrow(
    `cannot set the outputs: GITHUB_OUTPUT is "${path}", which is not a regular file. Later steps get no outputs`,
  );
});
