/** Checks that were asked for and could not be made stand where they are seen. */
import { expect, test } from 'vitest';
import { smallExperiment } from './small-experiment.ts';

test('a program that reads one seed for everything is found out by one run, and told what to read', async () => {
  const run = await smallExperiment(
    { score: '0.8 + arm / 10 + noise / 100' },
    'seeds: 2\nvary: [init, order]\nchecks: { variance: { seeds: 3 }, reproducible: false }\n',
  );
  const { result, markdown } = await run();
  const found = result.checks.filter(({ id }) => id === 'variance-sources');
  expect(found).toMatchObject([{ model: null, status: 'not-checked' }]);
  expect(found[0]?.message).toMatch(
    /gave the same run of baseline, seed 1.*read CONCLUSIVE_SEED_INIT, CONCLUSIVE_SEED_ORDER/,
  );
  expect(result.runs).toMatchObject({ trained: 5, forChecks: 1 });
  expect(result.provenance.notices).toEqual([
    expect.stringContaining('2 seed pairs are too few for a verdict'),
    `checks.variance is not checked: ${found[0]?.message}`,
  ]);
  expect(markdown.indexOf('checks.variance is not checked')).toBeLessThan(markdown.indexOf('<details>'));
});
