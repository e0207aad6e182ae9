/** Tables made from a truth: `compare` gives the true difference or refuses, and never gives another number. */
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../../src/config/user-error.ts';
import { summaryIn } from '../../../../src/records/results/tables/column-names.ts';
import { createRandom } from '../../../../src/stats/random.ts';
import { compareTable } from '../../../compare-results/compare-files.ts';
import { compareTruth } from './truth.ts';

const decided = { read: 0, all: 0 };

test.each(Array.from({ length: 60 }, (_, index) => index))('files %i', async (index) => {
  const { decides, isRead } = await compareTruth(index);
  decided.all += decides ? 1 : 0;
  decided.read += decides && isRead ? 1 : 0;
});

test('most files that decide are read', () => {
  expect(decided.read / decided.all).toBeGreaterThan(0.5);
});

// Rows that summarise others, generated from a truth: they are left out or refused, and never count as runs or tasks.

const CERTAIN = [
  'mean',
  'Avg.',
  'AVERAGE:',
  'mean ± std',
  'macro avg',
  'Mean (4 seeds)',
  'std dev',
  'Ø',
  'Mean rank of runs',
  '平均',
];
const POSSIBLE = ['all', 'Overall', 'total', 'best', '95% CI', 'p-value', 'W/T/L'];
const OTHER = [
  'wine',
  'mean teacher',
  'max pooling',
  '7',
  'iris',
  'seeds',
  'standard',
  'overall_quality',
  '',
];

const TASKS = ['wine', 'iris', 'svhn', 'mnist', 'sonar', 'vowel'];
const random = createRandom('summary rows');
const draw = () => Number((0.5 + 0.4 * random()).toFixed(4));

type Cells = ReadonlyArray<string | number>;

/** Rows of each of two models, with a summary below them that no rounding explains. */
const SHEETS: Readonly<
  Record<string, (name: string, a: readonly number[], b: readonly number[]) => Cells[]>
> = {
  run: (name, a, b) => [
    ['model', 'run', 'x'],
    ...a.map((value, at) => ['a', at, value]),
    ['a', name, 0.1],
    ...b.map((value, at) => ['b', at, value]),
    ['b', name, 0.9],
  ],
  seed: (name, a, b) => [
    ['model', 'seed', 'x'],
    ...a.map((value, at) => ['a', at, value]),
    ...b.map((value, at) => ['b', at, value]),
    ['b', name, 0.9],
  ],
  task: (name, a, b) => [
    ['model', 'dataset', 'x'],
    ...TASKS.flatMap((task, at) => [
      ['a', task, a[at] ?? 0],
      ['b', task, b[at] ?? 0],
    ]),
    ['a', name, 0.1],
    ['b', name, 0.9],
  ],
};

async function differenceIn(cells: readonly Cells[], metrics: string[]) {
  const text = cells.map((row) => row.join(';')).join('\n');
  return (await compareTable(text, { metrics })).comparisons[0];
}

describe.each(Object.keys(SHEETS))('summaries by %s', (form) => {
  const sheet = SHEETS[form] as (typeof SHEETS)[string];
  const a = TASKS.map(draw);
  const b = TASKS.map(draw);
  const truth = b.reduce((sum, value, at) => sum + value - (a[at] as number), 0) / TASKS.length;

  test.each(CERTAIN)('%s is left out', async (name) => {
    const compared = await differenceIn(sheet(name, a, b), ['x']);
    expect(compared?.difference).toBeCloseTo(truth, 9);
    expect(compared).toMatchObject({ candidate: { n: TASKS.length } });
  });

  test.each(POSSIBLE)('%s is refused', async (name) => {
    await expect(differenceIn(sheet(name, a, b), ['x'])).rejects.toThrow(UserError);
  });
});

test('other names are of runs and tasks', () => {
  expect(OTHER.map(summaryIn)).toEqual(OTHER.map(() => null));
});

test('a model may be called like a mean of others', async () => {
  const rows = ['model,seed,x', 'a,1,0.1', 'a,2,0.2', 'weighted average,1,0.3', 'weighted average,2,0.5'];
  expect((await compareTable(rows.join('\n'))).comparisons[0]?.difference).toBeCloseTo(0.25, 9);
});

test('text under the name of a metric tells rows apart', async () => {
  const rows = ['a', 'b'].flatMap((model) => ['fp16', 'bf16'].map((kind) => `${model},${kind},${draw()}`));
  await expect(compareTable(['model,precision,x', ...rows].join('\n'), { metrics: ['x'] })).rejects.toThrow(
    'they differ in "precision" ("fp16", "bf16")',
  );
});

test.each([
  ['epoch', ['best', 'last']],
  ['step', ['10k', '20k']],
  ['rank', ['0', '1']],
  ['gpu_rank', ['0', '1']],
  ['worker_id', ['a', 'b']],
  ['shard', ['0', '1']],
])('rows without seeds that differ in %s are no runs', async (column, values) => {
  const rows = ['a', 'b'].flatMap((model) => values.map((value) => `${model},${value},${draw()}`));
  await expect(compareTable(`model,${column},x\n${rows.join('\n')}`, { metrics: ['x'] })).rejects.toThrow(
    `they differ in "${column}"`,
  );
});
