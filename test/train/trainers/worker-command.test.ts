import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { workerCommand, workerPath } from '../../../src/train/trainers/worker-command.ts';

test('the worker is a file that this Node can run', () => {
  expect(existsSync(workerPath())).toBe(true);
  expect(workerCommand('/tmp/job.json')).toEqual([process.execPath, workerPath(), '/tmp/job.json']);
});
