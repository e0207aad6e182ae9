import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { serveCommand, workerCommand, workerPath } from '../../../src/train/module/worker-command.ts';

test('the worker is a file that this Node can run', () => {
  expect(existsSync(workerPath())).toBe(true);
  const [file, flag, ...args] = workerCommand('/tmp/job.json');
  expect([file, ...args]).toEqual([process.execPath, workerPath(), '/tmp/job.json']);
  expect(spawnSync(process.execPath, [flag ?? '', '--version']).status).toBe(0);
  expect(serveCommand()).toEqual([file, flag, workerPath(), '--serve']);
});
