import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EngineError } from '../../../src/train/executors/engine.ts';
import { rayEngine } from '../../../src/train/executors/ray.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { rayServer } from './ray-server.ts';

async function ray({ gpus = 0, token = undefined as string | undefined } = {}) {
  const server = await rayServer(token);
  const folder = await temporaryFolder();
  const engine = rayEngine(
    { name: 'conclusive-ab', cpus: 2, gpus, minutes: 65 },
    { address: server.address, token },
  );
  const job = { folder, script: "/it's/job.sh", log: join(folder, 'log.txt') };
  const set = (id: string, change: object) => Object.assign(server.jobs.get(id) ?? {}, change);
  return { ...server, engine, job, set };
}

test('a job is a program of the shared folder, and asks for what it needs', async () => {
  const { engine, job, jobs } = await ray({ gpus: 1, token: 'aa' });
  const id = await engine.submit(job);
  expect(jobs.get(id)?.request).toEqual({
    submission_id: id,
    entrypoint: `exec '/it'\\''s/job.sh' > '${job.log}' 2>&1`,
    entrypoint_num_cpus: 2,
    entrypoint_num_gpus: 1,
  });
});

test('all jobs are listed by one question; those of others, and those that have ended, are not among them', async () => {
  const { engine, job, set, calls } = await ray();
  const ids = [await engine.submit(job), await engine.submit(job), await engine.submit(job)];
  const [first = '', second = '', third = ''] = ids;
  set(first, { status: 'RUNNING' });
  set(second, { status: 'SUCCEEDED' });
  expect(await engine.list()).toEqual(new Set([first, third]));
  expect(calls.filter((call) => call === 'GET /api/jobs/')).toHaveLength(1);
});

test('what Ray says of a job that failed goes to its log', async () => {
  const { engine, job, set } = await ray();
  const id = await engine.submit(job);
  set(id, {
    status: 'FAILED',
    message: 'Job supervisor actor died: node lost',
    error_type: 'JOB_SUPERVISOR_ACTOR_DIED',
  });
  expect(await engine.list()).toEqual(new Set());
  await engine.list();
  expect(await readFile(job.log, 'utf8')).toBe('\nJob supervisor actor died: node lost');
});

test('a job that Ray gave up while it waited is submitted again, and stays the same job', async () => {
  const { engine, job, set, jobs } = await ray();
  const id = await engine.submit(job);
  set(id, {
    status: 'FAILED',
    error_type: 'JOB_SUPERVISOR_ACTOR_START_TIMEOUT',
    message: 'failed to start within 900 seconds',
  });
  expect(await engine.list()).toEqual(new Set([id]));
  expect([...jobs.keys()]).toEqual([id, 'conclusive-ab-2']);
  set('conclusive-ab-2', { status: 'RUNNING' });
  expect(await engine.list()).toEqual(new Set([id]));
  await engine.cancel([id]);
  expect(await engine.list()).toEqual(new Set());
  expect(jobs.get('conclusive-ab-2')?.status).toBe('STOPPED');
});

test('jobs that are cancelled are stopped, nobody waits for those that wait, and in the end none of ours is there', async () => {
  const { engine, job, set, jobs, calls } = await ray();
  const [running, waiting] = [await engine.submit(job), await engine.submit(job)];
  const ended = await engine.submit(job);
  jobs.set('of-others', { status: 'RUNNING', request: {} });
  set(running, { status: 'RUNNING' });
  set(ended, { status: 'SUCCEEDED' });
  await engine.cancel([running, waiting]);
  expect(await engine.list()).toEqual(new Set());
  await engine.cancelAll?.();
  // Ray deletes no job that waits.
  expect([...jobs.keys()]).toEqual([waiting, 'of-others']);
  expect(calls.filter((call) => call.includes('of-others'))).toEqual([]);
});

test('a list that is none tells nothing', async () => {
  const { engine, job, jobs } = await ray();
  const id = await engine.submit(job);
  jobs.set('odd', { status: 3 as never, request: {} });
  await expect(engine.list()).rejects.toThrow(EngineError);
  jobs.delete('odd');
  expect(await engine.list()).toEqual(new Set([id]));
});
