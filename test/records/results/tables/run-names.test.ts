/** The same runs, with the model and the seed in names of files, folders or rows. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { MissingOptions } from '../../../../src/records/results/missing-options.ts';
import { readResults } from '../../../../src/records/results/read-results.ts';
import { compareFiles } from '../../../compare-results/compare-files.ts';
import { temporaryFolder } from '../../../support/temporary.ts';

const MODELS = { resnet: [0.81, 0.8, 0.83, 0.79, 0.82], vit: [0.83, 0.84, 0.85, 0.82, 0.83] };
const RUNS = Object.entries(MODELS).flatMap(([model, values]) =>
  values.map((value, at) => ({ model, seed: at + 1, value })),
);
const runFiles = (nameOf: (model: string, seed: number) => string) =>
  Object.fromEntries(
    RUNS.map(({ model, seed, value }) => [nameOf(model, seed), `accuracy\n${value}\n`] as const),
  );
const rows = (separator: string) =>
  `run,accuracy\n${RUNS.map(({ model, seed, value }) => `${model}${separator}${seed},${value}`).join('\n')}\n`;

test.each([
  ['one folder', runFiles((model, seed) => `flat/${model}_s${seed}.csv`), { seedColumn: 'file' }],
  ['a folder a model', runFiles((model, seed) => `${model}/${model}_s${seed}.csv`), { seedColumn: 'file' }],
  ['seeds in names', runFiles((model, seed) => `flat/${model}_seed${seed}.csv`), {}],
  ['names of runs', { 'a.csv': rows('_') }, { seedColumn: 'run' }],
  ['a file a run', runFiles((model, seed) => `${model}_${seed}.csv`), { seedColumn: 'file' }],
  ['names of runs with a word', { 'a.csv': rows('_seed') }, {}],
])('%s', async (_, files, options) => {
  const { comparisons } = await compareFiles(files, {
    baseline: 'resnet',
    metrics: ['accuracy'],
    ...options,
  });
  expect(comparisons).toMatchObject([{ variant: 'vit', pairing: 'seed', candidate: { n: 5 } }]);
  expect(comparisons[0]?.difference).toBeCloseTo(0.024, 10);
});

test('folds are no seeds', async () => {
  const folds = { 'a.csv': rows('_').replaceAll('_', ',').replace('run', 'model,fold') };
  const options = { baseline: 'resnet', metrics: ['accuracy'], seedColumn: 'fold' };
  await expect(compareFiles(folds, options)).rejects.toThrow('folds share training data');
});

test.each([['a.tex', '\\begin{tabular}{lc}\nmodel & acc \\\\\n', 'LaTeX']])(
  '%s says what cannot be read',
  async (name, text, message) => {
    await expect(compareFiles({ [name]: text })).rejects.toThrow(message);
  },
);

test.each([
  ['files', runFiles((model, seed) => `${model}_${seed}.csv`)],
  ['one folder', runFiles((model, seed) => `flat/${model}_s${seed}.csv`)],
  ['rows', { 'a.csv': rows('_') }],
])('numbers at the end of names of %s are asked about', async (_, files) => {
  const options = { baseline: 'resnet', metrics: ['accuracy'] };
  await expect(compareFiles(files, options)).rejects.toThrow(/--seed-column (file|run) --baseline resnet/);
});

test('a point among decimal commas is not taken for thousands without proof', async () => {
  const text = (last: string) => `model;seed;loss\na;1;0,51\na;2;0,62\nb;1;0,5\nb;2;${last}\n`;
  await expect(compareFiles({ 'a.csv': text('1.820') }, { directions: [] })).rejects.toThrow(
    'its point could be',
  );
  const { comparisons } = await compareFiles({ 'a.csv': text('1.820,5') }, { directions: [] });
  expect(comparisons[0]?.difference).toBeCloseTo((0.51 + 0.62 - 0.5 - 1820.5) / 2, 6);
});

test('a missing file is told by its own name', async () => {
  const files = Object.fromEntries(
    RUNS.map(
      ({ model, seed, value }) =>
        [`runs/${model}_seed${seed}/result.json`, `{"accuracy": ${value}}`] as const,
    ),
  );
  const { 'runs/vit_seed3/result.json': _, ...others } = files;
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries({ ...others, 'runs/vit_seed3/note.md.bak': '' })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const { rows: read } = await readResults(
    [{ file: 'runs', path: join(folder, 'runs') }],
    { baseline: undefined, metrics: [], variants: [] },
    new MissingOptions(),
  );
  const empty = read.find(({ record }) => record.metrics.test?.accuracy === undefined);
  expect(empty).toMatchObject({ file: 'runs/vit_seed3/result.json', record: { model: 'vit', seed: 3 } });
});
