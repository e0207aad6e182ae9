import { expect, it } from 'vitest';
import { read, readLog, refusal } from '../../run-directory.ts';

it('progress.csv and evaluations.npz say the same of an evaluation', async () => {
  const { metrics, curves, warnings } = await readLog('stable-baselines3/run');
  expect(metrics.validation?.mean_reward).toBeCloseTo(66.33333333333333, 10);
  expect(curves.map(({ epoch }) => epoch)).toEqual([128, 256, 384, 512]);
  expect(curves.at(-1)?.train['rollout/ep_rew_mean']).toBeCloseTo(21.695652173913043, 10);
  expect(warnings).toEqual([]);
});

it('what is no archive is refused, and a warning beside a metric that is asked for', async () => {
  expect(await refusal({ 'evaluations.npz': 'x' })).toContain('evaluations.npz: not a NumPy archive');
  const { metrics } = await read({ 'evaluations.npz': 'x', 'metrics.json': { accuracy: 1 } }, ['accuracy']);
  expect(metrics.test).toEqual({ accuracy: 1 });
});
