import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { serveCommand, workerCommand, workerPath } from '../../../src/train/trainers/worker-command.ts';

test('the worker is a file that this Node can run', () => {
  expect(existsSync(workerPath())).toBe(true);
  const [file, flag, ...args] = workerCommand('/tmp/job.json');
  expect([file, ...args]).toEqual([process.execPath, workerPath(), '/tmp/job.json']);
  expect(spawnSync(process.execPath, [flag ?? '', '--version']).status).toBe(0);
  // Code from text would be code that nobody has read.
  const noCodeFromText = '--disallow-code-generation-from-strings';
  expect(serveCommand()).toEqual([file, flag, noCodeFromText, workerPath(), '--serve']);
  const made = spawnSync(process.execPath, [noCodeFromText, '-e', '(() => {}).constructor("return 1")']);
  expect(String(made.stderr)).toContain('Code generation from strings disallowed');
});
