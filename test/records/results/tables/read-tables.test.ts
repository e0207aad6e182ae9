import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readFiles } from '../result-rows.ts';

const EXPORTS = fileURLToPath(new URL('../../../../fixtures/exports/', import.meta.url));

/** Of the fixtures, by what the file is called. */
async function exported(...names: readonly string[]) {
  const files = await Promise.all(
    names.map(async (name) => [name, await readFile(`${EXPORTS}${name}`)] as const),
  );
  return readFiles(Object.fromEntries(files));
}

interface Digits {
  readonly model: string;
  readonly seed?: number;
  readonly val_accuracy?: number;
}

/** Twelve trainings of digits: the same in every export. */
const byModel = (runs: readonly Digits[]) =>
  runs
    .map(({ model, seed, val_accuracy }) => [model, seed, val_accuracy] as const)
    .sort(([a, s = 0], [b, t = 0]) => (a === b ? s - t : a < b ? -1 : 1));

describe('the same twelve runs are read from the export of', () => {
  test.each([
    ['TensorBoard, all scalars', 'tensorboard-scalars.csv'],
    ['W&B, the table of runs', 'after-source/wandb-runs.csv'],
    ['MLflow, the page', 'after-source/mlflow-page.csv'],
    ['Comet, metrics as JSON', 'after-source/comet-metrics.json'],
    ['Comet, the table of experiments', 'after-source/comet-experiments.csv'],
  ])('%s', async (_, name) => {
    const expected = byModel((await exported('mlflow-experiments.csv')).runs);
    expect(expected).toHaveLength(12);
    const runs = byModel((await exported(name)).runs);
    expect(runs.map(([model, seed]) => [model, seed])).toEqual(
      expected.map(([model, seed]) => [model, seed]),
    );
    for (const [index, [, , accuracy]] of runs.entries())
      expect(accuracy).toBeCloseTo(expected[index]?.[2] as number, 6);
  });

  test('Excel in German, to the digits that it shows', async () => {
    const { runs } = await exported('after-source/excel-german.csv');
    expect(runs).toHaveLength(12);
    expect(runs[0]).toEqual({ model: 'narrow', seed: 0, Accuracy: 48.72, Time: 1204.5 });
  });
});

test('runs that go on are left out, and said', async () => {
  const { notes } = await exported('after-source/wandb-runs.csv');
  expect(notes).toContain('1 run has not finished yet and is left out.');
});

const LONG = 'model,seed,metric,value\na,1,acc,0.5\na,1,loss,2\nb,1,acc,0.7\nb,1,loss,1\n';
const WIDE = [
  { model: 'a', seed: 1, acc: 0.5, loss: 2 },
  { model: 'b', seed: 1, acc: 0.7, loss: 1 },
];

describe('a run a row is made of', () => {
  test.each([
    ['columns of metrics and values', LONG],
    ['JSON as an array', JSON.stringify(WIDE, null, 2)],
    ['JSON around a list', JSON.stringify({ runs: WIDE })],
    ['JSON by columns', '{"model": ["a", "b"], "seed": [1, 1], "acc": [0.5, 0.7], "loss": [2, 1]}'],
    [
      'JSON by columns and row numbers',
      '{"model": {"0": "a", "1": "b"}, "seed": {"0": 1, "1": 1}, "acc": {"0": 0.5, "1": 0.7}, "loss": {"0": 2, "1": 1}}',
    ],
    [
      'JSON in two parts',
      '{"columns": ["model", "seed", "acc", "loss"], "data": [["a", 1, 0.5, 2], ["b", 1, 0.7, 1]]}',
    ],
    [
      'nested JSON',
      JSON.stringify(WIDE.map(({ model, seed, ...summary }) => ({ config: { model, seed }, summary }))),
    ],
    [
      "JSON of MLflow's REST interface",
      JSON.stringify({
        runs: WIDE.map(({ model, seed, acc, loss }) => ({
          info: { run_id: `${model}${seed}`, status: 'FINISHED' },
          data: {
            metrics: [
              { key: 'acc', value: acc, step: 7 },
              { key: 'loss', value: loss, step: 7 },
            ],
            params: [
              { key: 'model', value: model },
              { key: 'seed', value: String(seed) },
            ],
          },
        })),
      }),
    ],
    ['epochs', 'model,seed,epoch,acc,loss\na,1,0,0.1,5\na,1,1,,2\na,1,1.5,0.5,\nb,1,0,0.1,3\nb,1,1,0.7,1\n'],
    [
      'steps and metrics',
      'run,tag,step,value\na_seed1,acc,0,0\na_seed1,acc,1,0.5\na_seed1,loss,1,2\nb_seed1,acc,1,0.7\nb_seed1,loss,1,1\n',
    ],
    ['names of runs', 'Name,acc,loss\na-seed1,0.5,2\nb-seed1,0.7,1\n'],
    ['other words', 'Method,random_state,acc,loss\na,1,0.5,2\nb,1,0.7,1\n'],
  ])('%s', async (_, text) => {
    expect((await readFiles({ 'a.csv': text })).runs).toEqual(WIDE);
  });
});

const log = (value: number) => `epoch,val_f1\n1,0\n2,${value}\n`;

test.each([
  [
    'files whose names tell seeds, by the last step of each',
    { 'a_seed1.csv': log(0.1), 'a_seed2.csv': log(0.2), 'b_seed1.csv': log(0.3), 'b_seed2.csv': log(0.4) },
    ['a', 'b'],
    [1, 2],
    'val_f1',
  ],
])('two models under two seeds are read from %s', async (_, files, [one, other], [first, second], metric) => {
  expect((await readFiles(files)).runs).toEqual([
    { model: one, seed: first, [metric]: 0.1 },
    { model: one, seed: second, [metric]: 0.2 },
    { model: other, seed: first, [metric]: 0.3 },
    { model: other, seed: second, [metric]: 0.4 },
  ]);
});

describe('files without models', () => {
  test('are a model each, the first of which is the baseline', async () => {
    const { runs, firstArm } = await readFiles({
      'old.csv': 'seed,f1\n1,0.1\n2,0.2\n',
      'new.csv': 'seed,f1\n1,0.3\n',
    });
    expect(firstArm).toBe('old');
    expect(runs).toEqual([
      { model: 'old', seed: 1, f1: 0.1 },
      { model: 'old', seed: 2, f1: 0.2 },
      { model: 'new', seed: 1, f1: 0.3 },
    ]);
  });

  test('with seeds in them are a model each, whatever their names end with', async () => {
    const { runs, firstArm } = await readFiles({
      'net_s16.csv': 'seed,f1\n1,0.1\n',
      'net_s32.csv': 'seed,f1\n1,0.2\n',
    });
    expect(firstArm).toBe('net_s16');
    expect(runs.map(({ model, seed }) => [model, seed])).toEqual([
      ['net_s16', 1],
      ['net_s32', 1],
    ]);
  });

  test('that name one model may be told to be models of their own', async () => {
    const files = { 'old.csv': 'model,seed,f1\nm,1,0.1\n', 'new.csv': 'model,seed,f1\nm,1,0.2\n' };
    const { runs } = await readFiles(files, { modelColumn: 'file' });
    expect(runs.map(({ model }) => model)).toEqual(['old', 'new']);
  });
});

describe('columns that the call names', () => {
  test('are the model and the seed', async () => {
    const text = 'who,nr,model,acc\nx,4,m,0.5\n';
    const { runs } = await readFiles({ 'a.csv': text }, { modelColumn: 'who', seedColumn: 'nr' });
    expect(runs).toEqual([{ model: 'x', seed: 4, acc: 0.5 }]);
  });

  test('are the metric and its value', async () => {
    const text = 'model,seed,what,much\na,1,f1,0.5\n';
    const options = { metricColumn: 'what', valueColumn: 'much' };
    expect((await readFiles({ 'a.csv': text }, options)).runs).toEqual([{ model: 'a', seed: 1, f1: 0.5 }]);
  });

  test('have to be there', async () => {
    const read = (options: Parameters<typeof readFiles>[1]) =>
      readFiles({ 'a.csv': 'model,seed,f1\na,1,1\n' }, options);
    await expect(read({ modelColumn: 'modell' })).rejects.toThrow(
      '--model-column: a.csv has no column "modell"; it has "model", "seed", "f1"; did you mean "model"?',
    );
    await expect(read({ seedColumn: 'sed' })).rejects.toThrow('did you mean "seed"?');
    await expect(read({ metricColumn: 'x' })).rejects.toThrow('--metric-column: a.csv has no column "x"');
  });
});

describe('what people write around their runs', () => {
  test('are headers of several lines', async () => {
    const { runs } = await readFiles({ 'a.csv': 'model,seed,"f1\n(macro)"\na,1,2\n' });
    expect(runs).toEqual([{ model: 'a', seed: 1, 'f1 (macro)': 2 }]);
  });

  test('are the word seed in its column, and means below the runs', async () => {
    const { runs, notes } = await readFiles({
      'a.csv': 'model,seed,f1\na,seed0,1\na,s1,2\na,mean,1.5\na,std,0.7\n',
    });
    expect(runs).toEqual([
      { model: 'a', seed: 0, f1: 1 },
      { model: 'a', seed: 1, f1: 2 },
    ]);
    expect(notes).toEqual(['Summary rows are left out: "mean", "std".']);
  });

  test('are notes beside each value', async () => {
    const text = 'model,seed,metric,value,notes\na,1,f1,0.5,x\na,1,loss,2,y\n';
    expect((await readFiles({ 'a.csv': text })).runs).toEqual([{ model: 'a', seed: 1, f1: 0.5, loss: 2 }]);
  });
});

describe('refused is', () => {
  test.each([
    ['a column a model', 'seed,base,head\n1,0.5,0.6\n', 'write a row for each run of a model'],
    [
      'a value that appears twice',
      `${LONG}a,1,acc,0.9\n`,
      'a.csv:6: the metric "acc" appears twice for one run, also on line 2',
    ],
    [
      'seeds that differ',
      'model,data_seed,train_seed,x\na,1,2,3\n',
      'could all be the seed; name one with --seed-column',
    ],
    [
      'a column that would steer a terminal',
      '\u001b[31mwho,x\na,1\n',
      'a.csv: the column "\\u001b[31mwho" cannot be used',
    ],
    ['a workbook', 'PK\u0003\u0004...', 'a.csv: is an Excel workbook'],
    ['no column of models', 'acc,loss\n1,2\n', 'a.csv:1: the header has no column "model"'],
  ])('%s', async (_, text, message) => {
    await expect(readFiles({ 'a.csv': text })).rejects.toThrow(message);
  });
});

test('a number in the name of a model is no seed', async () => {
  const { runs } = await readFiles({ 'a.csv': 'model,f1\nnet_s1,0.1\nnet_s2,0.2\n' });
  expect(runs).toEqual([
    { model: 'net_s1', f1: 0.1 },
    { model: 'net_s2', f1: 0.2 },
  ]);
});

test('numbers in a column called key name no metrics', async () => {
  const { runs } = await readFiles({ 'a.csv': 'model,seed,key,value\na,1,7,0.5\nb,1,8,0.7\n' });
  expect(runs).toEqual([
    { model: 'a', seed: 1, key: 7, value: 0.5 },
    { model: 'b', seed: 1, key: 8, value: 0.7 },
  ]);
});

describe('a table of steps', () => {
  test('has a curve a run, with the losses by split', async () => {
    const text =
      'model,seed,epoch,loss,val_loss,test_acc\na,1,2,0.4,0.6,0.9\na,1,1,0.5,0.7,0.8\nb,1,1,0.5,0.7,0.8\n';
    const { rows } = await readFiles({ 'a.csv': text });
    expect(rows.map(({ record }) => record.curves)).toEqual([
      [
        { epoch: 1, train: { loss: 0.5 }, validation: { loss: 0.7 } },
        { epoch: 2, train: { loss: 0.4 }, validation: { loss: 0.6 } },
      ],
      [{ epoch: 1, train: { loss: 0.5 }, validation: { loss: 0.7 } }],
    ]);
    expect(rows[0]?.record.metrics.test).toEqual({ loss: 0.4, val_loss: 0.6, test_acc: 0.9 });
  });

  test('without seeds has runs that begin where a step goes back', async () => {
    const text = 'model,epoch,f1\na,1,0.1\na,2,0.2\na,1,0.3\na,2,0.4\n';
    expect((await readFiles({ 'a.csv': text })).runs).toEqual([
      { model: 'a', f1: 0.2 },
      { model: 'a', f1: 0.4 },
    ]);
  });

  test('without seeds, sorted otherwise, has a run for each row at the last step', async () => {
    const text = 'Agent,Iteration,f1\na,1,0.1\na,1,0.2\na,2,0.3\na,2,0.4\n';
    expect((await readFiles({ 'a.csv': text }, { modelColumn: 'Agent' })).runs).toEqual([
      { model: 'a', f1: 0.3 },
      { model: 'a', f1: 0.4 },
    ]);
  });

  test('tells where each metric of a run ends, unless the call takes the last', async () => {
    const text = 'model,seed,step,f1,loss\na,1,1,0.5,2\na,1,3,,1\n';
    const ends = async (options: Parameters<typeof readFiles>[1]) =>
      (await readFiles({ 'a.csv': text }, options)).rows[0]?.source?.ends;
    expect(await ends({})).toEqual({
      axis: 'step',
      at: new Map([
        ['f1', 1],
        ['loss', 3],
      ]),
    });
    expect(await ends({ where: [{ column: 'step', value: 'last' }] })).toBe(null);
  });

  test('with two rows of a step that differ is refused', async () => {
    const text = 'model,seed,step,f1,mode\na,1,1,0.5,x\na,1,1,0.6,y\n';
    await expect(readFiles({ 'a.csv': text })).rejects.toThrow(
      'a.csv:3: this run has another row at step 1, on line 2: they differ in "mode" ("x", "y"). Choose with --where "mode=x"',
    );
  });
});

test.each([
  ['pandas', '  model  seed  accuracy\n0     a     1    0.8012\n1     b     1    0.8112\n'],
  ['psql', ' model | seed | accuracy \n-------+------+----------\n a     |    1 |   0.8012\n(1 row)\n'],
  ['Markdown', '| model | seed | accuracy |\n| --- | --- | --- |\n| a | 1 | 0.8012 |\n'],
  ['Polars', 'shape: (1, 1)\n┌───────┐\n│ model │\n╞═══════╡\n│ a     │\n└───────┘\n'],
  ['a log', 'epoch 1 accuracy: 0.5\nepoch 2 accuracy: 0.6\n'],
  ['one line of a log', 'final accuracy: 0.5\n'],
])('what prints is refused with how to save it: %s', async (_, text) => {
  await expect(readFiles({ 'a.txt': text })).rejects.toThrow(
    /^a\.txt:1: is printed text, .* df\.to_csv\("results\.csv"\)/,
  );
});

test.each([
  ['a value without a name', 'model,seed,f1,\na,1,0,83\n', 'a.csv:2: "83" stands in a column without a name'],
  [
    'a second header in another order',
    'model,f1,loss\na,1,2\nmodel,loss,f1\na,2,1\n',
    'a.csv:3: is a second header',
  ],
  [
    'a second header with more columns',
    'model,f1\na,1\nmodel,f1,loss\na,2,1\n',
    'a.csv:3: does not have as many cells',
  ],
])('%s is refused', async (_, text, message) => {
  await expect(readFiles({ 'a.csv': text })).rejects.toThrow(message);
});

test('a single column, and names that end with a number, are no printed table', async () => {
  await expect(readFiles({ 'a.csv': 'accuracy\n0.8\n0.9\n' })).rejects.toThrow('has no column "model"');
  const { runs } = await readFiles({ 'a.csv': 'accuracy;model\n0.8;run 1\n0.9;run 2\n' });
  expect(runs.map(({ model }) => model)).toEqual(['run 1', 'run 2']);
});
