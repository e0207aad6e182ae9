import { expect, it } from 'vitest';
import { readWanted, wanted } from '../../named/wanted.ts';
import { readLog } from '../../run-directory.ts';

it('a trial is an epoch, and its value is validation', async () => {
  const { metrics, curves } = await readLog('optuna/run');
  expect(curves.map(({ validation }) => validation.value)).toHaveLength(4);
  expect(metrics).toEqual({ validation: { value: 0.9361111111111111 } });
});

it('the best trial is a matter of the config, and pruned ones do not count', async () => {
  const csv = 'number,value,state\n0,0.5,COMPLETE\n1,0.9,COMPLETE\n2,0.99,PRUNED\n3,0.6,COMPLETE\n';
  const from = { name: 'value', split: 'validation', at: 'best-validation' };
  const { metrics } = await readWanted({ 'trials.csv': csv }, [wanted('score', from)]);
  expect(metrics.validation?.score).toBe(0.9);
});
