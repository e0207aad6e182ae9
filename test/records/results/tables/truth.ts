/** Tables made from a truth: `compare` gives the true difference or refuses, and never gives another number. */
import { expect } from 'vitest';
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
    ...(random() < 0.5 ? size('seed', 1, 6) : size('run', 0.8, 5)),
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
  const several = (['fold', 'split', 'unknown'] as const).some((dimension) => sizes[dimension] !== undefined);
  if (several) return null;
  const last = rows.filter(({ at }) => at.step === undefined || at.step === (sizes.step as number) - 1);
  const meanOf = (model: string) => {
    const own = last.filter((row) => row.model === model).map(({ value }) => value);
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  };
  return meanOf('new') - meanOf('base');
}

interface Sheet {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: ReadonlyArray<readonly string[]>;
}

interface Written {
  readonly files: Readonly<Record<string, string | Buffer>>;
  /** What the call says besides the baseline. */
  readonly options: Parameters<typeof compareFiles>[1];
  /** Whether the encoding can be read. */
  readonly isKnown: boolean;
}

const LAYOUTS = ['rows', 'rows', 'models', 'seeds', 'runs', 'folders', 'long'] as const;

/** A layout of the rows, a form of the numbers, a syntax and an encoding. */
function write(truth: Truth, random: Random): Written {
  const pick = <Value>(values: readonly Value[]) => values[randomInteger(random, values.length)] as Value;
  const columns = Object.fromEntries(DIMENSIONS.map((one) => [one, pick(NAMES[one])])) as Record<
    Dimension,
    string
  >;
  const layout = pick(LAYOUTS);
  const spell = pick(SPELLINGS);
  const prefix = pick(['', '', 'metrics.', 'summary/']);
  const used = DIMENSIONS.filter((dimension) => truth.sizes[dimension] !== undefined);
  const keyOf = (row: Row, dimension: Dimension) => VALUES[dimension](row.at[dimension] as number);
  const records = truth.rows.map(
    (row): Record<string, string> => ({
      model: row.model,
      ...Object.fromEntries(used.map((dimension) => [columns[dimension], keyOf(row, dimension)])),
      [`${prefix}score`]: spell(row.value),
      [`${prefix}aux_score`]: spell(Number(random().toFixed(6))),
      seconds: random().toFixed(3),
    }),
  );
  if (random() < 0.5) shuffle(records, random);
  const sheets = SHEETS[layout]({ truth, records, columns, prefix, pick });
  const order = new Map<string, number>();
  const placeOf = (name: string) => order.get(name) ?? order.set(name, random()).get(name) ?? 0;
  const isShuffled = random() < 0.5;
  const syntax = pick(SYNTAXES);
  const { encode, isKnown } = pick(ENCODINGS);
  const files = sheets.map(({ name, records: own }) => {
    const header = [...new Set(own.flatMap((record) => Object.keys(record)))];
    if (isShuffled) header.sort((a, b) => placeOf(a) - placeOf(b));
    const rows = own.map((record) => header.map((column) => record[column] ?? ''));
    return [`${name}${syntax.extension}`, encode(syntax.write({ name, header, rows }))] as const;
  });
  return {
    files: Object.fromEntries(files),
    options: layout === 'folders' ? { seedColumn: 'file' } : {},
    isKnown,
  };
}

type Records = ReadonlyArray<Readonly<Record<string, string>>>;

interface Layout {
  readonly truth: Truth;
  readonly records: Records;
  readonly columns: Readonly<Record<Dimension, string>>;
  readonly prefix: string;
  readonly pick: <Value>(values: readonly Value[]) => Value;
}

type NamedRecords = ReadonlyArray<{ readonly name: string; readonly records: Records }>;

function split(
  records: Records,
  nameOf: (record: Readonly<Record<string, string>>) => string,
  without: readonly string[],
): NamedRecords {
  const names = [...new Set(records.map(nameOf))];
  const kept = (record: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(record).filter(([column]) => !without.includes(column)));
  return names.map((name) => ({
    name,
    records: records.filter((record) => nameOf(record) === name).map(kept),
  }));
}

const whole = ({ records }: Layout): NamedRecords => [{ name: 'a', records }];

const SHEETS: Readonly<Record<(typeof LAYOUTS)[number], (layout: Layout) => NamedRecords>> = {
  rows: whole,
  models: ({ records }) => split(records, ({ model = '' }) => model, ['model']),
  seeds: (layout) => {
    const { truth, records, columns, pick } = layout;
    if (truth.sizes.seed === undefined) return whole(layout);
    const form = pick(['all_seed', 'seed=', 'part.seed_']);
    return split(records, (record) => `${form}${record[columns.seed]}`, [columns.seed]);
  },
  runs: (layout) => {
    const { truth, records, columns, pick } = layout;
    if (truth.sizes.seed === undefined) return whole(layout);
    const form = pick(['_seed', '-seed-', '.seed=']);
    return split(records, (record) => `${record.model}${form}${record[columns.seed]}`, [
      'model',
      columns.seed,
    ]);
  },
  folders: ({ truth, records, columns, pick }) => {
    const across = truth.sizes.seed === undefined ? 'run' : 'seed';
    const form = pick(['', 'seed', 's', 'eval-']);
    return split(records, (record) => `${record.model}/${form}${record[columns[across]] ?? 1}`, [
      'model',
      columns[across],
    ]);
  },
  long: ({ records, prefix }) => [
    {
      name: 'a',
      records: records.flatMap(({ seconds: _, ...record }) => {
        const { [`${prefix}score`]: score = '', [`${prefix}aux_score`]: aux = '', ...keys } = record;
        return [
          { ...keys, metric: 'score', value: score },
          { ...keys, metric: 'aux_score', value: aux },
        ];
      }),
    },
  ],
};

const SPELLINGS: ReadonlyArray<(value: number) => string> = [
  String,
  String,
  (value) => value.toExponential(),
  (value) => `+${value}`,
  (value) => `${value}%`,
  (value) => `${value} %`.replace('.', ','),
  (value) => String(value).replace('.', ','),
  (value) => `0${value}`.replace('.', ','),
];

interface Syntax {
  readonly extension: string;
  readonly write: (sheet: Sheet) => string;
}

const lines = (delimiter: string) => (sheet: Sheet) =>
  [sheet.header, ...sheet.rows].map((row) => row.join(delimiter)).join('\n');
const objects = ({ header, rows }: Sheet) =>
  rows.map((row) =>
    Object.fromEntries(
      row.map((cell, at) => [header[at], cell === '' || Number.isNaN(Number(cell)) ? cell : Number(cell)]),
    ),
  );

const SYNTAXES: readonly Syntax[] = [
  { extension: '.csv', write: lines(',') },
  { extension: '.csv', write: lines(';') },
  { extension: '.tsv', write: lines('\t') },
  { extension: '.txt', write: lines('\t') },
  { extension: '.txt', write: lines('|') },
  {
    extension: '.csv',
    write: ({ name, header, rows }) =>
      lines(',')({ name, header, rows: rows.map((row) => row.map((cell) => `"${cell}"`)) }),
  },
  {
    extension: '.csv',
    write: ({ name, header, rows }) =>
      lines(';')({ name, header, rows: rows.flatMap((row, at) => (at === 1 ? [header, row] : [row])) }),
  },
  { extension: '.json', write: (sheet) => JSON.stringify(objects(sheet), null, 1) },
  {
    extension: '.jsonl',
    write: (sheet) =>
      objects(sheet)
        .map((row) => JSON.stringify(row))
        .join('\n'),
  },
];

const mark = Buffer.from([0xff, 0xfe]);
interface Encoding {
  readonly encode: (text: string) => Buffer;
  /** Some are refused with the encoding to save in. */
  readonly isKnown: boolean;
}

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const ENCODINGS: readonly Encoding[] = [
  { isKnown: true, encode: (text) => Buffer.from(text) },
  { isKnown: true, encode: (text) => Buffer.from(text) },
  { isKnown: true, encode: (text) => Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`) },
  { isKnown: true, encode: (text) => Buffer.concat([mark, utf16(text)]) },
  { isKnown: true, encode: (text) => Buffer.concat([mark, utf16(text)]).swap16() },
  { isKnown: false, encode: utf16 },
  {
    isKnown: false,
    encode: (text) => Buffer.from(`${text}\n`.replace('seconds', 'dur\u00e9e'), 'latin1'),
  },
];

async function ask({ files, options }: Written) {
  try {
    const { comparisons } = await compareFiles(files, { baseline: 'base', metrics: ['score'], ...options });
    return { difference: comparisons[0]?.difference ?? null, refusal: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { difference: null, refusal: error.message };
  }
}

/** @returns whether the truth decides, and whether `compare` gave its number */
export async function compareTruth(
  index: number,
): Promise<{ readonly decides: boolean; readonly isRead: boolean }> {
  const random = createRandom('identity', index);
  const truth = drawTruth(random);
  const written = write(truth, random);
  const { difference, refusal } = await ask(written);
  const files = Object.entries(written.files).map(([name, text]) => [name, String(text)]);
  const told = JSON.stringify({ sizes: truth.sizes, refusal, files }).slice(0, 900);
  if (truth.difference === null) expect(difference, told).toBe(null);
  else if (difference !== null) expect(difference, told).toBeCloseTo(truth.difference, 6);
  return { decides: truth.difference !== null && written.isKnown, isRead: difference !== null };
}
