import { expect, it } from 'vitest';
import { read, refusal } from '../run-directory.ts';

it('an id that stands twice is refused with two labels', async () => {
  expect(await refusal({ 'p.csv': 'id,label,prediction\na,1,1\nb,0,1\na,0,1\n' })).toBe(
    'predictions: the id "a" stands there twice in the test split, with different labels; an id names one example: give each row one of its own, and name what rows belong to in cluster',
  );
});

it('an id that stands twice is told of with one label', async () => {
  const { metrics, warnings } = await read({ 'p.csv': 'id,label,prediction\na,1,1\nb,0,1\na,1,1\n' });
  expect(metrics.test?.accuracy).toBeCloseTo(2 / 3, 10);
  expect(warnings).toEqual([
    'predictions: one row of the test split repeats the id of another, such as "a"; each row counts in the metrics, and rows of one id count as one cluster: where they are no repeated answers, leave every example once',
  ]);
});

it('an id that stands twice is one in each split, and no position is one', async () => {
  const { warnings } = await read({
    'p.csv': 'split,id,label,prediction\ntest,a,1,1\nval,a,0,1\ntest,,1,1\ntest,,0,1\n',
  });
  expect(warnings).toEqual([]);
});
