import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary.ts';
import { readJob } from '../../src/worker/job.ts';

test('a job is read as the parent wrote it', async () => {
  const path = join(await temporaryFolder(), 'job.json');
  const job = { module: '/m.ts', seed: 1, vary: ['init'] };
  await writeFile(path, JSON.stringify(job));
  expect(await readJob(path)).toEqual(job);
});

test('a worker without a job says how it is called, and what is no job is named', async () => {
  await expect(readJob(undefined)).rejects.toThrow('node worker.js job.json');
  const path = join(await temporaryFolder(), 'job.json');
  await expect(readJob(path)).rejects.toThrow(`${path} is not a job file: ENOENT`);
  await writeFile(path, '{');
  await expect(readJob(path)).rejects.toThrow(`${path} is not a job file: `);
});
