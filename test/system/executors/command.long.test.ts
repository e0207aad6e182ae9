/** The shipped program with a queue of its own making: jobs are processes of this machine, which nothing but the queue's commands knows. */
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary.ts';
import { conclusive, start } from '../support/command.ts';
import { experimentOn } from './experiments.ts';

/** `submit` writes the process down under the job's number; `status` tells which of them there are still. */
const QUEUE = `import { spawn } from 'node:child_process';
import { openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
const [, , folder, command, ...rest] = process.argv;
const isThere = (pid) => { try { return !readFileSync('/proc/' + pid + '/stat', 'utf8').includes(') Z '); } catch { return false; } };
if (command === 'submit') {
  const [script, log] = rest;
  const id = String(1000 + readdirSync(folder).length);
  const file = openSync(log, 'a');
  const child = spawn(script, { detached: true, stdio: ['ignore', file, file], env: { PATH: process.env.PATH } });
  child.unref();
  writeFileSync(folder + '/' + id, String(child.pid));
  console.log('Your job ' + id + ' has been submitted');
}
if (command === 'status')
  for (const id of readdirSync(folder)) if (isThere(Number(readFileSync(folder + '/' + id)))) console.log(id + ' r job.sh');
if (command === 'cancel')
  for (const id of rest) try { process.kill(Number(readFileSync(folder + '/' + id)), 'SIGTERM'); } catch {}
`;

async function openQueue() {
  const root = await temporaryFolder();
  const [jobs, program] = [join(root, 'jobs'), join(root, 'queue.mjs')];
  await mkdir(jobs);
  await writeFile(program, QUEUE);
  const call = (rest: string) => `'"${process.execPath}" ${program} ${jobs} ${rest}'`;
  const processes = async () =>
    Promise.all((await readdir(jobs)).map(async (id) => Number(await readFile(join(jobs, id), 'utf8'))));
  return {
    gate: join(root, 'go'),
    executor: `executor: { kind: command, submit: ${call('submit {script} {log}')}, status: ${call('status')}, cancel: ${call('cancel {ids}')} }`,
    submitted: async () => (await readdir(jobs)).length,
    left: async () => (await processes()).filter(isRunning).length,
    /** Without a word to anybody. */
    killOne: async () => process.kill((await processes()).find(isRunning) ?? 0, 'SIGKILL'),
  };
}

function isRunning(pid: number): boolean {
  try {
    // One that has ended and that nobody has collected is still numbered.
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

describe.skipIf(process.platform !== 'linux')('an experiment in a queue', () => {
  test('has the records and the result of a local one, and leaves no job', async () => {
    const queue = await openQueue();
    const [there, here] = await Promise.all([
      experimentOn(queue.executor),
      experimentOn('limits: { parallel: 2 }'),
    ]);
    const remote = await there.run();
    const local = await here.run();
    expect(remote.code, remote.stderr).toBe(local.code);
    expect(await there.records()).toEqual(await here.records());
    expect(await there.result()).toEqual(await here.result());
    // And those of the check that repeats runs.
    const repeats = await readdir(join(there.folder, '.conclusive/repeats/runs'));
    expect(repeats.length).toBeGreaterThan(0);
    expect(await queue.submitted()).toBe(8 + repeats.filter((name) => name.endsWith('.json')).length);
    expect(await queue.left()).toBe(0);
    expect(await readdir(join(there.folder, '.conclusive/tmp'))).toEqual([]);
  });

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

  test.each(['SIGINT', 'SIGKILL'] as const)(
    'leaves no job after %s, and goes on from its records',
    async (signal) => {
      const queue = await openQueue();
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
