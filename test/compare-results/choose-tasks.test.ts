/** Tasks × seeds in the layouts of published tables, made from a truth: the mean difference over the tasks, or what to do instead. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { compareResults } from '../../src/compare-results.ts';
import { mean } from '../../src/stats/describe.ts';
import { createRandom, type Random, randomInteger, shuffle } from '../../src/stats/random.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { compareFiles } from './compare-files.ts';

interface Cell {
  readonly model: string;
  readonly task: string;
  readonly seed: number;
  readonly value: number;
}
type Cells = readonly Cell[];
type Options = NonNullable<Parameters<typeof compareFiles>[1]>;

interface Written {
  readonly files: Readonly<Record<string, string>>;
  readonly options?: Options;
  /** The cells that count, if not all. */
  readonly counted?: Cells;
}

const MODELS = ['a', 'b'];
const NAMES = [
  'wine',
  'CoLA',
  'SST-2',
  'Wine, red',
  '8×8 digits',
  'Blüte „rot"',
  '数据集',
  '40981',
  '7',
  'env/Ant-v4',
];

function draw(random: Random, names: readonly string[] = NAMES): Cell[] {
  const order = [...names];
  shuffle(order, random);
  const tasks = order.slice(0, 3 + randomInteger(random, 4));
  const seeds = 2 + randomInteger(random, 4);
  return tasks.flatMap((task, at) =>
    MODELS.flatMap((model) =>
      Array.from({ length: seeds }, (_, index) => ({
        model,
        task,
        seed: 11 + 7 * index,
        value: round(0.5 + 0.04 * at + (model === 'b' ? 0.01 * (1 + (at % 3)) : 0) + 0.02 * random()),
      })),
    ),
  );
}

const round = (value: number) => Number(value.toFixed(5));
const unique = <Value>(values: readonly Value[]) => [...new Set(values)];
const tasksIn = (cells: Cells) => unique(cells.map(({ task }) => task));
const seedsIn = (cells: Cells) => unique(cells.map(({ seed }) => seed));
const cellOf = (cells: Cells, model: string, task: string, seed: number) =>
  cells.find((cell) => cell.model === model && cell.task === task && cell.seed === seed)?.value ?? '';

function trueDifference(cells: Cells): number {
  const meanOf = (task: string, model: string) =>
    mean(cells.filter((cell) => cell.task === task && cell.model === model).map(({ value }) => value));
  return mean(tasksIn(cells).map((task) => meanOf(task, 'b') - meanOf(task, 'a')));
}

type Row = ReadonlyArray<string | number>;
const quoted = (cell: string | number) =>
  /[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell);
const csv = (rows: readonly Row[]) => `${rows.map((row) => row.map(quoted).join(',')).join('\n')}\n`;
const plain = (cells: Cells, columns: Row = ['model', 'task', 'seed', 'accuracy']) =>
  csv([columns, ...cells.map(({ model, task, seed, value }) => [model, task, seed, value])]);
const lone = (text: string, options: Options = {}): Written => ({ files: { 'table.csv': text }, options });
const toTask = (cells: Cells, at: number, change: (cell: Cell) => Partial<Cell>): Cell[] =>
  cells.map((cell) => (cell.task === tasksIn(cells)[at] ? { ...cell, ...change(cell) } : cell));

/** Models and seeds as rows, tasks as columns. */
const wide = (cells: Cells, columnOf = (task: string) => task): Row[] => [
  ['model', 'seed', ...tasksIn(cells).map(columnOf)],
  ...MODELS.flatMap((model) =>
    seedsIn(cells).map((seed) => [
      model,
      seed,
      ...tasksIn(cells).map((task) => cellOf(cells, model, task, seed)),
    ]),
  ),
];
const FILES: Options = { taskColumn: 'file', metrics: ['accuracy'] };
const perTask = (cells: Cells, textOf: (own: Cells) => string): Written['files'] =>
  Object.fromEntries(
    tasksIn(cells).map((task, at) => [
      `set${'abcdefg'[at]}.csv`,
      textOf(cells.filter((cell) => cell.task === task)),
    ]),
  );
const inFolders = (cells: Cells, pathOf: (cell: Cell) => string, folders: string): Written => ({
  files: Object.fromEntries(
    cells.map((cell) => [`r/${pathOf(cell)}`, JSON.stringify({ accuracy: cell.value })]),
  ),
  options: { folders },
});
const tablesInFolders = (cells: Cells, pathOf: (cell: Cell) => string, folders: string): Written => ({
  files: Object.fromEntries(
    unique(cells.map(pathOf)).map((path) => [
      `r/${path}.csv`,
      csv([
        ['seed', 'accuracy'],
        ...cells.filter((cell) => pathOf(cell) === path).map(({ seed, value }) => [seed, value]),
      ]),
    ]),
  ),
  options: { folders },
});
const averaged = (cells: Cells, name: string): Cell[] => [
  ...cells,
  ...MODELS.flatMap((model) =>
    seedsIn(cells).map((seed) => ({
      ...{ model, task: name, seed },
      value: round(mean(tasksIn(cells).map((task) => Number(cellOf(cells, model, task, seed))))),
    })),
  ),
];

/** Names that can be folders and columns everywhere. */
const SIMPLE = ['wine', 'digits', 'iris', 'cola', 'rte', 'mnist'];

const RIGHT: Readonly<Record<string, (cells: Cells, random: Random) => Written>> = {
  'a row a run, in any order': (cells, random) => {
    const rows = [...cells];
    shuffle(rows, random);
    return lone(plain(rows, ['method', 'Dataset', 'random_state', 'accuracy']));
  },
  'spaces behind names': (cells) =>
    lone(plain(cells.map((cell) => (cell.model === 'a' ? { ...cell, task: `${cell.task} ` } : cell)))),
  'a column that no name tells': (cells) =>
    lone(plain(cells, ['model', 'name of set', 'seed', 'accuracy']), { taskColumn: 'name of set' }),
  'numbers as tasks': (cells) =>
    lone(
      plain(
        cells.map((cell) => ({ ...cell, task: String(40_000 + tasksIn(cells).indexOf(cell.task)) })),
        ['model', 'task_id', 'seed', 'accuracy'],
      ),
    ),
  'a row a value': (cells) =>
    lone(
      csv([
        ['model', 'task', 'seed', 'metric', 'value'],
        ...cells.map(({ model, task, seed, value }) => [model, task, seed, 'accuracy', value]),
      ]),
    ),
  'runs without seeds': (cells) =>
    lone(
      csv([['model', 'task', 'accuracy'], ...cells.map(({ model, task, value }) => [model, task, value])]),
    ),
  'two tasks at the ceiling': (cells) => {
    const flat = [0, 1].reduce<Cells>((own, at) => toTask(own, at, () => ({ value: 1 })), cells);
    return { ...lone(plain(flat)), counted: flat };
  },
  'a file a task': (cells) => ({
    files: perTask(cells, (own) =>
      csv([['model', 'seed', 'accuracy'], ...own.map(({ model, seed, value }) => [model, seed, value])]),
    ),
    options: FILES,
  }),
  'a file a model': (cells) => ({
    files: Object.fromEntries(
      MODELS.map((model) => [
        `${model}.csv`,
        csv([
          ['task', 'seed', 'accuracy'],
          ...cells.flatMap((cell) => (cell.model === model ? [[cell.task, cell.seed, cell.value]] : [])),
        ]),
      ]),
    ),
  }),
  'folders model/task/seed': (cells) =>
    inFolders(cells, ({ model, task, seed }) => `${model}/${task}/${seed}/report.json`, 'model/task/seed'),
  'folders task/model/seed': (cells) =>
    inFolders(
      cells,
      ({ model, task, seed }) => `${task}/${model}/seed_${seed}/report.json`,
      'task/model/seed',
    ),
  'files of seeds in model/task': (cells) =>
    inFolders(cells, ({ model, task, seed }) => `${model}/${task}/seed_${seed}.json`, 'model/task/seed'),
  'files of tasks in folders of models': (cells) =>
    tablesInFolders(cells, ({ model, task }) => `${model}/${task}`, 'model/task'),
  'files of models in folders of tasks': (cells) =>
    tablesInFolders(cells, ({ model, task }) => `${task}/${model}`, 'task/model'),
  'a row of means': (cells) => lone(plain(averaged(cells, 'Average'))),
  'suites and tasks, whose names repeat': (cells) =>
    lone(
      csv([
        ['model', 'suite', 'task', 'seed', 'accuracy'],
        ...cells.map(({ model, task, seed, value }) => {
          const at = tasksIn(cells).indexOf(task);
          return [model, `suite ${at % 2}`, `task ${Math.floor(at / 2)}`, seed, value];
        }),
      ]),
    ),
  'other seeds on each task': (cells) =>
    lone(
      plain(cells.map((cell) => ({ ...cell, seed: cell.seed + 100 * tasksIn(cells).indexOf(cell.task) }))),
    ),
  'a task that one model lacks': (cells) => {
    const [task] = tasksIn(cells);
    return {
      ...lone(plain(cells.filter((cell) => cell.task !== task || cell.model === 'a'))),
      counted: cells.filter((cell) => cell.task !== task),
    };
  },
  'another metric on one task': (cells) => {
    const [task] = tasksIn(cells);
    return {
      ...lone(
        csv([
          ['model', 'task', 'seed', 'accuracy', 'f1'],
          ...cells.map((cell) => [
            cell.model,
            cell.task,
            cell.seed,
            ...(cell.task === task ? ['', cell.value] : [cell.value, '']),
          ]),
        ]),
        { metrics: ['accuracy'] },
      ),
      counted: cells.filter((cell) => cell.task !== task),
    };
  },
  'curves by epoch': (cells) =>
    lone(
      csv([
        ['model', 'task', 'seed', 'epoch', 'accuracy'],
        ...cells.flatMap(({ model, task, seed, value }) =>
          [1, 2, 3].map((epoch) => [model, task, seed, epoch, epoch === 3 ? value : 0.1 * epoch]),
        ),
      ]),
    ),
  'a split that is chosen': (cells) =>
    lone(
      csv([
        ['model', 'task', 'seed', 'split', 'accuracy'],
        ...cells.flatMap(({ model, task, seed, value }) => [
          [model, task, seed, 'val', 0.3],
          [model, task, seed, 'test', value],
        ]),
      ]),
      { where: [{ column: 'split', value: 'test' }] },
    ),
};

const REFUSED: Readonly<Record<string, readonly [write: (cells: Cells) => Written, message: RegExp]>> = {
  'a row a model and a column a task': [
    (cells) =>
      lone(
        csv(
          wide(cells)
            .filter((row, at) => at === 0 || row[1] === 11)
            .map(([model, , ...values]) => [model as string, ...values]),
        ),
      ),
    /write a row for each, with its name in a column "task"/,
  ],
  'a file a task without the option': [
    (cells) => ({
      files: perTask(cells, (own) =>
        csv([['model', 'seed', 'accuracy'], ...own.map(({ model, seed, value }) => [model, seed, value])]),
      ),
    }),
    /if each is another task, --task-column file/,
  ],
  'a column that tells of the model': [
    (cells) =>
      lone(
        csv([
          ['model', 'language', 'task', 'seed', 'accuracy'],
          ...cells.map(({ model, task, seed, value }) => [model, `of ${model}`, task, seed, value]),
        ]),
      ),
    /add --ignore/,
  ],
  'a path of each run': [
    (cells) =>
      lone(
        csv([
          ['model', 'task', 'data', 'seed', 'accuracy'],
          ...cells.map(({ model, task, seed, value }) => [
            model,
            task,
            `/${model}/${task}/${seed}`,
            seed,
            value,
          ]),
        ]),
      ),
    /share no task.*add --ignore/,
  ],
  'a loss that is as large as the metric': [
    (cells) => lone(plain(cells), { noTaskWorseThan: 1 }),
    /every loss would be allowed/,
  ],
  'means under the name of the suite': [
    (cells) => lone(plain(averaged(cells, 'GLUE'))),
    /accuracy of "GLUE" is the mean of all other tasks in every run/,
  ],
  'a row that may be a summary': [
    (cells) => lone(plain(averaged(cells, 'Overall'))),
    /may summarise the other rows/,
  ],
  'a task in percent': [
    (cells) => lone(plain(toTask(cells, 1, ({ value }) => ({ value: round(100 * value) })))),
    /a percentage next to/,
  ],
  'a task with a larger scale': [
    (cells) =>
      lone(
        plain(
          toTask(cells, 1, ({ value }) => ({ value: round(100 * value) })),
          ['model', 'task', 'seed', 'score'],
        ),
      ),
    /other scales on other tasks: its mean is/,
  ],
  'a task with the other sign': [
    (cells) =>
      lone(
        plain(
          toTask(cells, 1, ({ value }) => ({ value: -value })),
          ['model', 'task', 'seed', 'score'],
        ),
      ),
    /below 0 on .* and above 0 on/,
  ],
  'a task under two spellings': [
    (cells) =>
      lone(
        plain(toTask(cells, 1, ({ model, task }) => ({ task: model === 'b' ? task.toUpperCase() : task }))),
      ),
    /the tasks .* differ only in letter case, spaces or dashes/,
  ],
  'a model under two spellings': [
    (cells) => lone(plain(toTask(cells, 1, ({ model }) => ({ model: model.toUpperCase() })))),
    /the models .* differ only in letter case/,
  ],
  'cells that are merged': [
    (cells) => lone(plain(cells.map((cell, at) => (at % 2 === 0 ? cell : { ...cell, task: '' })))),
    /has no task, but other rows have one/,
  ],
  folds: [
    (cells) =>
      lone(
        csv([
          ['model', 'task', 'seed', 'fold', 'accuracy'],
          ...cells.flatMap(({ model, task, seed, value }) =>
            [1, 2].map((fold) => [model, task, seed, fold, value + fold / 100]),
          ),
        ]),
      ),
    /Folds share training data/,
  ],
  splits: [
    (cells) =>
      lone(
        csv([
          ['model', 'task', 'seed', 'split', 'accuracy'],
          ...cells.flatMap(({ model, task, seed, value }) =>
            ['val', 'test'].map((split) => [model, task, seed, split, value]),
          ),
        ]),
      ),
    /several splits/,
  ],
  'settings that differ': [
    (cells) =>
      lone(
        csv([
          ['model', 'task', 'seed', 'lr', 'accuracy'],
          ...cells.flatMap(({ model, task, seed, value }) =>
            [0.1, 0.01].map((lr) => [model, task, seed, lr, value + lr]),
          ),
        ]),
      ),
    /they differ in "lr"/,
  ],
  'means with their spread': [
    (cells) => lone(plain(cells).replaceAll(/(0\.\d+)$/gm, '$1 ± 0.01')),
    /a mean with its spread/,
  ],
};

async function compare({ files, options = {} }: Written) {
  if (!Object.keys(files).some((name) => name.startsWith('r/'))) return compareFiles(files, options);
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const none = { variants: [], metrics: [], secondary: [], directions: [], margins: [], failOn: [] };
  const rest = { alpha: undefined, design: undefined, failedRuns: undefined, outputDirectory: undefined };
  return (await compareResults({ baseline: 'a', ...none, ...rest, ...options, files: [join(folder, 'r')] }))
    .result;
}

const isOfFolders = (name: string) => /folders|files of/.test(name);

test.each(Object.entries(RIGHT).flatMap(([name, write]) => [0, 1].map((at) => ({ name, write, at }))))(
  'right: $name, $at',
  async ({ name, write, at }) => {
    const random = createRandom('layouts of tasks', name, at);
    const cells = draw(random, isOfFolders(name) ? SIMPLE : NAMES);
    const written = write(cells, random);
    const counted = written.counted ?? cells;
    const { comparisons, tasks } = await compare(written);
    expect(comparisons[0]?.difference).toBeCloseTo(trueDifference(counted), 9);
    expect(tasks?.names).toHaveLength(tasksIn(counted).length);
  },
);

test.each(Object.entries(REFUSED).map(([name, [write, message]]) => ({ name, write, message })))(
  'refused: $name',
  async ({ name, write, message }) => {
    const cells = draw(createRandom('refused layouts of tasks', name), SIMPLE);
    await expect(compare(write(cells))).rejects.toThrow(message);
  },
);

test('one seed of one task has no spread, and the reason names the task', async () => {
  const cells = draw(createRandom('one seed of a task'), SIMPLE);
  const [task] = tasksIn(cells);
  const { comparisons } = await compare(
    lone(plain(cells.filter((cell) => cell.task !== task || cell.seed === 11))),
  );
  expect(comparisons[0]).toMatchObject({
    difference: null,
    reason: expect.stringContaining(`${task} has one pair`),
  });
});
