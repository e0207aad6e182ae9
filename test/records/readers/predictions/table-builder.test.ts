import { expect, it, test } from 'vitest';
import { refusal } from '../run-directory.ts';
import { lines, readPlain, readTable } from './prediction-file.ts';

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
  ['has no prediction', lines({ label: 1 }), 'predictions.jsonl:1: prediction is missing, and there are no'],
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
    'predictions.jsonl:2: 3 probabilities, but earlier rows have 2',
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
    'predictions.jsonl: 2 probabilities per row, but 1 class names',
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
    'predictions.jsonl:1: id must be a number or a string',
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
    'p.csv:2: label "cow" is not a class in the header (cat, dog)',
  );
});

test.each([
  ['named by columns', 'p.csv', (names: string[]) => `label,${names.map((name) => `probability_${name}`)}\n`],
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
    /^p\.\w+(:1)?: more than 10000 classes; write the metrics to metrics\.json/,
  );
});

it('refuses more than 1000 slices', async () => {
  const slices = Array.from({ length: 1001 }, (_, index) => `slice ${index}`);
  await expect(readPlain(lines({ label: 1, prediction: 1, slices }))).rejects.toThrow(
    'more than 1000 slices',
  );
});

it('refuses rows of several epochs, which would count each example several times', async () => {
  expect(await refusal({ 'p.csv': 'epoch,label,prediction\n1,1,1\n1,0,0\n2,1,1\n' })).toBe(
    'p.csv:4: epoch 2, but earlier rows have 1; write only the predictions of the last epoch',
  );
});

it('rows with scores beside rows with labels are refused', async () => {
  const text = lines({ id: 'a', scores: { em: 1 } }, { id: 'b', label: 1, prediction: 1 });
  await expect(readTable(text)).rejects.toThrow(
    'predictions.jsonl:2: all rows need a score, or all need label and prediction',
  );
});

it('rows of two epochs are refused', async () => {
  const text = lines({ epoch: 1, label: 1, prediction: 1 }, { epoch: 2, label: 1, prediction: 1 });
  await expect(readTable(text)).rejects.toThrow('epoch 2, but earlier rows have 1');
});
