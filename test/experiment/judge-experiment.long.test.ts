import { expect, test } from 'vitest';
import { smallExperiment } from './small-experiment.ts';

test('a program that reads a seed for each source is trained in the whole design', async () => {
  const run = await smallExperiment(
    { score: '0.8 + Math.sin(arm + seed + 10 * process.env.CONCLUSIVE_SEED_ORDER) / 100' },
    'seeds: 2\nvary: [init, order]\nchecks: { variance: { seeds: 3 }, reproducible: false }\n',
  );
  const { result } = await run();
  // Nine cells of two models, of which the comparison has two.
  expect(result.runs).toMatchObject({ trained: 18, forChecks: 14 });
  const statuses = result.checks.filter(({ id }) => id === 'variance-sources').map(({ status }) => status);
  expect(statuses).not.toContain('not-checked');
});
