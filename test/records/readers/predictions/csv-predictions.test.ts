import { expect, it } from 'vitest';
import { lines, readPlain } from './prediction-file.ts';

it('reads the same from CSV', async () => {
  const csv = `id,cluster,split,slices,probability_1,probability_0,label,prediction,feature_length,show
a,p1,test,short,0.25,0.75,1,0,3,"first, second"
7,,val,,0,1,0,0,,
,7,test,,0.5,0.5,1,1,4.5,
`;
  const both = { label: 1, split: 'test' };
  const json = lines(
    {
      ...both,
      id: 'a',
      cluster: 'p1',
      prediction: 0,
      probabilities: [0.75, 0.25],
      slices: ['short'],
      features: { length: 3 },
      show: 'first, second',
    },
    { split: 'val', id: 7, label: 0, prediction: 0, probabilities: [1, 0] },
    { ...both, cluster: 7, prediction: 1, probabilities: [0.5, 0.5], features: { length: 4.5 } },
  );
  expect(await readPlain(csv, 'predictions.csv')).toEqual(await readPlain(json));
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
    'p.csv:1: the columns "probability_0" and "probability_0.0" mean the same class; remove one',
  );
});

it('keeps classes apart whose numbers a double cannot tell apart', async () => {
  const { splits } = await readPlain('label,prediction\n9007199254740993,9007199254740992\n', 'p.csv');
  expect(splits.get('test')).toMatchObject({ labels: [1], predictions: [0] });
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

it.each([
  ['a picture of another kind', 'data:image/gif;base64,R0lGODlh'],
  ['a picture that is cut off', 'iVBORw0KGgoAAAANSUhEUg'],
])('refuses %s, and says what may be shown', async (_, show) => {
  await expect(readPlain(`label,prediction,show\n0,1,"${show}"\n`, 'p.csv')).rejects.toThrow(
    /^p\.csv:2: show must be a string, or a PNG in base64 of at most 10 kB and 512 pixels a side, found "/,
  );
});
