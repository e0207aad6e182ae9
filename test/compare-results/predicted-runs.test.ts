/** Files of predictions, one of each model, through the whole comparison. */
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/stats/random.ts';
import { compareFiles } from './compare-files.ts';

const OPTIONS = { baseline: undefined, directions: [] };

/** Answers to questions of two classes; right with this chance. */
function answers(name: string, chance: number, questions = 200): string {
  const random = createRandom('answers', name);
  const rows = Array.from({ length: questions }, (_, id) => {
    const label = id % 3 === 0 ? 'yes' : 'no';
    const other = label === 'yes' ? 'no' : 'yes';
    return `${id},${label},${random() < chance ? label : other}`;
  });
  return `id,label,prediction\n${rows.join('\n')}\n`;
}

const scored = (name: string, better: number, rows = 200) => {
  const random = createRandom('scores', name);
  const graded = Array.from({ length: rows }, (_, row) => `q${row % 40},${random() + better}`);
  return `id,score\n${graded.join('\n')}\n`;
};

test('accuracy of two models, the first being the baseline, about these two', async () => {
  const result = await compareFiles({ 'old.csv': answers('a', 0.7), 'new.csv': answers('b', 0.9) }, OPTIONS);
  expect(result).toMatchObject({ verdict: 'improvement', scope: 'these-models' });
  expect(result.comparisons).toMatchObject([
    { variant: 'new', metric: 'accuracy', testExamples: 200, baseline: { n: 1 }, better: null },
  ]);
  expect(result.provenance.notices).toEqual([]);
});

test('which examples changed is told, by the names of their classes, with what the files show of them', async () => {
  const file = (predictions: readonly string[]) =>
    `id,label,prediction,show,prob_cat,prob_dog\n${predictions
      .map(
        (one, id) =>
          `x${id},${id < 3 ? 'cat' : 'dog'},${one},text ${id},${one === 'cat' ? '0.8,0.2' : '0.2,0.8'}`,
      )
      .join('\n')}\n`;
  const before = ['cat', 'cat', 'dog', 'dog', 'dog', 'cat'];
  const after = ['cat', 'dog', 'dog', 'dog', 'dog', 'dog'];
  const { details } = await compareFiles({ 'old.csv': file(before), 'new.csv': file(after) }, OPTIONS);
  expect(details?.classNames).toEqual(['cat', 'dog']);
  expect(details?.changes).toEqual([
    {
      ...{ variant: 'new', pairs: 1, newlyWrong: 1, newlyRight: 1 },
      confusion: [
        { label: 0, taken: 1, newlyWrong: 1, newlyRight: 0 },
        { label: 1, taken: 0, newlyWrong: 0, newlyRight: 1 },
      ],
      examples: [
        { id: 'x1', show: 'text 1', label: 0, before: 0, after: 1, rightBefore: 1, rightAfter: 0 },
        { id: 'x5', show: 'text 5', label: 1, before: 0, after: 1, rightBefore: 0, rightAfter: 1 },
      ],
    },
  ]);
  expect(details?.calibration.map(({ model, bins }) => [model, bins.length])).toEqual([
    ['old', 1],
    ['new', 1],
  ]);
});

test('files the other way round give the mirror image, whatever the order of their rows', async () => {
  const [one, other] = [answers('a', 0.7), answers('b', 0.9)];
  const [head = '', ...rows] = other.trim().split('\n');
  const shuffled = `${[head, ...rows.toReversed()].join('\n')}\n`;
  const forth = await compareFiles({ 'a.csv': one, 'b.csv': other }, OPTIONS);
  const back = await compareFiles({ 'b.csv': shuffled, 'a.csv': one }, OPTIONS);
  expect(back.verdict).toBe('regression');
  const [before, after] = [forth.comparisons[0], back.comparisons[0]];
  if (before?.difference == null || after?.difference == null) throw new Error('not measured');
  expect(after.difference).toBeCloseTo(-before.difference, 12);
  expect(after.pValue).toBeCloseTo(before.pValue, 12);
});

test('JSON lines are read as CSV is', async () => {
  const json = (text: string) =>
    text
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => {
        const [id, label, prediction] = row.split(',');
        return JSON.stringify({ id, label, prediction });
      })
      .join('\n');
  const [one, other] = [answers('a', 0.7), answers('b', 0.8)];
  const csv = await compareFiles({ 'a.csv': one, 'b.csv': other }, OPTIONS);
  const lines = await compareFiles({ 'a.jsonl': json(one), 'b.jsonl': json(other) }, OPTIONS);
  expect(lines.comparisons).toEqual(csv.comparisons);
});

test('scores of answers: each question counts once, however often it was asked', async () => {
  const result = await compareFiles({ 'a.csv': scored('a', 0), 'b.csv': scored('b', 0.3) }, OPTIONS);
  expect(result.comparisons).toMatchObject([
    { metric: 'score', verdict: 'improvement', testExamples: 200, crossed: { clusters: 40 } },
  ]);
  const down = await compareFiles(
    { 'a.csv': scored('a', 0), 'b.csv': scored('b', 0.3) },
    { ...OPTIONS, directions: [{ metric: null, value: 'minimize' }] },
  );
  expect(down.verdict).toBe('regression');
});

test('values are told by their error, also where one file holds whole ones only', async () => {
  const values = (shift: number) => (id: number) => `${id},${id % 7},${(id % 7) + shift * (1 + (id % 3))}`;
  const file = (row: (id: number) => string) =>
    `id,label,prediction\n${Array.from({ length: 60 }, (_, id) => row(id)).join('\n')}\n`;
  const result = await compareFiles({ 'a.csv': file(values(1)), 'b.csv': file(values(0.5)) }, OPTIONS);
  expect(result.comparisons).toMatchObject([{ metric: 'rmse', verdict: 'improvement' }]);
});

test('a metric that was asked for decides; the baseline may be another file', async () => {
  const files = { 'a.csv': answers('a', 0.7), 'b.csv': answers('b', 0.9), 'c.csv': answers('c', 0.7) };
  const result = await compareFiles(files, { ...OPTIONS, metrics: ['macro_f1'], baseline: 'b' });
  expect(result.comparisons.map(({ variant, metric, verdict }) => [variant, metric, verdict])).toEqual([
    ['a', 'macro_f1', 'regression'],
    ['c', 'macro_f1', 'regression'],
  ]);
});

test('two files with the same answers leave nothing to test', async () => {
  const same = answers('a', 0.7);
  const { comparisons } = await compareFiles({ 'a.csv': same, 'b.csv': same }, OPTIONS);
  expect(comparisons).toMatchObject([
    {
      verdict: 'inconclusive',
      reason:
        'both models have the same result on every test example, so there is no difference to test; use more test examples',
    },
  ]);
});

test('one model right and the other wrong on all of a few examples is told as such, and so is a full score of both', async () => {
  const all = (prediction: string) =>
    `id,label,prediction\n${['a', 'b', 'c'].map((id) => `${id},yes,${prediction}`).join('\n')}\n`;
  const [opposite] = (await compareFiles({ 'a.csv': all('no'), 'b.csv': all('yes') }, OPTIONS)).comparisons;
  expect(opposite).toMatchObject({ verdict: 'inconclusive', cause: 'constant' });
  expect(opposite?.reason).toContain('every test example differs by the same amount, 1');
  const [full] = (await compareFiles({ 'a.csv': all('yes'), 'b.csv': all('yes') }, OPTIONS)).comparisons;
  expect(full).toMatchObject({ verdict: 'inconclusive', cause: 'ceiling' });
});

/** Two classes with many examples and one with few; the models agree but for the answers to that one. */
function rare(few: number, isRight: boolean): string {
  const rows = Array.from({ length: 100 }, (_, example) => {
    const label = example < few ? 'rare' : example % 2 === 0 ? 'a' : 'b';
    return `${example},${label},${example < few && !isRight ? 'a' : label}`;
  });
  return `id,label,prediction\n${rows.join('\n')}\n`;
}

test.each([
  [2, 'inconclusive'],
  [3, 'inconclusive'],
  [12, 'improvement'],
])('macro-F1 that hangs on %i examples of a class is %s', async (few, verdict) => {
  const files = { 'a.csv': rare(few, false), 'b.csv': rare(few, true) };
  const [found] = (await compareFiles(files, { ...OPTIONS, metrics: ['macro_f1'] })).comparisons;
  expect(found).toMatchObject({ verdict, pValue: expect.any(Number) });
  if (verdict === 'inconclusive') expect(found?.reason).toContain(`only ${few} test examples`);
});

test('a class that only one model predicts decides nothing by itself', async () => {
  const some = (wrong: number) =>
    `id,label,prediction\n${Array.from({ length: 60 }, (_, id) => `${id},${id % 2 ? 'a' : 'b'},${id < wrong ? 'c' : id % 2 ? 'a' : 'b'}`).join('\n')}\n`;
  const [found] = (
    await compareFiles({ 'a.csv': some(0), 'b.csv': some(4) }, { ...OPTIONS, metrics: ['macro_f1'] })
  ).comparisons;
  expect(found?.verdict).toBe('inconclusive');
  expect(found?.reason).toContain('a class that is predicted has no test example');
});

describe('refused', () => {
  const good = answers('a', 0.7, 5);
  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    [
      'a column that is missing',
      { 'a.csv': good, 'b.csv': 'id,label\n1,yes\n' },
      /b\.csv: has the columns "id", "label", but .*a\.csv has predictions by example\. .* needs id, label and prediction/,
    ],
    ['no ids', { 'a.csv': good, 'b.csv': 'label,prediction\nyes,yes\n' }, /b\.csv: has no column "id"/],
    [
      'other ids',
      { 'a.csv': good, 'b.csv': good.replace('\n4,', '\n9,') },
      /b\.csv has no prediction for the example "4" of .*a\.csv$/,
    ],
    [
      'fewer rows',
      { 'a.csv': good, 'b.csv': answers('b', 1, 4) },
      /b\.csv has predictions for 4 examples, but .*a\.csv for 5$/,
    ],
    [
      'other labels',
      { 'a.csv': good, 'b.csv': good.replace('\n4,no', '\n4,yes') },
      /b\.csv and .*a\.csv have different labels for the example "4"$/,
    ],
    [
      'scores beside answers',
      { 'a.csv': good, 'b.csv': 'id,score\n1,0.5\n' },
      /needs id, label and prediction/,
    ],
    [
      'no score',
      { 'a.csv': 'id,score\n1,\n', 'b.csv': 'id,score\n1,1\n' },
      /a\.csv:2: score must be a number, found ""/,
    ],
    [
      'results beside predictions',
      { 'a.csv': good, 'b.csv': 'model,seed,x\nb,1,2\n' },
      /b\.csv: has the columns/,
    ],
  ])('%s', async (_, files, message) => {
    await expect(compareFiles(files, OPTIONS)).rejects.toThrow(message);
  });

  test('a design, as one run of each model has none', async () => {
    await expect(
      compareFiles({ 'a.csv': good, 'b.csv': answers('b', 0.5, 5) }, { ...OPTIONS, design: '6..25' }),
    ).rejects.toThrow(/^--design: works on tables of runs/);
  });
});

describe('a column of seeds', () => {
  const rows = (name: string, chance: number, seeds: number, examples: number) => {
    const random = createRandom('seeded', name);
    return Array.from({ length: seeds * examples }, (_, at) => {
      const label = at % 2;
      return {
        seed: Math.floor(at / examples),
        id: at % examples,
        label,
        prediction: random() < chance ? label : 1 - label,
      };
    });
  };
  const csv = (table: readonly object[]) =>
    [Object.keys(table[0] ?? {}), ...table.map((row) => Object.values(row))]
      .map((row) => row.join(','))
      .join('\n');

  test('makes runs of seeds × examples, for new seeds and new examples', async () => {
    const files = { 'old.csv': csv(rows('a', 0.7, 6, 50)), 'new.csv': csv(rows('b', 0.9, 6, 50)) };
    const result = await compareFiles(files, OPTIONS);
    expect(result.scope).toBe('new-examples');
    expect(result.comparisons).toMatchObject([
      {
        variant: 'new',
        metric: 'accuracy',
        pairing: 'seed',
        testExamples: 50,
        baseline: { n: 6 },
        candidate: { n: 6 },
      },
    ]);
  });

  test('with a column of models in one file is the same', async () => {
    const both = [
      ...rows('a', 0.7, 6, 50).map((row) => ({ model: 'old', ...row })),
      ...rows('b', 0.9, 6, 50).map((row) => ({ model: 'new', ...row })),
    ];
    const one = await compareFiles({ 'all.csv': csv(both) }, { ...OPTIONS, baseline: 'old' });
    const lines = both.map((row) => JSON.stringify(row)).join('\n');
    const other = await compareFiles({ 'all.jsonl': lines }, { ...OPTIONS, baseline: 'old' });
    const files = { 'old.csv': csv(rows('a', 0.7, 6, 50)), 'new.csv': csv(rows('b', 0.9, 6, 50)) };
    const apart = await compareFiles(files, OPTIONS);
    expect(one.comparisons).toEqual(apart.comparisons);
    expect(other.comparisons).toEqual(apart.comparisons);
  });

  test('in one file only is refused, and so are repeated ids that another column tells apart', async () => {
    const plain = csv(rows('a', 0.7, 1, 50).map(({ seed: _, ...row }) => row));
    await expect(
      compareFiles({ 'old.csv': plain, 'new.csv': csv(rows('b', 0.9, 2, 50)) }, OPTIONS),
    ).rejects.toThrow('has seeds, but');
    const folds = csv(rows('a', 0.7, 2, 50).map(({ seed, ...row }) => ({ fold: seed, ...row })));
    await expect(compareFiles({ 'old.csv': folds, 'new.csv': plain }, OPTIONS)).rejects.toThrow(
      'ids repeat, and "fold" may tell the rows apart',
    );
  });
});
