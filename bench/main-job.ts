/**
 * The figures of the main job: `npm run bench`. Runs the gloss experiment with the shipped dist from an empty folder,
 * once with its three transformers and once with all four models.
 *
 * - wall: start of the command to its end
 * - memory: largest sum of resident sets of the command and its training processes, sampled (Linux)
 * - wall over CPU: wall ÷ (CPU seconds of all training processes ÷ cores)
 * - first step: start of the command → first training process, plus that process's start → its first training step
 */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { markdownTable } from 'markdown-table';
import { parse, stringify } from 'yaml';
import type { ModuleJob } from '../src/train/worker/job.ts';
import type { ExperimentResult } from '../src/verdict/result.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SAMPLE_MS = 20;

interface Measured {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly memoryMb: number;
  readonly spawnSeconds: number;
  readonly result: ExperimentResult;
}

async function measure(folder: string): Promise<Measured> {
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [join(ROOT, 'dist/cli.js'), 'run', '--json', '--seeds', '5', '-c', join(folder, 'conclusive.yml')],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  let json = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    json += text;
  });
  let memory = 0;
  let spawnSeconds = Number.NaN;
  const ended = new Promise<void>((settle) => child.once('close', () => settle()));
  let running = true;
  void ended.then(() => {
    running = false;
  });
  while (running) {
    const children = await childrenOf(child.pid ?? 0);
    if (Number.isNaN(spawnSeconds) && children.length > 0) spawnSeconds = (performance.now() - start) / 1000;
    const sizes = await Promise.all([child.pid ?? 0, ...children].map(residentMb));
    memory = Math.max(
      memory,
      sizes.reduce((sum, size) => sum + size, 0),
    );
    await Promise.race([ended, sleep(SAMPLE_MS)]);
  }
  const wallSeconds = (performance.now() - start) / 1000;
  const result = JSON.parse(json) as ExperimentResult;
  return { wallSeconds, cpuSeconds: result.runs.cpuSeconds, memoryMb: memory, spawnSeconds, result };
}

async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const pids = text
    .trim()
    .split(' ')
    .filter((part) => part !== '')
    .map(Number);
  const commands = await Promise.all(
    pids.map((child) => readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '')),
  );
  return pids.filter((_, index) => commands[index]?.includes('worker.js'));
}

async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** Start of a training process to its first step, as it says itself. */
async function setupSeconds(folder: string, params: ModuleJob['params']): Promise<number> {
  const runDirectory = await mkdtemp(join(tmpdir(), 'conclusive-bench-run-'));
  const job: ModuleJob = {
    module: join(folder, 'model.ts'),
    seed: 1,
    seeds: { init: 1, order: 1, data: 1 },
    params: { ...params, epochs: 1 },
    vary: ['init', 'order'],
    data: 'bootstrap',
    backend: 'wasm',
    runDirectory,
  };
  const path = join(folder, 'job.json');
  await writeFile(path, JSON.stringify(job));
  const child = spawn(process.execPath, [join(ROOT, 'dist/worker.js'), path], { stdio: 'inherit' });
  await new Promise((settle) => child.once('exit', settle));
  const { cost } = JSON.parse(await readFile(join(runDirectory, 'metrics.json'), 'utf8')) as {
    cost: { setupSeconds: number };
  };
  await rm(runDirectory, { recursive: true });
  return cost.setupSeconds;
}

async function largestClassShare(folder: string): Promise<number> {
  const rows = (await readFile(join(folder, 'data/test.tsv'), 'utf8')).trim().split('\n').slice(1);
  const counts = new Map<string, number>();
  for (const row of rows) {
    const [, label = ''] = row.split('\t');
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return Math.max(...counts.values()) / rows.length;
}

async function distMb(): Promise<number> {
  const names = await readdir(join(ROOT, 'dist'));
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(ROOT, 'dist', name))).size));
  return sizes.reduce((sum, size) => sum + size, 0) / 1e6;
}

const folder = await mkdtemp(join(tmpdir(), 'conclusive-bench-'));
try {
  await cp(join(ROOT, 'fixtures/gloss'), folder, {
    recursive: true,
    filter: (path) => !path.includes('.conclusive'),
  });
  const text = await readFile(join(folder, 'conclusive.yml'), 'utf8');
  const config = parse(text) as {
    params: ModuleJob['params'];
    models: { baseline: { params: ModuleJob['params'] }; variants: Array<{ name: string }> };
  };
  const setup = await setupSeconds(folder, { ...config.params, ...config.models.baseline.params });
  const transformers = {
    ...config,
    models: { ...config.models, variants: config.models.variants.filter(({ name }) => name !== 'bag') },
  };
  await writeFile(join(folder, 'conclusive.yml'), stringify(transformers));
  const three = await measure(folder);
  await rm(join(folder, '.conclusive'), { recursive: true });
  await writeFile(join(folder, 'conclusive.yml'), text);
  const four = await measure(folder);

  const cores = availableParallelism();
  const accuracies = four.result.models.map(({ values }) => {
    const runs = values.accuracy ?? [];
    return runs.reduce((sum, { value }) => sum + value, 0) / runs.length;
  });
  const best = 100 * Math.max(...accuracies);
  const largest = 100 * (await largestClassShare(folder));
  const row = (name: string, unit: string, wanted: string, one: number, other: number) => [
    name,
    `${one.toFixed(2)} ${unit}`,
    `${other.toFixed(2)} ${unit}`,
    wanted,
  ];
  console.log(`Node ${process.version}, ${cores} × ${cpus()[0]?.model}\n`);
  console.log(
    markdownTable([
      ['Figure', '3 transformers × 5 seeds', 'all 4 models × 5 seeds', 'wanted'],
      row('wall', 's', '< 90 s', three.wallSeconds, four.wallSeconds),
      row('CPU of all runs', 's', '', three.cpuSeconds, four.cpuSeconds),
      row('memory, all processes', 'MB', '< 1500 MB', three.memoryMb, four.memoryMb),
      row(
        'wall over CPU ÷ cores',
        '',
        '≤ 1.15',
        three.wallSeconds / (three.cpuSeconds / cores),
        four.wallSeconds / (four.cpuSeconds / cores),
      ),
      row(
        'start to first training step',
        's',
        '< 1.5 s',
        three.spawnSeconds + setup,
        four.spawnSeconds + setup,
      ),
      [
        'accuracy of the best model − largest class',
        '',
        `${best.toFixed(1)} % − ${largest.toFixed(1)} % = ${(best - largest).toFixed(1)} points`,
        '≥ 20 points',
      ],
      ['dist', `${(await distMb()).toFixed(2)} MB`, '', '< 12 MB'],
    ]),
  );
} finally {
  await rm(folder, { recursive: true });
}
