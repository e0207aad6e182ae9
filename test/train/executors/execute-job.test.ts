import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../../src/config/user-error.ts';
import { executeJob } from '../../../src/train/executors/execute-job.ts';
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
