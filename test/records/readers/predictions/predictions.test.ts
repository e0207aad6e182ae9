import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readPredictions } from '../../../../src/records/readers/predictions/predictions.ts';
import { canonicalPredictions } from '../../../../src/records/store/prediction-lines.ts';
import { temporaryFolder } from '../../../support/temporary.ts';

async function read(text: string, name = 'predictions.jsonl') {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, text);
  return readPredictions(path);
}

/** The same with arrays, to be compared. */
async function readPlain(text: string, name?: string) {
  const { splits, ...table } = await read(text, name);
  const plain = [...splits].map(([split, { labels, predictions, probabilities, ...others }]) => {
    const rows =
      probabilities === null
        ? null
        : [...Array(probabilities.length).keys()].map((row) => probabilities.at(row));
    return [
      split,
      { ...others, labels: [...labels], predictions: [...predictions], probabilities: rows },
    ] as const;
  });
  return { ...table, splits: new Map(plain) };
}

function lines(...rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

describe('other names for label, prediction and probabilities', () => {
  test.each([
    ['y_true,y_pred\n1,0\n', 'p.csv', null],
    ['target,pred\n1,0\n', 'p.csv', null],
    ['y_true,target,label,prediction\n7,7,1,0\n', 'p.csv', null],
    ['y_true,y_pred,prob_0,prob_1\n1,0,0.75,0.25\n', 'p.csv', [[0.75, 0.25]]],
    ['label,proba_0,proba_1\n1,0.75,0.25\n', 'p.csv', [[0.75, 0.25]]],
    ['label,prediction,p_0,p_1,p_value\n1,0,0.75,0.25,3\n', 'p.csv', null],
    ['label,p_0,p_1\n1,0.75,0.25\n', 'p.csv', [[0.75, 0.25]]],
    ['{"y_true":1,"y_pred":0}\n', 'p.jsonl', null],
    ['{"target":1,"pred":0}\n', 'p.jsonl', null],
  ])('%s', async (text, name, rows) => {
    const test = (await readPlain(text, name)).splits.get('test');
    expect([test?.labels, test?.predictions, test?.probabilities]).toEqual([[1], [0], rows]);
  });
});

describe('readPredictions', () => {
  it('reads JSON lines by split', async () => {
    const { splits, classes } = await readPlain(
      lines(
        { split: 'test', id: 'a', label: 1, prediction: 0, probabilities: [0.75, 0.25], slices: ['short'] },
        { split: 'val', id: 7, label: 0, prediction: 0, probabilities: [1, 0] },
        {
          split: 'test',
          label: 1,
          prediction: 1,
          probabilities: [0.5, 0.5],
          features: { length: 12, new: true },
        },
      ),
    );
    expect(classes).toBe(2);
    expect([...splits.keys()]).toEqual(['test', 'validation']);
    expect(splits.get('test')).toEqual({
      ids: ['a', '1'],
      labels: [1, 1],
      predictions: [0, 1],
      probabilities: [
        [0.75, 0.25],
        [0.5, 0.5],
      ],
      slices: new Map([['short', [0]]]),
      features: new Map([
        ['length', Float64Array.of(Number.NaN, 12)],
        ['new', Float64Array.of(Number.NaN, 1)],
      ]),
    });
    expect(splits.get('validation')?.ids).toEqual(['7']);
  });

  it('reads the same from CSV', async () => {
    const csv = `id,split,slices,probability_1,probability_0,label,prediction,feature_length
a,test,short,0.25,0.75,1,0,3
7,val,,0,1,0,0,
,test,,0.5,0.5,1,1,4.5
`;
    const both = { label: 1, split: 'test' };
    const json = lines(
      {
        ...both,
        id: 'a',
        prediction: 0,
        probabilities: [0.75, 0.25],
        slices: ['short'],
        features: { length: 3 },
      },
      { split: 'val', id: 7, label: 0, prediction: 0, probabilities: [1, 0] },
      { ...both, prediction: 1, probabilities: [0.5, 0.5], features: { length: 4.5 } },
    );
    expect(await readPlain(csv, 'predictions.csv')).toEqual(await readPlain(json));
  });

  it('takes rows without a split as test', async () => {
    expect([...(await readPlain(lines({ label: 1.5, prediction: 2 }))).splits.keys()]).toEqual(['test']);
  });

  it('numbers class names in their sorted order', async () => {
    const { splits, classes } = await readPlain(
      lines({ label: 'dog', prediction: 'cat' }, { label: 'cat', prediction: 'Zebra' }),
    );
    expect(classes).toBe(3);
    expect(splits.get('test')).toMatchObject({ labels: [2, 1], predictions: [1, 0] });
  });

  it('takes columns of probabilities that are named after classes in any order', async () => {
    const { splits, classes } = await readPlain(
      'label,probability_dog,probability_cat\ndog,0.9,0.1\ncat,0.2,0.8\n',
      'p.csv',
    );
    expect(classes).toBe(2);
    expect(splits.get('test')).toMatchObject({
      labels: [1, 0],
      predictions: [1, 0],
      probabilities: [
        [0.1, 0.9],
        [0.8, 0.2],
      ],
    });
  });

  it('keeps classes that look like numbers apart from their indices', async () => {
    const { splits } = await readPlain(
      'label,prediction,probability_20,probability_10\n20,10,0.1,0.9\n',
      'p.csv',
    );
    expect(splits.get('test')).toMatchObject({ labels: [1], predictions: [0], probabilities: [[0.9, 0.1]] });
  });

  it('keeps classes apart that are called 0.0 and 1.0, as pandas writes a column with gaps', async () => {
    const { splits, classes } = await readPlain(
      'label,prediction,probability_0.0,probability_1.0\n1.0,0.0,0.6,0.4\n0,0,0.9,0.1\n',
      'p.csv',
    );
    expect(classes).toBe(2);
    expect(splits.get('test')).toMatchObject({ labels: [1, 0], predictions: [0, 0] });
  });

  it('refuses two columns for one class', async () => {
    await expect(readPlain('label,probability_0,probability_0.0\n0,1,0\n', 'p.csv')).rejects.toThrow(
      'p.csv:1: the columns "probability_0" and "probability_0.0" are of one class',
    );
  });

  test.each([
    ['p.csv', 'id,label,prediction\n7,1,1\n007,1,1\n1e3,1,1\n9007199254740993,0,0\n9007199254740992,0,0\n'],
    [
      'p.jsonl',
      '{"id":7,"label":1,"prediction":1}\n{"id":"007","label":1,"prediction":1}\n{"id":"1e3","label":1,"prediction":1}\n{"label":0,"id": 9007199254740993,"prediction":0}\n{"id":9007199254740992,"label":0,"prediction":0}\n',
    ],
  ])('keeps ids as they stand there, however long: %s', async (name, text) => {
    const { splits } = await readPlain(text, name);
    expect(splits.get('test')?.ids).toEqual(['7', '007', '1e3', '9007199254740993', '9007199254740992']);
  });

  it('keeps classes apart whose numbers a double cannot tell apart', async () => {
    const { splits } = await readPlain('label,prediction\n9007199254740993,9007199254740992\n', 'p.csv');
    expect(splits.get('test')).toMatchObject({ labels: [1], predictions: [0] });
  });

  it('takes true and false as 1 and 0', async () => {
    const { splits } = await readPlain(lines({ label: true, prediction: false }));
    expect(splits.get('test')).toMatchObject({ labels: [1], predictions: [0] });
  });

  it('takes a single probability as that of class 1', async () => {
    const { splits, classes } = await readPlain(lines({ label: 1, probabilities: [0.75] }));
    expect(classes).toBe(2);
    expect(splits.get('test')).toMatchObject({ predictions: [1], probabilities: [[0.25, 0.75]] });
  });

  it('forgives probabilities the rounding of single precision', async () => {
    const { splits } = await readPlain(lines({ label: 1, probabilities: [-1e-8, 1.0000001] }));
    expect(splits.get('test')?.probabilities).toEqual([[0, 1]]);
  });

  test.each([
    ['is not JSON', '{"label":1,\n', 'predictions.jsonl:1: not valid JSON'],
    ['is a list', '[1,2]\n', 'predictions.jsonl:1: a line must be an object'],
    ['has no label', lines({ prediction: 1 }), 'predictions.jsonl:1: label is missing'],
    [
      'has no prediction',
      lines({ label: 1 }),
      'predictions.jsonl:1: prediction is missing, and there are no',
    ],
    [
      'has an unknown split',
      lines({ split: 'holdout', label: 1, prediction: 1 }),
      'predictions.jsonl:1: split must be train, validation, test or shifted, found "holdout"',
    ],
    [
      'has a list as label',
      lines({ label: [1], prediction: 1 }),
      'predictions.jsonl:1: label must be a number or a class name of at most 100 characters, found [1]',
    ],
    ['has a label that is NaN', '{"label":NaN,"prediction":1}', 'predictions.jsonl:1: label is NaN'],
    [
      'has logits',
      lines({ label: 1, probabilities: [-3, 4] }),
      'predictions.jsonl:1: probabilities[0] must be between 0 and 1, found -3; give probabilities, not logits',
    ],
    [
      'has words for probabilities',
      lines({ label: 1, probabilities: ['a'] }),
      'predictions.jsonl:1: probabilities[0] must be a number, found "a"',
    ],
    [
      'has a list of features',
      lines({ label: 1, prediction: 1, features: [0.5] }),
      'predictions.jsonl:1: features must be an object of numbers such as {"length": 12}, found [0.5]',
    ],
    [
      'has a feature in words',
      lines({ label: 1, prediction: 1, features: { colour: 'red' } }),
      'predictions.jsonl:1: the feature "colour" must be a finite number, found "red"',
    ],
    [
      'has a feature of a reserved name',
      lines({ label: 1, prediction: 1, features: { constructor: 1 } }),
      'predictions.jsonl:1: the feature name "constructor" is empty, too long or reserved',
    ],
    [
      'has features without end',
      lines({
        label: 1,
        prediction: 1,
        features: Object.fromEntries(Array.from({ length: 33 }, (_, at) => [`f${at}`, at])),
      }),
      'predictions.jsonl:1: more than 32 features',
    ],
    [
      'has no list of probabilities',
      lines({ label: 1, probabilities: 0.5 }),
      'predictions.jsonl:1: probabilities must be a list of numbers, found 0.5',
    ],
    [
      'has rows of two widths',
      lines({ label: 1, probabilities: [0, 1] }, { label: 1, probabilities: [0, 0, 1] }),
      'predictions.jsonl:2: 3 probabilities where the rows before have 2',
    ],
    [
      'has probabilities now and then',
      lines({ label: 1, prediction: 1 }, { label: 1, probabilities: [0, 1] }),
      'predictions.jsonl:2: probabilities must be given for all examples of a split or for none',
    ],
    [
      'has probabilities only at first',
      lines({ label: 1, probabilities: [0, 1] }, { label: 1, prediction: 1 }),
      'predictions.jsonl:2: probabilities must be given for all examples of a split or for none',
    ],
    [
      'has a label beyond the classes',
      lines({ label: 2, probabilities: [0, 1] }),
      'predictions.jsonl:1: label must be a class from 0 to 1, found 2',
    ],
    [
      'has class names for some of the columns',
      lines({ label: 'a', probabilities: [0, 1] }),
      'predictions.jsonl: 2 probabilities a row, but 1 class names',
    ],
    [
      'has a slice over two lines',
      lines({ label: 1, prediction: 1, slices: ['a\nb'] }),
      'predictions.jsonl:1: the slice name "a\\nb" is empty, too long or reserved',
    ],
    [
      'has slices that are no list',
      lines({ label: 1, prediction: 1, slices: 'short' }),
      'predictions.jsonl:1: slices must be a list of names, found "short"',
    ],
    [
      'has an id over two lines',
      lines({ label: 1, prediction: 1, id: 'a\nb' }),
      'predictions.jsonl:1: id must be a number or a text',
    ],
    [
      'has a prototype key',
      '{"label":1,"prediction":1,"__proto__":{}}',
      'predictions.jsonl:1: not valid JSON: the key "__proto__" is reserved',
    ],
    ['is empty', '\n\n', 'predictions.jsonl: holds no predictions'],
  ])('refuses a file that %s', async (_, text, message) => {
    await expect(readPlain(text)).rejects.toThrow(message);
  });

  it('refuses a label that is not among the classes of a header', async () => {
    await expect(readPlain('label,probability_cat,probability_dog\ncow,0.5,0.5\n', 'p.csv')).rejects.toThrow(
      'p.csv:2: label "cow" is none of the classes in the header (cat, dog)',
    );
  });

  test.each([
    [
      'named by columns',
      'p.csv',
      (names: string[]) => `label,${names.map((name) => `probability_${name}`)}\n`,
    ],
    [
      'as probabilities',
      'p.jsonl',
      (names: string[]) => lines({ label: 0, probabilities: names.map(() => 0) }),
    ],
    [
      'named by labels',
      'p.jsonl',
      (names: string[]) => lines(...names.map((name) => ({ label: `class ${name}`, prediction: 'class 0' }))),
    ],
  ])('refuses more than 10000 classes, %s', async (_, file, textOf) => {
    const names = Array.from({ length: 10_001 }, (_, index) => String(index));
    await expect(readPlain(textOf(names), file)).rejects.toThrow(
      /^p\.\w+(:1)?: more than 10000 classes; state the metrics in metrics\.json/,
    );
  });

  it('reads a CSV of many classes in columns of any order', async () => {
    const names = Array.from({ length: 2000 }, (_, index) => String(1999 - index));
    const row = names.map((name) => (name === '7' ? 1 : 0));
    const { splits, classes } = await readPlain(
      `label,${names.map((name) => `probability_${name}`)}\n${`7,${row}\n`.repeat(50)}`,
      'p.csv',
    );
    expect(classes).toBe(2000);
    expect(new Set(splits.get('test')?.predictions)).toEqual(new Set([7]));
  });

  it('refuses more than 1000 slices', async () => {
    const slices = Array.from({ length: 1001 }, (_, index) => `slice ${index}`);
    await expect(readPlain(lines({ label: 1, prediction: 1, slices }))).rejects.toThrow(
      'more than 1000 slices',
    );
  });
});

describe('canonicalPredictions', () => {
  /** By split, whichever came first. */
  const sorted = async (text: string) => new Map([...(await readPlain(text)).splits].sort());
  const probability = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => (value === 0 ? 0 : value));
  const row = fc.record({
    split: fc.constantFrom('train', 'validation', 'test', 'shifted'),
    label: fc.nat({ max: 2 }),
    prediction: fc.nat({ max: 2 }),
    probabilities: fc.tuple(probability, probability, probability),
    slices: fc.uniqueArray(fc.constantFrom('short', 'rare', 'digits')),
    features: fc.dictionary(
      fc.constantFrom('length', 'new', 'mean'),
      fc.double({ min: -9, max: 9, noNaN: true }),
    ),
  });

  it('is read as the same table again, and is then the same text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        const table = await read(lines(...rows));
        const text = [...canonicalPredictions(table)].join('');
        const again = await read(text);
        expect(await sorted(text)).toEqual(await sorted(lines(...rows)));
        expect([...canonicalPredictions(again)].join('')).toBe(text);
      }),
      { numRuns: 40 },
    );
  });
});
