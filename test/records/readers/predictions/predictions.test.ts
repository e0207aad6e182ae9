import { expect, test } from 'vitest';
import { read } from '../run-directory.ts';

test.each([
  ['p.csv', 'epoch,id,label,prediction\n3,a,1,1\n3,b,0,1\n'],
  ['p.csv', 'step,id,label,prediction\n900,a,1,1\n900,b,0,1\n'],
  ['p.jsonl', '{"epoch":3,"label":1,"prediction":1}\n{"epoch":3,"label":0,"prediction":1}\n'],
])('a column of the epoch or step beside label and prediction makes no log of %s', async (file, text) => {
  const { metrics, curves, predictions } = await read({ [file]: text });
  expect(metrics.test?.accuracy).toBe(0.5);
  expect({ curves, kept: predictions !== null }).toEqual({ curves: [], kept: true });
});

test('predictions keep their last row: without it the examples would differ from those of another run', async () => {
  const { metrics } = await read({ 'p.csv': 'label,prediction\n1,1\n0,1' });
  expect(metrics.test?.accuracy).toBe(0.5);
});
