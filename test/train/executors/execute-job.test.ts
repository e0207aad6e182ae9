import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { UserError } from '../../../src/config/user-error.ts';
import { makeHeldFolder } from '../../../src/records/store/lease.ts';
import { executeJob } from '../../../src/train/executors/execute-job.ts';
import { writeJobFolder } from '../../../src/train/executors/job-files.ts';
import { temporaryFolder } from '../../support/temporary.ts';

test.each([
  ['nothing', null],
  ['no JSON', 'exec'],
  ['a job of another version', '{"schema":"conclusive.job/9"}'],
  ['a job without a program', '{"schema":"conclusive.job/1","task":{"argv":[]}}'],
])('a folder with %s is no job', async (_, text) => {
  const folder = await temporaryFolder();
  if (text !== null) await writeFile(join(folder, 'job.json'), text);
  const executing = executeJob(folder, new AbortController().signal, { viewMs: 0 });
  await expect(executing).rejects.toThrow(UserError);
  await expect(executing).rejects.toThrow('has no job of an executor');
});

test('a job that cannot write the outcome of its run begins no other', async () => {
  const { folder: scratch, release } = await makeHeldFolder(await temporaryFolder());
  onTestFinished(release);
  const [own, other] = [join(scratch, 'jobs', '1'), join(scratch, 'jobs', '2')];
  const surroundings = { isolation: null, lease: { folder: scratch, staleMs: 60_000 } };
  for (const folder of [own, other])
    await writeJobFolder(
      folder,
      {
        argv: [process.execPath, '-e', '0'],
        ...{ directory: scratch, environment: {}, writable: null, timeoutMs: 60_000 },
      },
      { program: ['conclusive'], ...surroundings, anotherMs: 60_000, isForAll: true },
    );
  await mkdir(join(own, 'outcome.json'));
  await expect(executeJob(own, new AbortController().signal)).rejects.toThrow('outcome.json');
  // Nor a moment later, as one that had looked for it meanwhile would.
  for (let look = 0; look < 100; look += 1) expect(await readdir(other)).not.toContain('begun.json');
});
