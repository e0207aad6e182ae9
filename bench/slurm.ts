/**
 * Measures a queue on three local Slurm nodes of two cores: 50 runs of 1 s and of 0.2 s, 1,000 short runs, 50 plain Slurm jobs,
 * and 50 cancelled jobs.
 *
 *   npm run build && npx jiti bench/slurm.ts [runs] [jobs] [many]
 *
 * `jobs` is `executor.jobs`, by default one per run and at most 50. `many` replaces 1,000. Needs root and slurmctld, slurmd,
 * slurm-client, munge. Nodes share the coordinator's cores, so the CPU time tells what another machine would take.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { fingerprint } from '../src/plan/runs/fingerprint.ts';
import { type PreparedModel, planRuns, seedsBetween } from '../src/plan/runs/plan-runs.ts';
import { makeHeldFolder } from '../src/records/store/lease.ts';
import { openRunStore } from '../src/records/store/store.ts';
import type { Engine } from '../src/train/executors/engine.ts';
import { queueExecutor } from '../src/train/executors/queue.ts';
import { slurmEngine } from '../src/train/executors/slurm.ts';
import { trainRuns } from '../src/train/schedule.ts';
import { createCommandTrainer } from '../src/train/trainers/command-trainer.ts';
import { openWorkTrees } from '../src/train/work-tree/work-trees.ts';

const RUNS = Number(process.argv[2] ?? 50);
const JOBS = Number(process.argv[3] ?? Math.min(RUNS, 50));
const MANY = Number(process.argv[4] ?? 1000);
const SLOTS = 6;
const script = (name: string) => fileURLToPath(new URL(`../test/system/executors/${name}`, import.meta.url));
const CLI = process.env.CONCLUSIVE_DIST ?? fileURLToPath(new URL('../dist', import.meta.url));

const cluster = mkdtempSync(join(tmpdir(), 'slurm-'));
execFileSync(script('slurm-start.sh'), [cluster], {
  stdio: 'ignore',
  env: { ...process.env, MAX_JOBS: '1000' },
});
process.env.SLURM_CONF = join(cluster, 'slurm.conf');
const environment = Object.fromEntries(
  Object.entries(process.env).map(([name, value]) => [name, value ?? '']),
);

async function open(program: string) {
  const root = mkdtempSync(join(tmpdir(), 'runs-'));
  mkdirSync(join(root, 'out/tmp'), { recursive: true });
  const { folder: scratch, release } = await makeHeldFolder(join(root, 'out/tmp'));
  const counts = { submit: 0, list: 0 };
  const own = slurmEngine({ name: `bench-${process.pid}`, cpus: 1, gpus: 0, minutes: 15 }, [], environment);
  const submitMs: number[] = [];
  const engine: Engine = {
    ...own,
    async submit(job) {
      const start = performance.now();
      const id = await own.submit(job);
      submitMs.push(performance.now() - start);
      counts.submit += 1;
      return id;
    },
    list() {
      counts.list += 1;
      return own.list();
    },
  };
  const stop = new AbortController();
  const trainer = createCommandTrainer(program, { vary: ['init'], data: 'bootstrap' });
  const executor = queueExecutor({
    ...{ engine, program: [process.execPath, join(CLI, 'cli.js'), 'execute'], scratch },
    warn: console.error,
  });
  const model: PreparedModel = {
    ...{ name: 'head', ref: null, commit: null, directory: root, params: {} },
    fingerprint: (seed) =>
      fingerprint({ ...trainer.identity, code: program, params: {}, seed, vary: [], data: 'bootstrap' }),
  };
  const context = {
    ...{
      trainer,
      executor,
      scratch,
      signal: stop.signal,
      declaredMetrics: ['accuracy'],
      warn: console.error,
    },
    store: await openRunStore(join(root, 'out'), () => {}),
    workTrees: openWorkTrees({ checkout: root, output: join(root, 'out') }),
    ...{ environments: join(root, 'out/environments'), timeoutMs: 600_000, retries: 0 },
  };
  return {
    ...{ counts, submitMs, stop },
    train: (runs: number, onStarted = () => {}) =>
      trainRuns(planRuns([model], seedsBetween(0, runs)), new Map(), JOBS, context, { onStarted }),
    async close() {
      await executor.close();
      release();
      rmSync(root, { recursive: true });
    },
  };
}

const jobs = (...states: string[]) =>
  execFileSync('squeue', ['--noheader', '--format=%T', ...states], { encoding: 'utf8' }).split('\n').length -
  1;

async function measure(runs: number, runSeconds: number): Promise<void> {
  const { counts, submitMs, train, close } = await open(`sh -c "sleep ${runSeconds}; echo accuracy: 0.8"`);
  const [start, before] = [performance.now(), process.cpuUsage()];
  let begun: number | undefined;
  const { trained, retried } = await train(runs, () => {
    begun ??= performance.now();
  });
  const [seconds, sinceBegun] = [start, begun ?? start].map(
    (since) => (performance.now() - since) / 1000,
  ) as [number, number];
  const { user, system } = process.cpuUsage(before);
  const ideal = (runs / SLOTS) * runSeconds;
  console.log(
    `${trained} runs of ${runSeconds} s, ${JOBS} jobs at a time, on ${SLOTS} slots: ${seconds.toFixed(1)} s, ${(seconds / ideal).toFixed(2)}× the ideal of ${ideal.toFixed(1)} s; ${sinceBegun.toFixed(1)} s of them since the first had begun; ${retried} retried`,
  );
  const asked = submitMs.reduce((sum, one) => sum + one, 0) / runs;
  console.log(
    `coordinator: ${((user + system) / 1000 / runs).toFixed(0)} ms of CPU and ${asked.toFixed(0)} ms of sbatch a run; ${counts.submit} jobs submitted; ${(counts.list / seconds).toFixed(2)} queries a second`,
  );
  await close();
}

try {
  await measure(RUNS, 1);
  await measure(RUNS, 0.2);
  if (MANY > 0) await measure(MANY, 0.2);

  const plain = join(cluster, 'plain.sh');
  writeFileSync(plain, '#!/bin/sh\nsleep 1\n');
  const without = performance.now();
  for (let run = 0; run < RUNS; run += 1)
    execFileSync('sbatch', ['--job-name=plain', '--export=NONE', '--output=/dev/null', '--time=10', plain]);
  while (jobs('--name=plain') > 0) await sleep(200);
  console.log(
    `the same as ${RUNS} plain jobs of Slurm: ${((performance.now() - without) / 1000).toFixed(1)} s`,
  );

  const long = await open('sleep 600');
  const training = long.train(RUNS).catch(() => {});
  while (long.counts.submit < JOBS || jobs('--states=RUNNING') < Math.min(JOBS, SLOTS)) await sleep(200);
  const stopped = performance.now();
  long.stop.abort();
  await training;
  await long.close();
  const waited = (performance.now() - stopped) / 1000;
  console.log(`${JOBS} jobs cancelled after ${waited.toFixed(1)} s; ${jobs()} left in the queue`);
} finally {
  execFileSync(script('slurm-stop.sh'), [cluster]);
  // The controller saves its state when it ends.
  await sleep(2000);
  rmSync(cluster, { recursive: true, force: true });
}
