import { expect, test } from 'vitest';
import { createRandom, randomInteger } from '../../../../src/stats/random.ts';
import { readFiles } from '../result-rows.ts';

const WORDS = ['Average', 'Mean', 'Avg.', 'Avg. rank', 'Median', 'Std', 'mean ± std'];
const TASK_COLUMNS = ['dataset', 'Task', 'env_name', 'benchmark', 'Language', 'corpus'];
const TASKS = ['iris', 'wine', 'digits', 'adult', 'heart', 'glass', 'yeast'];

type Cells = ReadonlyArray<readonly (string | number)[]>;

/** The spellings of one table. */
const SHEETS: Readonly<Record<string, (cells: Cells) => readonly [name: string, text: string]>> = {
  csv: (cells) => ['a.csv', cells.map((row) => row.join(',')).join('\n')],
  json: ([header = [], ...rows]) => [
    'a.json',
    JSON.stringify(rows.map((row) => Object.fromEntries(row.map((cell, at) => [String(header[at]), cell])))),
  ],
};

test('a summary row is no data set and no run, however the table is laid out', async () => {
  const random = createRandom('summary rows');
  for (let round = 0; round < 60; round += 1) {
    const pick = <One>(values: readonly One[]): One => values[randomInteger(random, values.length)] as One;
    const word = pick(WORDS);
    const column = pick(TASK_COLUMNS);
    const rows = TASKS.map(
      (task) => [task, Number(random().toFixed(3)), Number(random().toFixed(3))] as const,
    );
    const summary = [word, 0.5, 0.6] as const;
    const at = randomInteger(random, rows.length + 1);
    const all = [...rows.slice(0, at), summary, ...rows.slice(at)];
    const cells: Cells = [
      ['model', column, 'accuracy'],
      ...all.flatMap(([task, a, b]) => [['resnet', task, a] as const, ['vit', task, b] as const]),
    ];
    const kind = pick(Object.keys(SHEETS));
    const [name, text] = (SHEETS[kind] as (typeof SHEETS)[string])(cells);
    const { runs, notes } = await readFiles({ [name]: text }, { baseline: 'resnet', metrics: ['accuracy'] });
    const what = `${kind} ${JSON.stringify(cells)}`;
    const of = (model: string) =>
      runs
        .filter((run) => run.model === model)
        .map((run) => (run as unknown as { accuracy: number }).accuracy);
    expect(of('resnet').sort(), what).toEqual(rows.map(([, a]) => a).sort());
    expect(of('vit').sort(), what).toEqual(rows.map(([, , b]) => b).sort());
    expect(notes, what).toContain(`Summary rows are left out: ${JSON.stringify(word)}.`);
  }
});

test('a model that the call names, a setting and a chosen row are no summaries', async () => {
  const text =
    'model,seed,pooling,accuracy\nmean,1,max,0.1\nmean,2,mean,0.2\nknn,1,mean,0.3\nknn,2,max,0.4\n';
  expect((await readFiles({ 'a.csv': text }, { baseline: 'mean' })).runs).toHaveLength(4);
  const tasks = 'model,dataset,accuracy\na,iris,0.1\na,Average,0.2\nb,iris,0.3\nb,Average,0.4\n';
  const where = [{ column: 'dataset', value: 'Average' }];
  expect((await readFiles({ 'a.csv': tasks }, { where })).runs).toHaveLength(2);
});
