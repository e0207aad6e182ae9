/**
 * Where the CPU time of a whole run of the gloss experiment goes, its process from start to end: the transformer and the bag.
 *
 *   npx jiti bench/train-run.ts
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { ModuleJob } from '../src/train/worker/job.ts';
import { rowsOf } from './profile.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = process.env.CONCLUSIVE_DIST ?? join(ROOT, 'dist');

interface Config {
  readonly params: ModuleJob['params'];
  readonly models: {
    readonly baseline: { readonly params: ModuleJob['params'] };
    readonly variants: ReadonlyArray<{ readonly name: string; readonly params: ModuleJob['params'] }>;
  };
}

const config = parse(readFileSync(join(ROOT, 'fixtures/gloss/conclusive.yml'), 'utf8')) as Config;
const bag = config.models.variants.find(({ name }) => name === 'bag');
for (const [name, params] of [
  ['baseline', config.models.baseline.params],
  ['bag', bag?.params],
] as const) {
  const runDirectory = mkdtempSync(join(tmpdir(), 'conclusive-run-'));
  const job: ModuleJob = {
    module: join(ROOT, 'fixtures/gloss/model.ts'),
    seed: 1,
    seeds: { init: 1, order: 1, data: 1 },
    params: { ...config.params, ...params },
    vary: ['init', 'order'],
    data: 'bootstrap',
    backend: 'wasm',
    runDirectory,
  };
  const path = join(runDirectory, 'job.json');
  writeFileSync(path, JSON.stringify(job));
  const run = (...options: string[]) => {
    const { status } = spawnSync(process.execPath, [...options, join(DIST, 'worker.js'), path], {
      stdio: 'inherit',
    });
    if (status !== 0) throw new Error(`the run of ${name} failed with ${status}`);
    const metrics = JSON.parse(readFileSync(join(runDirectory, 'metrics.json'), 'utf8')) as {
      cost: { cpuSeconds: number };
    };
    return metrics.cost.cpuSeconds;
  };
  // First without the profiler, whose own time would count.
  const cpuSeconds = run();
  run('--cpu-prof', '--cpu-prof-interval=500', `--cpu-prof-dir=${runDirectory}`);
  const file = readdirSync(runDirectory).find((entry) => entry.endsWith('.cpuprofile')) ?? '';
  const profile = JSON.parse(readFileSync(join(runDirectory, file), 'utf8')) as Profiler.Profile;
  console.log(`\n${name}: ${cpuSeconds.toFixed(2)} s CPU a run`);
  for (const line of rowsOf(profile, cpuSeconds * 1000, 12)) console.log(line);
  rmSync(runDirectory, { recursive: true });
}
