import { expect, it } from 'vitest';
import { read, readLog } from '../../run-directory.ts';

it('what a trial reports is validation, and the same in both files', async () => {
  const { metrics, curves, warnings } = await readLog('ray-tune/run', ['mean_accuracy']);
  expect(metrics).toEqual({ validation: { mean_accuracy: 0.9416666666666667 } });
  expect(curves).toHaveLength(4);
  expect(warnings).toEqual([]);
});

it('progress.csv alone is read as well', async () => {
  const csv = 'loss,val_loss,training_iteration,trial_id,pid\n3,4,1,x,7\n2,3,2,x,7\n';
  const { curves } = await read({ 'progress.csv': csv });
  expect(curves.at(-1)).toEqual({ epoch: 2, train: {}, validation: { loss: 3 } });
});
