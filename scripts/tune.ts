/**
 * Tunes an experiment's models on its validation split, with as many trials each, and writes its `tuning.md`.
 *
 *     npx jiti scripts/tune.ts gloss/conclusive.yml
 *
 * It searches one parameter after the other. Best is the lowest validation loss within half a point of the highest validation
 * accuracy. A stopped search continues from node_modules/.cache/tune; remove it after a change of a model.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { markdownTable } from 'markdown-table';
import { parse } from 'yaml';
import type { ModuleJob } from '../packages/tfjs-trainer/src/worker/job.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CACHE = join(ROOT, 'node_modules/.cache/tune');

const EPOCHS = 8;
/** No experiment uses these seeds. */
const SEEDS = [1001, 1002];

interface Search {
  readonly start: Readonly<Record<string, number>>;
  /** Values per parameter, in search order; all models of an experiment get equally many. */
  readonly values: Readonly<Record<string, readonly number[]>>;
}

/** At a word dropout of 0.7 the transformer still learns in the last epoch and is no more accurate. */
const TRANSFORMER: Search = {
  start: { learning_rate: 0.002, word_dropout: 0.5 },
  values: { learning_rate: [0.001, 0.002, 0.004], word_dropout: [0.3, 0.5] },
};
const IMAGES: Search = { start: {}, values: { learning_rate: [0.005, 0.01, 0.02, 0.04] } };
const SEARCHES: Readonly<Record<string, Readonly<Record<string, Search>>>> = {
  'gloss/conclusive.yml': {
    baseline: TRANSFORMER,
    'two-layers': TRANSFORMER,
    'more-heads': TRANSFORMER,
    bag: {
      start: { learning_rate: 0.01, word_dropout: 0.3 },
      values: { learning_rate: [0.005, 0.01, 0.02], word_dropout: [0.3, 0.5] },
    },
  },
  'digits/transformer.yml': {
    baseline: IMAGES,
    conv: IMAGES,
    transformer: { start: {}, values: { learning_rate: [0.0025, 0.005, 0.01, 0.02] } },
  },
};

interface Experiment {
  readonly trainer: { readonly module: string };
  readonly params: ModuleJob['params'];
  readonly models: {
    readonly baseline: { readonly params?: ModuleJob['params'] };
    readonly variants: ReadonlyArray<{ readonly name: string; readonly params?: ModuleJob['params'] }>;
  };
}

interface Epoch {
  readonly loss: number;
  readonly accuracy: number;
}

interface Trial {
  readonly setting: Readonly<Record<string, number>>;
  /** Mean over seeds. */
  readonly curve: readonly Epoch[];
}

const TOLERATED_ACCURACY = 0.005;

async function train(module: string, params: ModuleJob['params'], seed: number): Promise<Epoch[]> {
  const job = {
    module,
    seed,
    seeds: { init: seed, order: seed, data: seed },
    params: { ...params, epochs: EPOCHS },
    vary: ['init', 'order'],
    data: 'bootstrap',
    backend: 'wasm',
  } satisfies Omit<ModuleJob, 'runDirectory'>;
  const kept = join(CACHE, `${createHash('sha256').update(JSON.stringify(job)).digest('hex')}.jsonl`);
  if (!existsSync(kept)) {
    const runDirectory = await mkdtemp(join(tmpdir(), 'conclusive-tune-'));
    const path = join(runDirectory, 'job.json');
    await writeFile(path, JSON.stringify({ ...job, runDirectory }));
    const { status } = spawnSync(process.execPath, [join(ROOT, 'dist/worker.js'), path], {
      stdio: 'inherit',
    });
    if (status !== 0) throw new Error(`training failed with ${JSON.stringify(params)}`);
    await writeFile(`${kept}.part`, await readFile(join(runDirectory, 'log.jsonl')));
    await rename(`${kept}.part`, kept);
    await rm(runDirectory, { recursive: true });
  }
  const lines = (await readFile(kept, 'utf8')).trimEnd().split('\n');
  return lines.map((line) => (JSON.parse(line) as { validation: Epoch }).validation);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function choose(trials: readonly Trial[]) {
  const points = trials.flatMap(({ setting, curve }) =>
    curve.map((validation, index) => ({ setting, epoch: index + 1, ...validation })),
  );
  const highest = Math.max(...points.map(({ accuracy }) => accuracy));
  const [best] = points
    .filter(({ accuracy }) => accuracy >= highest - TOLERATED_ACCURACY)
    .sort((one, other) => one.loss - other.loss);
  if (best === undefined) throw new Error('nothing was tried');
  return best;
}

async function search(
  module: string,
  fixed: ModuleJob['params'],
  { start, values }: Search,
): Promise<Trial[]> {
  let setting = start;
  const trials = new Map<string, Trial>();
  for (const [name, candidates] of Object.entries(values)) {
    for (const value of candidates) {
      const candidate = { ...setting, [name]: value };
      const key = JSON.stringify(candidate);
      if (trials.has(key)) continue;
      const trial = await tryOut(module, fixed, candidate);
      trials.set(key, trial);
      console.error(JSON.stringify(choose([trial])));
    }
    setting = choose([...trials.values()]).setting;
  }
  return [...trials.values()];
}

async function tryOut(module: string, fixed: ModuleJob['params'], setting: Trial['setting']): Promise<Trial> {
  const curves: Epoch[][] = [];
  for (const seed of SEEDS) curves.push(await train(module, { ...fixed, ...setting }, seed));
  const at = (index: number, key: keyof Epoch) =>
    mean(curves.map((curve) => curve[index]?.[key] ?? Number.NaN));
  const curve = Array.from({ length: EPOCHS }, (_, index) => ({
    loss: at(index, 'loss'),
    accuracy: at(index, 'accuracy'),
  }));
  return { setting, curve };
}

function render(experiment: string, trialsByModel: ReadonlyMap<string, readonly Trial[]>): string {
  const config = basename(experiment);
  const rows = [...trialsByModel].flatMap(([model, trials]) => {
    const best = choose(trials);
    return trials.map((trial) => {
      const { setting, epoch, loss, accuracy } = trial.setting === best.setting ? best : choose([trial]);
      const values = [...Object.values(setting), epoch].map(String);
      const cells = [model, ...values, `${(100 * accuracy).toFixed(1)} %`, loss.toFixed(3)];
      return setting === best.setting ? cells.map((cell) => `**${cell}**`) : cells;
    });
  });
  const names = Object.keys([...trialsByModel.values()][0]?.[0]?.setting ?? {});
  const header = ['Model', ...names, 'Best epoch', 'Validation accuracy', 'Validation loss'];
  const second = names.length > 1 ? '; the second parameter was searched at the best value of the first' : '';
  return `# How the settings of ${config} were chosen

Written by \`npx jiti scripts/tune.ts ${experiment}\`. Every model had as many trials. Each setting was trained for ${EPOCHS} epochs under
${SEEDS.length} seeds that the experiment does not use${second}. Best are the setting and epoch with the lowest
validation loss among those within ${100 * TOLERATED_ACCURACY} points of the model's highest validation accuracy, in the mean over these seeds. The row
in bold stands in [${config}](${config}). The test split had no say.

${markdownTable([header, ...rows])}
`;
}

const [experiment = ''] = process.argv.slice(2);
const searches = SEARCHES[experiment];
if (searches === undefined) throw new Error(`usage: tune.ts ${Object.keys(SEARCHES).join(' | ')}`);
const path = join(ROOT, 'fixtures', experiment);
const folder = dirname(path);
const { trainer, params, models } = parse(await readFile(path, 'utf8')) as Experiment;
await mkdir(CACHE, { recursive: true });
const trialsByModel = new Map<string, Trial[]>();
for (const [name, wanted] of Object.entries(searches)) {
  const own =
    name === 'baseline' ? models.baseline : models.variants.find((variant) => variant.name === name);
  // Searched parameters are not taken from the config.
  const searched = new Set([...Object.keys(wanted.values), 'epochs']);
  const given = Object.entries({ ...params, ...own?.params });
  const fixed = Object.fromEntries(given.filter(([key]) => !searched.has(key)));
  console.error(name);
  trialsByModel.set(name, await search(join(folder, trainer.module), fixed, wanted));
}
await writeFile(join(folder, 'tuning.md'), render(experiment, trialsByModel));
