/** Tables made from a truth: `compare` gives the true difference or refuses, and never gives another number. */
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../../src/config/user-error.ts';
import { createRandom, type Random, randomInteger, shuffle } from '../../../../src/stats/random.ts';
import { compareFiles } from '../../../compare-results/compare-files.ts';

/** What a row is of, besides its model. */
const DIMENSIONS = ['seed', 'run', 'task', 'fold', 'split', 'step', 'unknown'] as const;
type Dimension = (typeof DIMENSIONS)[number];

const NAMES: Readonly<Record<Dimension, readonly string[]>> = {
  seed: ['seed', 'Seed', 'random_state', 'config.seed', 'train_seed'],
  run: ['run', 'trial', 'run_id', 'repetition'],
  task: ['dataset', 'Task', 'env_name', 'data_set', 'game', 'params.dataset'],
  fold: ['fold', 'cv_fold', 'split'],
  split: ['split', 'subset', 'phase'],
  step: ['step', 'epoch', 'Iteration', 'global_step', 'num_env_steps', 'trainer/global_step'],
  unknown: ['difficulty', 'prompt', 'checkpoint_kind', 'lr', 'n_train', 'noise', 'width'],
};
const VALUES: Readonly<Record<Dimension, (at: number) => string>> = {
  seed: (at) => String(11 + 7 * at),
  run: (at) => String(at),
  task: (at) => ['wine', 'digits', 'iris', 'cifar', 'mnist', 'svhn'][at] as string,
  fold: (at) => String(at),
  split: (at) => ['test', 'val', 'train'][at] as string,
  step: (at) => String(10 * (at + 1)),
  unknown: (at) => ['0.1', '0.5', '2', '8'][at] as string,
};

interface Row {
  readonly model: string;
  readonly at: Readonly<Partial<Record<Dimension, number>>>;
  readonly value: number;
}

interface Truth {
  readonly sizes: Readonly<Partial<Record<Dimension, number>>>;
  readonly rows: readonly Row[];
  /** Null where several numbers could be meant. */
  readonly difference: number | null;
}

function drawTruth(random: Random): Truth {
  const size = (dimension: Dimension, share: number, most: number) =>
    random() < share ? [[dimension, 2 + randomInteger(random, most - 1)] as const] : [];
  const sizes: Partial<Record<Dimension, number>> = Object.fromEntries([
    ...(random() < 0.5 ? size('seed', 1, 6) : size('run', 0.4, 5)),
    ...size('task', 0.25, 6),
    ...size('fold', 0.12, 4),
    ...size('split', 0.12, 3),
    ...size('step', 0.4, 4),
    ...size('unknown', 0.25, 4),
  ]);
  let cells: Array<Partial<Record<Dimension, number>>> = [{}];
  for (const [dimension, count] of Object.entries(sizes))
    cells = cells.flatMap((cell) => Array.from({ length: count }, (_, at) => ({ ...cell, [dimension]: at })));
  const rows = ['base', 'new'].flatMap((model) =>
    cells.map((at): Row => {
      const level =
        40 + 13 * (at.task ?? 0) + 5 * (at.step ?? 0) + 3 * (at.unknown ?? 0) + 7 * (at.split ?? 0);
      const effect = model === 'new' ? 1 + 2 * (at.step ?? 0) - 1.5 * (at.unknown ?? 0) - (at.split ?? 0) : 0;
      return { model, at, value: Number((level + effect + random()).toFixed(4)) };
    }),
  );
  return { sizes, rows, difference: trueDifference(sizes, rows) };
}

function trueDifference(sizes: Truth['sizes'], rows: readonly Row[]): number | null {
  const isOneRun = sizes.seed === undefined && sizes.run === undefined;
  const several = (['fold', 'split', 'unknown'] as const).some((dimension) => sizes[dimension] !== undefined);
  if (several || (sizes.task !== undefined && !isOneRun)) return null;
  const last = rows.filter(({ at }) => at.step === undefined || at.step === (sizes.step as number) - 1);
  const meanOf = (model: string) => {
    const own = last.filter((row) => row.model === model).map(({ value }) => value);
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  };
  return meanOf('new') - meanOf('base');
}

interface Written {
  readonly files: Readonly<Record<string, string>>;
  readonly columns: Readonly<Record<Dimension, string>>;
}

function write({ sizes, rows }: Truth, random: Random): Written {
  const pick = <Value>(values: readonly Value[]) => values[randomInteger(random, values.length)] as Value;
  const columns = Object.fromEntries(DIMENSIONS.map((one) => [one, pick(NAMES[one])])) as Written['columns'];
  const used = DIMENSIONS.filter((dimension) => sizes[dimension] !== undefined);
  const order = ['model', ...used, 'value', 'noise2', 'secs'];
  shuffle(order, random);
  if (random() < 0.5) order.sort((a, b) => Number(b === 'model') - Number(a === 'model'));
  const name = (column: string) =>
    ({ model: 'model', value: 'score', noise2: 'aux_score', secs: 'seconds' })[column] ??
    columns[column as Dimension];
  const noise = () => random().toFixed(6);
  const cellOf = (row: Row, column: string) => {
    if (column === 'model') return row.model;
    if (column === 'value') return String(row.value);
    if (column === 'noise2' || column === 'secs') return noise();
    return VALUES[column as Dimension](row.at[column as Dimension] as number);
  };
  const sorted = [...rows];
  if (random() < 0.5) shuffle(sorted, random);
  const table = sorted.map((row) => order.map((column) => cellOf(row, column)));
  const form = pick([
    'csv',
    'csv',
    'excel',
    'tab',
    'json',
    'jsonl',
    'markdown',
    'files',
    'long',
    'wide',
    'seeds',
  ] as const);
  const header = order.map(name);
  const lines = (delimiter: string, cells = table) =>
    [header, ...cells].map((row) => row.join(delimiter)).join('\n');
  const objects = table.map((row) => Object.fromEntries(row.map((cell, at) => [header[at], cell])));
  const asNumbers = (row: object) =>
    Object.fromEntries(
      Object.entries(row).map(([key, cell]) => [
        key,
        cell === '' || Number.isNaN(Number(cell)) ? cell : Number(cell),
      ]),
    );
  switch (form) {
    case 'excel':
      return {
        files: { 'a.csv': lines(';').replaceAll('.', ',').replaceAll('trainer,', 'trainer.') },
        columns,
      };
    case 'tab':
      return { files: { 'a.tsv': lines('\t') }, columns };
    case 'json':
      return { files: { 'a.json': JSON.stringify(objects.map(asNumbers), null, 1) }, columns };
    case 'jsonl':
      return {
        files: { 'a.jsonl': objects.map((row) => JSON.stringify(asNumbers(row))).join('\n') },
        columns,
      };
    case 'markdown': {
      const [first = '', ...others] = lines(' | ').split('\n');
      return {
        files: { 'a.md': [first, order.map(() => '---').join(' | '), ...others].join('\n') },
        columns,
      };
    }
    case 'files': {
      const at = order.indexOf('model');
      const without = (row: readonly string[]) => row.filter((_, index) => index !== at).join(',');
      const ofModel = (model: string) =>
        [without(header), ...table.filter((row) => row[at] === model).map(without)].join('\n');
      return { files: { 'base.csv': ofModel('base'), 'new.csv': ofModel('new') }, columns };
    }
    case 'long': {
      const keys = order.filter((column) => !['value', 'noise2', 'secs'].includes(column));
      const long = sorted.flatMap((row) =>
        [
          ['score', String(row.value)],
          ['aux_score', noise()],
        ].map((value) => [...keys.map((key) => cellOf(row, key)), ...value]),
      );
      return {
        files: {
          'a.csv': [[...keys.map(name), 'metric', 'value'], ...long].map((row) => row.join(',')).join('\n'),
        },
        columns,
      };
    }
    case 'wide': {
      const keyOf = (row: Row) => used.map((dimension) => cellOf(row, dimension)).join(',');
      const base = rows.filter(({ model }) => model === 'base');
      const others = new Map(
        rows.filter(({ model }) => model === 'new').map((row) => [keyOf(row), row.value]),
      );
      const wide = base.map((row) => [
        ...used.map((dimension) => cellOf(row, dimension)),
        row.value,
        others.get(keyOf(row)),
      ]);
      return {
        files: {
          'a.csv': [[...used.map((one) => columns[one]), 'base', 'new'], ...wide]
            .map((row) => row.join(','))
            .join('\n'),
        },
        columns,
      };
    }
    case 'seeds': {
      const across = sizes.seed === undefined ? 'run' : 'seed';
      if (sizes[across] === undefined) return { files: { 'a.csv': lines(',') }, columns };
      const keys = used.filter((dimension) => dimension !== across);
      const byKey = new Map<string, Row[]>();
      for (const row of rows) {
        const key = [row.model, ...keys.map((dimension) => cellOf(row, dimension))].join(',');
        byKey.set(key, [...(byKey.get(key) ?? []), row]);
      }
      const numbers = [...byKey.values()][0]?.map((row) => `${across}_${cellOf(row, across)}`) ?? [];
      const heads = ['model', ...keys.map((one) => columns[one]), ...numbers];
      const body = [...byKey].map(([key, own]) => [key, ...own.map(({ value }) => value)].join(','));
      return { files: { 'score.csv': [heads.join(','), ...body].join('\n') }, columns };
    }
    default:
      return { files: { 'a.csv': lines(',') }, columns };
  }
}

async function ask(written: Written, where: ReadonlyArray<{ column: string; value: string }> = []) {
  try {
    const { comparisons } = await compareFiles(written.files, {
      baseline: 'base',
      metrics: ['score'],
      where,
    });
    return { difference: comparisons[0]?.difference ?? null, refusal: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { difference: null, refusal: error.message };
  }
}

describe('the true difference or a refusal', () => {
  const counts = { read: 0, refused: 0 };
  test.each(Array.from({ length: 400 }, (_, index) => index))('of table %i', async (index) => {
    const random = createRandom('identity', index);
    const truth = drawTruth(random);
    const written = write(truth, random);
    const { difference, refusal } = await ask(written);
    const told = JSON.stringify({ sizes: truth.sizes, refusal, files: written.files }).slice(0, 600);
    if (truth.difference === null) expect(difference, told).toBe(null);
    else if (difference !== null) {
      counts.read += 1;
      expect(difference, told).toBeCloseTo(truth.difference, 6);
    } else if (refusal !== null) counts.refused += 1;
  });

  test('mostly of tables that decide is the difference', () => {
    expect(counts.read / (counts.read + counts.refused)).toBeGreaterThan(0.9);
  });
});
