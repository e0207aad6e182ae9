import { expect, test } from 'vitest';
import { compareTable } from './compare-files.ts';

test('one row a model is told what is missing', async () => {
  const tasks = 'Method,iris,wine,digits,Avg.\na,0.1,0.2,0.3,0.2\nb,0.2,0.3,0.4,0.3\n';
  await expect(compareTable(tasks)).rejects.toThrow('write a row for each, with its name in a column "task"');
  const sums = 'model,n,mean,std,min,max\na,5,0.1,0.2,0.3,0.2\nb,5,0.2,0.3,0.4,0.3\n';
  await expect(compareTable(sums)).rejects.toThrow('one row for each run');
});
