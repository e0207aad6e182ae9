/** Folders of results generated from a truth: each run gets its own number, or the call is refused. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { MissingOptions } from '../../../src/records/results/missing-options.ts';
import { readResults } from '../../../src/records/results/read-results.ts';
import type { ColumnOptions } from '../../../src/records/results/tables/table.ts';
import { createRandom } from '../../../src/stats/random.ts';

const CASES = 40;
const random = createRandom('result folders');
const below = (limit: number) => Math.floor(random() * limit);
const pick = <Value>(from: readonly Value[]) => from[below(from.length)] as Value;
const truth = () => (2_001 + below(7_900)) / 10_000;

async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'conclusive-folders-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

async function read(
  folder: string,
  folders?: string,
  names: readonly string[] = [''],
  more: Partial<ColumnOptions> = {},
) {
  const missing = new MissingOptions();
  const options = { baseline: undefined, metrics: [], variants: [], folders, ...more };
  const named = names.map((name) => ({ file: join('results', name), path: join(folder, name) }));
  const { rows } = await readResults(named, options, missing);
  const found = rows.map(({ record, gaps }) => [
    `${record.model} ${record.seed}`,
    record.metrics.test?.['test.accuracy'] ?? record.metrics.test?.accuracy ?? gaps.accuracy,
  ]);
  return { asked: missing.asked.map(({ option }) => option), values: Object.fromEntries(found) };
}

const MODELS = ['erm', 'group-dro', 'v2'];
const CONTENTS: ReadonlyArray<readonly [extension: string, write: (value: number, seed: number) => string]> =
  [
    ['json', (value) => JSON.stringify({ test: { accuracy: value, loss: 0.4 } })],
    ['json', (value, seed) => JSON.stringify({ config: { seed, lr: 0.1 }, accuracy: value })],
    ['json', (value) => JSON.stringify({ model: { name: 'resnet', depth: 18 }, seed: 99, accuracy: value })],
    ['jsonl', (value) => `{"epoch": 1, "accuracy": 0.1}\n{"epoch": 2, "accuracy": ${value}}\n`],
    ['csv', (value) => `epoch,accuracy\n1,0.1\n2,${value}\n`],
    ['csv', (value) => `accuracy,loss\n${value},0.3\n`],
  ];
/** How a seed is spelled in a path, and whether it names itself. */
const SEEDS: ReadonlyArray<readonly [spell: (seed: number) => string, isNamed: boolean]> = [
  [String, false],
  [(seed) => `seed_${seed}`, true],
  [(seed) => `seed=${seed}`, true],
  [(seed) => `s${seed}`, false],
];

describe('folders of results', () => {
  it('give model and seed in any order, with one option or by their own names', async () => {
    for (let count = 0; count < CASES; count += 1) {
      const [extension, write] = pick(CONTENTS);
      const [spell, isSeedNamed] = pick(SEEDS);
      const isModelNamed = below(2) === 0;
      const order = pick([
        ['model', 'seed'],
        ['seed', 'model'],
        ['model', '-', 'seed'],
        ['-', 'seed', 'model', '-'],
      ]);
      const isFile = order.at(-1) === 'seed' && below(3) === 0;
      const expected: Record<string, number> = {};
      const files: Record<string, string> = {};
      for (const model of MODELS) {
        for (const seed of [0, 3, 11]) {
          const value = truth();
          const parts = { model: isModelNamed ? `model=${model}` : model, seed: spell(seed), '-': 'eval' };
          const path = order.map((level) => parts[level as keyof typeof parts]).join('/');
          files[isFile ? `${path}.${extension}` : `${path}/report.${extension}`] = write(value, seed);
          if (!isFile) files[`${path}/config.json`] = '{"lr": 0.1}';
          expected[`${model} ${seed}`] = value;
        }
      }
      const folder = await folderOf(files);
      const said = `${Object.keys(files)}`;
      if (!isModelNamed) expect((await read(folder, order.join('/'))).values, said).toEqual(expected);
      const { asked, values } = await read(folder);
      expect(asked.includes('--folders'), said).toBe(!(isModelNamed && isSeedNamed));
      if (asked.length === 0) expect(values, said).toEqual(expected);
    }
  });

  it('of real trainings give each run its own number', async () => {
    const exports = fileURLToPath(new URL('../../../fixtures/exports/folders', import.meta.url));
    const options = { where: [{ column: 'task', value: 'wine' }] };
    const { values } = await read(exports, 'model/task/seed', [''], options);
    expect(Object.keys(values)).toHaveLength(10);
    expect(values).toMatchObject({ 'tree 0': 0.8472222222222222 });
  });

  const REPORTS = { 'a/0/report.json': '{"accuracy": 0.5}', 'b/0/report.json': '{"accuracy": 0.6}' };

  it('without the file have failed', async () => {
    const files = { ...REPORTS, 'a/1/report.json': '{"accuracy": 0.7}', 'b/1/error.txt': 'killed' };
    const { values } = await read(await folderOf(files), 'model/seed');
    expect(values).toEqual({ 'a 0': 0.5, 'a 1': 0.7, 'b 0': 0.6, 'b 1': '' });
  });

  it('may be named one by one', async () => {
    const folder = await folderOf({ ...REPORTS, 'a/0/other.json': '{}', 'b/0/other.json': '{}' });
    const { values } = await read(folder, 'model/seed', Object.keys(REPORTS));
    expect(values).toEqual({ 'a 0': 0.5, 'b 0': 0.6 });
  });

  it.each<[string, Readonly<Record<string, string>>, string, string]>([
    [
      'with two files each',
      { ...REPORTS, 'a/0/x.json': '{}', 'b/0/x.json': '{}' },
      'model/seed',
      'report.json and x.json',
    ],
    ['that the option leaves out', REPORTS, 'seed', 'does not say what "a", "b" are'],
    ['that differ where "-" stands', REPORTS, '-/seed', '"-" stands for "a", "b"'],
    ['of unequal depth', { ...REPORTS, 'c/report.json': '{}' }, 'model/seed', 'at different depths'],
    ['without results', { 'a/b/image.png': '' }, 'model', 'no other results'],
  ])('%s are refused', async (_, files, levels, message) => {
    await expect(read(await folderOf(files), levels)).rejects.toThrow(message);
  });
});

it('names the file of a run, not that of the first', async () => {
  const folder = await folderOf({
    'a/1/report.json': '{"accuracy": 0.5}',
    'a/2/report.json': '{"accuracy": 0.6}',
    'b/1/report.json': '{"accuracy": 0.5}',
    'b/x/report.json': '{"accuracy": 0.6}',
  });
  await expect(read(folder, 'model/seed')).rejects.toThrow(/b\/x\/report\.json.*seed must be a whole number/);
});

it.each([
  ['report_best.json', false],
  ['error.log', true],
])('with %s beside one result', async (other, isRead) => {
  const folder = await folderOf({
    'a/1/report.json': '{"accuracy": 0.5}',
    'a/2/report.json': '{"accuracy": 0.6}',
    [`b/1/${other}`]: '{"accuracy": 0.9}',
    'b/1/report.json': '{"accuracy": 0.5}',
    'b/2/report.json': '{"accuracy": 0.6}',
  });
  const reading = read(folder, 'model/seed');
  if (isRead) await reading;
  else
    await expect(reading).rejects.toThrow(/may be results: report\.json and report_best\.json; name those/);
});

describe('folders of folds', () => {
  it.each(['fold1', 'fold_1', 'cv_fold-1', 'Fold1'])('are no seeds: %s', async (name) => {
    const folder = await folderOf(
      Object.fromEntries(
        ['a', 'b'].flatMap((model) =>
          [1, 2].map((at) => [
            `${model}/${name.replace('1', String(at))}/r.json`,
            `{"accuracy": ${truth()}}`,
          ]),
        ),
      ),
    );
    await expect(read(folder, 'model/seed')).rejects.toThrow('are folds, whose results are not independent');
  });
});
