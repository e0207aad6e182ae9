/** The shipped program with a queue of its own making: jobs are processes of this machine, which nothing but the queue's commands knows. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { conclusive, start } from '../support/command.ts';
import { experimentOn } from './experiments.ts';
import { openQueue } from './queue-of-processes.ts';

describe.skipIf(process.platform !== 'linux')('an experiment in a queue', () => {
  test('whose node dies trains that run again', async () => {
    const queue = await openQueue();
    const { folder, args, result } = await experimentOn(queue.executor, { gate: queue.gate, free: 0 });
    const { finished } = start(folder, args);
    while ((await queue.submitted()) < 8) await sleep(50);
    await sleep(1500);
    await queue.killOne();
    await writeFile(queue.gate, '');
    const { code, stderr } = await finished;
    expect(stderr).toMatch(/warning: \w+, seed \d: job \d+ was lost: it left the queue without a result/);
    expect(code, stderr).toBe(1);
    expect((await result()).runs).toEqual({ trained: 8, reused: 0, failures: [] });
    expect(await queue.left()).toBe(0);
  });

  test('one of whose nodes carries several runs and dies trains only the last of them again', async () => {
    const queue = await openQueue(1);
    const there = await experimentOn(queue.executor, { gate: queue.gate, free: 1 });
    const here = await experimentOn('limits: { parallel: 2 }', { gate: queue.gate, free: 1 });
    const { finished } = start(there.folder, there.args);
    const files = async (folder: string, ending: string) => {
      const names = await readdir(join(there.folder, '.conclusive', folder), { recursive: true }).catch(
        (): string[] => [],
      );
      return names.filter((name) => name.endsWith(ending)).length;
    };
    while ((await files('runs', '.json')) < 2 || (await files('tmp', 'jobs/3/begun.json')) < 1)
      await sleep(50);
    await queue.killOne();
    await writeFile(queue.gate, '');
    const [remote, local] = [await finished, await here.run()];
    // The first job of the queue has carried the third run.
    expect(remote.stderr.match(/seed \d: job \d+ was lost/g)).toEqual(['seed 2: job 1000 was lost']);
    expect(remote.code, remote.stderr).toBe(local.code);
    expect(await there.records()).toEqual(await here.records());
    expect(await there.result()).toEqual(await here.result());
    expect(await queue.left()).toBe(0);
  });

  test.each([
    ['SIGINT', 1000],
    ['SIGINT', 1],
    ['SIGKILL', 1000],
  ] as const)(
    'leaves no job after %s with %d places, and goes on from its records',
    async (signal, places) => {
      const queue = await openQueue(places);
      const { folder, args, run } = await experimentOn(queue.executor, { gate: queue.gate });
      const { child, finished } = start(folder, args);
      while ((await queue.submitted()) < 8) await sleep(50);
      child.kill(signal);
      await finished;
      if (signal === 'SIGINT') expect(await queue.left()).toBe(0);
      await writeFile(queue.gate, '');
      const { code, stderr } = await run();
      expect(code, stderr).toBe(1);
      while ((await queue.left()) > 0) await sleep(50);
      expect(await readdir(join(folder, '.conclusive/tmp'))).toEqual([]);
    },
  );

  test('that takes no job ends with its words', async () => {
    const queue = await openQueue();
    const { folder, args } = await experimentOn(
      queue.executor.replace('submit {script}', 'submit /no/such/script'),
    );
    const { code, stderr } = await conclusive(folder, ...args);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/\nerror: executor: cannot submit a job: .*ENOENT.*\n$/),
    ]);
  });
});
