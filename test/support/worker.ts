/** Runs the committed dist/worker.js on a module that a test writes. */
import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ModuleJob } from '../../packages/tfjs-trainer/src/worker/job.ts';
import { transpile } from '../../packages/tfjs-trainer/src/worker/transpile.ts';
import { everySource } from '../../src/plan/runs/source-seeds.ts';
import { serveCommand, workerCommand } from '../../src/train/module/worker-command.ts';
import { PrintedText } from '../../src/train/process/printed.ts';
import { type RunServer, startServer } from '../../src/train/process/run-server.ts';
import { PACKAGE } from '../../src/version.ts';
import { temporaryFolder } from './temporary.ts';

export interface WorkerRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The module's folder. */
  readonly folder: string;
  /** Name -> text of the files that the run left. */
  readonly files: Readonly<Record<string, string>>;
}

type JobPart = Partial<Omit<ModuleJob, 'module' | 'runDirectory'>>;

type Files = Readonly<Record<string, string>>;

/** `files` are written beside each other; the first is the module. */
export async function runWorker(
  files: Files,
  part: JobPart = {},
  command: (job: string) => readonly string[] = workerCommand,
): Promise<WorkerRun> {
  const { folder, runDirectory, jobPath } = await writeJob(files, part);
  return { ...(await run(command(jobPath))), folder, files: await readAll(runDirectory) };
}

/** One worker that takes run after run, until it ends. @param node path of the Node that it runs under */
export function serveWorker(node = process.execPath) {
  let server: RunServer | null = null;
  let started = 0;
  return {
    started: () => started,
    stop: async () => server?.stop(),
    async run(
      files: Files,
      part: JobPart = {},
      variables: Files = {},
    ): Promise<WorkerRun & { outcome: unknown }> {
      const { root, folder, runDirectory, jobPath } = await writeJob(files, { shortcuts: true, ...part });
      if (server === null || server.isOver()) {
        const environment = { PATH: process.env.PATH ?? '' };
        server = startServer({
          argv: [node, ...serveCommand().slice(1)],
          directory: root,
          environment,
          folder: root,
        });
        started += 1;
      }
      const [stdout, stderr] = [new PrintedText(1_000_000), new PrintedText(1_000_000)];
      const outcome = await server.run({
        ...{ argv: workerCommand(jobPath), directory: folder, timeoutMs: 60_000 },
        environment: { CONCLUSIVE_RUN_DIR: runDirectory, ...variables },
        signal: new AbortController().signal,
        onOutput: (chunk) => stdout.add(chunk),
        onErrorOutput: (chunk) => stderr.add(chunk),
      });
      const exitCode = outcome.kind === 'exited' ? outcome.exitCode : null;
      const printed = { stdout: stdout.text(), stderr: stderr.text() };
      return { ...printed, outcome, exitCode, folder, files: await readAll(runDirectory) };
    },
  };
}

async function writeJob(files: Files, part: JobPart) {
  const root = await temporaryFolder();
  const folder = join(root, 'code');
  const runDirectory = join(root, 'run');
  await mkdir(runDirectory);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const job: ModuleJob = {
    module: join(folder, Object.keys(files)[0] ?? ''),
    seed: 1,
    seeds: everySource(part.seed ?? 1),
    params: {},
    vary: ['init', 'order'],
    data: 'bootstrap',
    backend: 'wasm',
    ...(part.shortcuts === true ? { transpiled: transpile(join(folder, Object.keys(files)[0] ?? '')) } : {}),
    ...part,
    runDirectory,
  };
  const jobPath = join(root, 'job.json');
  await writeFile(jobPath, JSON.stringify(job));
  return { root, folder, runDirectory, jobPath };
}

async function readAll(folder: string): Promise<Files> {
  const names = await readdir(folder);
  const texts = names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const);
  return Object.fromEntries(await Promise.all(texts));
}

function run([file = '', ...args]: readonly string[]): Promise<Omit<WorkerRun, 'folder' | 'files'>> {
  return new Promise((settle, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.once('error', reject);
    child.once('close', (exitCode) => settle({ exitCode, stdout, stderr }));
  });
}

export function parseLines(text: string | undefined): Array<Record<string, unknown>> {
  return (text ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

export function parseMetrics(run: WorkerRun): Record<string, unknown> {
  if (run.exitCode !== 0) throw new Error(`the worker failed with ${run.exitCode}: ${run.stderr}`);
  return JSON.parse(run.files['metrics.json'] ?? '');
}

/** Two classes of points on a line, three inputs; the label is whether their sum is positive. */
export const CLASSIFIER = `
import * as tf from '@tensorflow/tfjs';
import type { Context, Dataset, Examples } from '${PACKAGE}';

function split(count: number, offset: number): Examples {
  const rows = Array.from({ length: count }, (_, i) => [0, 1, 2].map((j) => Math.sin((i + offset) * (j + 1.7))));
  return { xs: tf.tensor2d(rows), ys: tf.tensor1d(rows.map((row) => (row[0]! + row[1]! + row[2]! > 0 ? 1 : 0)), 'int32') };
}
export default {
  data(_: Context): Dataset {
    return { train: split(64, 0), validation: split(20, 100), test: split(30, 200), slices: { first: [0, 1, 2], odd: [1, 3] } };
  },
  model({ params }: Context): tf.LayersModel {
    const model = tf.sequential();
    model.add(tf.layers.dense({ units: 4, inputShape: [3], activation: 'relu' }));
    model.add(tf.layers.dropout({ rate: 0.1 }));
    model.add(tf.layers.dense({ units: 2, activation: 'softmax' }));
    model.compile({ optimizer: tf.train.adam(Number(params.learning_rate ?? 0.05)), loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
    return model;
  },
};
`;
