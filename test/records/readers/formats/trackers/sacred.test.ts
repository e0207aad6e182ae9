import { expect, it } from 'vitest';
import { losses, read, readLog } from '../../run-directory.ts';

it('metrics by step, and the result of the run', async () => {
  const content = await readLog('sacred/run');
  expect(losses(content, 0)).toEqual([0, 1.021523356437683, 0.9483137130737305]);
  expect(content.metrics).toEqual({
    validation: { loss: 0.5283345580101013, accuracy: 0.9555555555555556 },
    test: { accuracy: 0.925 },
  });
});

it('a metrics.json of another kind is not taken for one of Sacred', async () => {
  expect((await read({ 'metrics.json': { steps: 3, values: 4, accuracy: 0.5 } })).metrics.test).toMatchObject(
    { accuracy: 0.5 },
  );
});
