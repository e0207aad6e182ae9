/** The shipped program: one experiment, trained here, in jobs that share nothing, and in a queue. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openQueue } from './queue-of-processes.ts';
import { oneExperiment } from './same-result.ts';

test('in shards and in a queue, an experiment has the result of one machine, and no job is left', async () => {
  const queue = process.platform === 'linux' ? await openQueue() : null;
  const { folder, run, inShards, expectSame } = await oneExperiment(
    queue === null ? {} : { queue: queue.executor },
  );
  await run('local');
  expect(await inShards('shards', 2)).toEqual([1, 2, 'checks']);
  await expectSame('local', 'shards');
  if (queue === null) return;
  await run('queue');
  await expectSame('local', 'queue');
  const records = (await readdir(join(folder, 'out/queue'), { recursive: true })).filter((path) =>
    /runs.[0-9a-f]{64}\.json$/.test(path),
  );
  // A job carries further runs.
  expect(records.length).toBeGreaterThan(0);
  expect(await queue.submitted()).toBeGreaterThan(0);
  expect(await queue.left()).toBe(0);
  expect(await readdir(join(folder, 'out/queue/tmp'))).toEqual([]);
});
