import { expect, test } from 'vitest';
import { compareTable } from './compare-files.ts';

test('one row a model is told what is missing', async () => {
  const tasks = 'Method,iris,wine,digits,Avg.\na,0.1,0.2,0.3,0.2\nb,0.2,0.3,0.4,0.3\n';
  await expect(compareTable(tasks)).rejects.toThrow('add --task-column columns');
  const sums = 'model,n,mean,std,min,max\na,5,0.1,0.2,0.3,0.2\nb,5,0.2,0.3,0.4,0.3\n';
  await expect(compareTable(sums)).rejects.toThrow('one row for each run');
  const result = await compareTable(
    'dataset,a,b\niris,0.1,0.2\nwine,0.2,0.35\ndigits,0.3,0.41\nsonar,0.4,0.52\nvowel,0.5,0.63\nglass,0.6,0.71\nAvg.,0.2,0.3\n',
    {
      metrics: ['accuracy'],
    },
  );
  expect(result.comparisons).toMatchObject([{ candidate: { n: 6 } }]);
});
