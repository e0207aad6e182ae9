/**
 * An experiment in a folder of its own, whose program computes its score from seed, fold and arm and trains nothing. What is installed is told by
 * a program that answers at once.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ExperimentRequest, runExperiment } from '../../src/experiment.ts';
import { temporaryFolder } from '../support/temporary.ts';

interface Program {
  /** JavaScript expressions of `seed`, `fold`, `repeat`, `task`, `arm` (0: baseline, 1: the variant) and `noise` in [-1, 1]. */
  readonly score: string;
  /** Of every test example; without it no prediction is kept. */
  readonly prediction?: string;
  /** Its id, or an array of them; by default 0. */
  readonly example?: string;
  /** Of every test example; by default 1. */
  readonly label?: string;
  /** Rows of predictions.jsonl, in place of the three above: an expression that may also ask for `normal(…numbers)`, drawn from them. */
  readonly rows?: string;
  /** Of the config; without: the score under its own name. */
  readonly metrics?: string;
  /** Of the config; without: baseline and one variant. */
  readonly models?: string;
  readonly limits?: string;
  readonly params?: string;
}

/** @returns what runs it */
export async function smallExperiment(
  program: Program,
  config: string,
  folder?: string,
): Promise<(request?: Partial<ExperimentRequest>) => ReturnType<typeof runExperiment>> {
  const own = await writeExperiment(program, config, folder);
  return (request) => runExperiment({ ...own, ...request });
}

/** @returns what a request has to have */
export async function writeExperiment(
  {
    score,
    prediction = 'null',
    example = '0',
    label = '1',
    rows = 'null',
    metrics = '[{ name: score, direction: maximize, margin: 0.05 }]',
    models = '{ baseline: {}, variants: [{ name: head, params: { arm: 1 } }] }',
    limits = '{ parallel: 2 }',
    params = '{ arm: 0 }',
  }: Program,
  config: string,
  /** Without: one that is gone when the test ends. */
  folder?: string,
): Promise<Pick<ExperimentRequest, 'repository' | 'config'>> {
  const directory = folder ?? (await temporaryFolder());
  const program = `
    import { writeFileSync } from 'node:fs';
    const { CONCLUSIVE_SEED, CONCLUSIVE_FOLD, CONCLUSIVE_REPEAT, CONCLUSIVE_RUN_DIR, CONCLUSIVE_PARAMS, CONCLUSIVE_TASK: task } = process.env;
    const [seed, fold, repeat] = [CONCLUSIVE_SEED, CONCLUSIVE_FOLD, CONCLUSIVE_REPEAT].map(Number);
    const { arm } = JSON.parse(CONCLUSIVE_PARAMS);
    const noise = Math.sin(1e4 * (2 * seed + arm));
    writeFileSync(CONCLUSIVE_RUN_DIR + '/metrics.json', JSON.stringify({ score: ${score} }));
    const uniform = (...keys) => {
      let hash = 2166136261;
      for (const key of keys) {
        hash = (hash ^ key) + 0x9e3779b9;
        hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
        hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
        hash ^= hash >>> 16;
      }
      return ((hash >>> 0) + 0.5) / 2 ** 32;
    };
    const normal = (...keys) =>
      Math.sqrt(-2 * Math.log(uniform(1, ...keys))) * Math.cos(2 * Math.PI * uniform(2, ...keys));
    const rows = ${rows};
    if (rows !== null)
      writeFileSync(CONCLUSIVE_RUN_DIR + '/predictions.jsonl', rows.map((row) => JSON.stringify(row)).join('\\n'));
    const prediction = ${prediction};
    if (prediction !== null)
      writeFileSync(CONCLUSIVE_RUN_DIR + '/predictions.jsonl', [${example}].flat().map((id) =>
        JSON.stringify({ id: String(id), label: ${label}, prediction })).join('\\n'));`;
  await writeFile(join(directory, 'train.mjs'), program);
  await writeFile(join(directory, 'requirements.txt'), 'torch>=2\n');
  const path = join(directory, 'conclusive.yml');
  await writeFile(
    path,
    `trainer: { versions: git --version, command: '"${process.execPath.replaceAll('\\', '/')}" train.mjs' }
params: ${params}
models: ${models}
metrics: ${metrics}
limits: ${limits}
${config}`,
  );
  return { repository: directory, config: path };
}
