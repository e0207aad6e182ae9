/** Trains fixtures/gloss with dist and in PyTorch. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { parse, stringify } from 'yaml';
import gloss from '../../fixtures/gloss/model.ts';
import { openWasm } from '../../packages/tfjs-trainer/src/backends/wasm.ts';
import type { Context } from '../../packages/tfjs-trainer/types/module.d.ts';
import type { RunRecord } from '../../src/records/record.ts';
import type { Run, Scores } from './agreement.ts';
import { conclusive, PYTHON, ROOT, type Timed, timed } from './processes.ts';

const FOLDER = join(ROOT, 'fixtures/gloss');
/** float32 losses are summed in different orders. */
const AGREEMENT = 1e-3;
const CHECKED_EPOCHS = 2;

type Params = Context['params'];

interface GlossConfig {
  readonly params: Params;
  readonly models: {
    readonly baseline: { readonly params: Params };
    readonly variants: ReadonlyArray<{ readonly name: string; readonly params: Params }>;
  };
  readonly seeds?: unknown;
}

interface TorchRun extends Run {
  readonly seconds: number;
  readonly losses: readonly number[];
}

export interface Trained<R extends Run = Run> extends Timed {
  readonly runs: readonly R[];
}

const CONFIG = parse(readFileSync(join(FOLDER, 'conclusive.yml'), 'utf8')) as GlossConfig;
const PARAMS: ReadonlyMap<string, Params> = new Map(
  [{ name: 'baseline', ...CONFIG.models.baseline }, ...CONFIG.models.variants].map(({ name, params }) => [
    name,
    { ...CONFIG.params, ...params },
  ]),
);
export const MODELS: readonly string[] = [...PARAMS.keys()];

export function glossIn(folder: string, change: (config: GlossConfig) => object = (config) => config): void {
  cpSync(FOLDER, folder, { recursive: true, filter: (path) => !path.includes('.conclusive') });
  writeFileSync(join(folder, 'conclusive.yml'), stringify(change(CONFIG)));
}

export async function trainHere(
  folder: string,
  options = '',
): Promise<Trained & { readonly records: RunRecord[] }> {
  const time = await timed(conclusive(`run --json -c conclusive.yml ${options}`), folder);
  const records = recordsIn(folder);
  const runs = records.map(({ model, seed, cost, metrics }) => ({
    ...{ model, seed, cpuSeconds: cost.cpuSeconds ?? Number.NaN },
    ...(metrics.test as unknown as Scores),
  }));
  return { ...time, runs, records };
}

function recordsIn(folder: string): RunRecord[] {
  const store = join(folder, '.conclusive/runs');
  return readdirSync(store)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(store, name), 'utf8')) as RunRecord);
}

/** Keeps what an earlier job's cache would have. */
export function keepBaseline(from: string, to: string): void {
  const [source, target] = [join(from, '.conclusive/runs'), join(to, '.conclusive/runs')];
  mkdirSync(target, { recursive: true });
  for (const { model, fingerprint } of recordsIn(from))
    for (const name of readdirSync(source))
      if (model === 'baseline' && name.startsWith(fingerprint))
        cpSync(join(source, name), join(target, name));
}

/** @param weights files of the models; with them, no words are dropped and examples keep their order */
export async function trainInTorch(
  runs: ReadonlyArray<Pick<Run, 'model' | 'seed'>>,
  checked?: ReadonlyMap<string, string>,
): Promise<Trained<TorchRun> & { readonly version: string }> {
  const job = {
    folder: FOLDER,
    runs: runs.map(({ model, seed }) => ({
      ...{ model, seed, weights: checked?.get(model) },
      params: { ...PARAMS.get(model), ...(checked && { epochs: CHECKED_EPOCHS }) },
    })),
  };
  const script = `"${PYTHON}" "${join(import.meta.dirname, 'gloss.py')}"`;
  const time = await timed(script, FOLDER, `${JSON.stringify(job)}\n`);
  const [first = '', ...answers] = time.output.trim().split('\n');
  const { version } = JSON.parse(first) as { version: string };
  return { ...time, version, runs: answers.map((line) => JSON.parse(line) as TorchRun) };
}

/**
 * From equal weights and batches, without dropout, both sides must reach equal losses.
 *
 * @param folder for the weights
 * @throws Error if they differ
 */
export async function requireSameLosses(folder: string): Promise<void> {
  await openWasm();
  const files = new Map<string, string>();
  const ours: number[][] = [];
  for (const [name, params] of PARAMS) {
    const context = { tf, dataDir: FOLDER, params: { ...params, word_dropout: 0 } } as unknown as Context;
    const { train } = gloss.data(context);
    const model = gloss.model(context);
    const path = join(folder, `${name}.weights`);
    const bytes = model.getWeights().map((weight) => new Uint8Array(weight.dataSync().slice().buffer));
    writeFileSync(path, Buffer.concat(bytes));
    files.set(name, path);
    const { history } = await model.fit(train.xs, train.ys, {
      ...{ epochs: CHECKED_EPOCHS, batchSize: Number(params.batch_size) },
      ...{ shuffle: false, verbose: 0, yieldEvery: 'never' },
    });
    ours.push((history.loss ?? []).map(Number));
  }
  const { runs: theirs } = await trainInTorch(
    MODELS.map((model) => ({ model, seed: 1 })),
    files,
  );
  for (const [index, model] of MODELS.entries())
    for (const [epoch, loss] of (ours[index] ?? []).entries()) {
      const other = theirs[index]?.losses[epoch] ?? Number.NaN;
      if (!(Math.abs(loss - other) < AGREEMENT * Math.max(1, other)))
        throw new Error(`${model}, epoch ${epoch + 1}: the loss is ${loss}, that of PyTorch is ${other}`);
    }
  for (const path of files.values()) rmSync(path);
}
