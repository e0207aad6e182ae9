/** Measures runs of the gloss transformer and bag, in their own process and in a shared worker. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { serveCommand, workerCommand } from '../../../src/train/module/worker-command.ts';
import { startServer } from '../../../src/train/process/run-server.ts';
import type { ModuleJob } from '../src/worker/job.ts';
import { transpile } from '../src/worker/transpile.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const RUNS = 5;

interface Config {
  readonly params: ModuleJob['params'];
  readonly models: {
    readonly baseline: { readonly params: ModuleJob['params'] };
    readonly variants: ReadonlyArray<{ readonly name: string; readonly params: ModuleJob['params'] }>;
  };
}

type Cost = Readonly<Record<'cpuSeconds' | 'setupSeconds' | 'peakMemoryBytes', number>>;

const config = parse(readFileSync(join(ROOT, 'fixtures/gloss/conclusive.yml'), 'utf8')) as Config;
const bag = config.models.variants.find(({ name }) => name === 'bag');
const module = join(ROOT, 'fixtures/gloss/model.ts');
const transpiled = transpile(module);
const folder = mkdtempSync(join(tmpdir(), 'conclusive-run-'));
const path = join(folder, 'job.json');
const environment = { PATH: process.env.PATH ?? '' };

function costOfJob(): Cost {
  return (JSON.parse(readFileSync(join(folder, 'metrics.json'), 'utf8')) as { cost: Cost }).cost;
}

function runAlone(): Cost {
  const [file = '', ...args] = workerCommand(path);
  const { status } = spawnSync(file, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`the run failed with ${status}`);
  return costOfJob();
}

const server = startServer({
  ...{ argv: serveCommand(), directory: folder, environment, folder, isOurs: true, warn: console.warn },
});

async function runServed(): Promise<Cost> {
  const outcome = await server.run({
    ...{ argv: workerCommand(path), directory: folder, environment: { CONCLUSIVE_RUN_DIR: folder } },
    ...{ stdout: '', stderr: '', timeoutMs: 600_000, signal: new AbortController().signal },
  });
  if (outcome.kind !== 'exited' || outcome.exitCode !== 0 || server.isOver())
    throw new Error(`the worker did not stay: ${JSON.stringify(outcome)}`);
  return costOfJob();
}

function row(name: string, costs: readonly Cost[]): string {
  const middle = (key: keyof Cost) =>
    costs.map((cost) => cost[key]).sort((a, b) => a - b)[costs.length >> 1] ?? 0;
  const [cpu, setup] = [middle('cpuSeconds').toFixed(2), middle('setupSeconds').toFixed(2)];
  return `${name}: ${cpu} s CPU, training begins after ${setup} s, ${(middle('peakMemoryBytes') / 1e6).toFixed(0)} MB`;
}

for (const [name, params] of [
  ['baseline', config.models.baseline.params],
  ['bag', bag?.params],
] as const) {
  const [alone, served]: [Cost[], Cost[]] = [[], []];
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const job: ModuleJob = {
      ...{ module, seed, seeds: { init: seed, order: seed, data: seed }, vary: ['init', 'order'] },
      params: { ...config.params, ...params },
      ...{ data: 'bootstrap', backend: 'wasm', transpiled, shortcuts: true, runDirectory: folder },
    };
    writeFileSync(path, JSON.stringify(job));
    alone.push(runAlone());
    served.push(await runServed());
  }
  console.log(`\n${row(`${name}, a process for each run`, alone)}`);
  // The first run starts the worker.
  console.log(row(`${name}, a worker that stays`, served.slice(name === 'baseline' ? 1 : 0)));
}
await server.stop();
rmSync(folder, { recursive: true });
