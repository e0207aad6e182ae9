import { describe, expect, test } from 'vitest';
import { claimedBeforehand } from '../../src/experiment/judge-experiment.ts';
import { parseConfig } from '../support/parse-config.ts';
import { smallExperiment } from './small-experiment.ts';

const config = (claim: string) =>
  parseConfig(
    `trainer: { command: node train.mjs }\nmodels: { variants: [{ name: head }] }\nmetrics: [{ name: accuracy, margin: 0.01 }]\n${claim}`,
    'conclusive.yml',
  );

describe('what is claimed beforehand', () => {
  test('is what the pull request says, and what the config says whatever the pull request does', () => {
    const governing = config('claim: no regression\n');
    const ofConfig = { source: 'config', claims: [{ kind: 'no-regression' }] };
    expect(claimedBeforehand(governing, 'Claim: accuracy -1').claimed).toMatchObject([
      { source: 'pull-request', claims: [{ kind: 'amount', change: -1 }] },
      ofConfig,
    ]);
    for (const description of [null, undefined, 'Makes it better.'])
      expect(claimedBeforehand(governing, description)).toMatchObject({
        claimed: [{ source: 'pull-request', claims: [] }, ofConfig],
        notices: [],
      });
  });

  test('that cannot be read in a pull request is a notice', () => {
    expect(claimedBeforehand(config(''), 'Claim: faster')).toEqual({
      claimed: [
        { source: 'pull-request', claims: [] },
        { source: 'config', claims: [] },
      ],
      notices: [
        'a claim of the pull request is ignored: "faster" cannot be read; write it as one of: "accuracy +0.01", "no regression", "no regression in accuracy", "no change", "improvement in accuracy", each with or without "with head" at its end',
      ],
    });
  });

  test('that cannot be read in the config is refused with its line and column', () => {
    expect(() => config('claim: [no regression, accurcy +0.01]\n')).toThrow(
      'conclusive.yml:4:24: claim[1]: "accurcy" is not among the metrics (accuracy); did you mean "accuracy"?',
    );
    expect(() => config('claim: faster\n')).toThrow('conclusive.yml:4:8: claim: "faster" cannot be read');
  });
});

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
