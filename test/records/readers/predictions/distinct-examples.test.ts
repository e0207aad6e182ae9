import { expect, it } from 'vitest';
import { read, refusal } from '../run-directory.ts';

it('an id that stands twice is refused with two labels', async () => {
  expect(await refusal({ 'p.csv': 'id,label,prediction\na,1,1\nb,0,1\na,0,1\n' })).toBe(
    'predictions: the id "a" appears twice in the test split, with different labels; give each example its own id, and name the group of rows in the column cluster',
  );
});

it('an id that stands twice is told of with one label', async () => {
  const { metrics, warnings } = await read({ 'p.csv': 'id,label,prediction\na,1,1\nb,0,1\na,1,1\n' });
  expect(metrics.test?.accuracy).toBeCloseTo(2 / 3, 10);
  expect(warnings).toEqual([
    'predictions: one row of the test split repeats the id of another row, such as "a". Metrics count every row, and rows with the same id form one cluster; write each example once, unless these are repeated answers',
  ]);
});

it('an id that stands twice is one in each split, and no position is one', async () => {
  const { warnings } = await read({
    'p.csv': 'split,id,label,prediction\ntest,a,1,1\nval,a,0,1\ntest,,1,1\ntest,,0,1\n',
  });
  expect(warnings).toEqual([]);
});
