/** Several configs: each is known by its path from the root, however the inputs name it. */
import { describe, expect } from 'vitest';
import { findNode24 } from '../../support/node24.ts';
import { runOnPullRequest } from './support/run-action.ts';
import { BETTER, test } from './support/test.ts';

const CONFIG = `trainer: { command: node ../train.mjs }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, role: primary, margin: 0.005 }]
seeds: 5
`;

describe.skipIf(findNode24() === null)('of several configs (needs Node 24)', () => {
  test('each keeps a comment, a check and an artifact of its own, and one that is missing a check', async ({
    github,
    open,
  }) => {
    const main = { 'text/conclusive.yml': CONFIG, 'images/conclusive.yml': CONFIG };
    const workspace = await open(main, BETTER);
    const jobs = [
      { 'working-directory': 'text' },
      { 'working-directory': './images/' },
      { 'working-directory': 'images', config: '../text/../text/conclusive.yml' },
    ];
    const run = (inputs: Readonly<Record<string, string>>, attempt = 1) => {
      const environment = { ACTIONS_RESULTS_URL: `${github.url}/`, GITHUB_RUN_ATTEMPT: String(attempt) };
      return runOnPullRequest({ workspace, github, inputs, environment });
    };
    for (const [index, inputs] of jobs.entries()) {
      const { exitCode, log } = await run(inputs, index + 1);
      expect(log).not.toMatch(/^::(?:warning|error)/m);
      expect(exitCode).toBe(0);
    }
    expect((await run({ 'working-directory': 'sound' })).exitCode).toBe(2);
    expect(github.checks.map(({ name, conclusion }) => [name, conclusion])).toEqual([
      ['conclusive (text/conclusive.yml)', 'success'],
      ['conclusive (images/conclusive.yml)', 'success'],
      ['conclusive (text/conclusive.yml)', 'success'],
      ['conclusive (sound/conclusive.yml)', 'failure'],
    ]);
    expect(github.comments.map(({ body }) => body.split('\n')[0])).toEqual([
      '<!-- conclusive:text%2Fconclusive.yml -->',
      '<!-- conclusive:images%2Fconclusive.yml -->',
    ]);
    expect(github.results.artifacts.map(({ name }) => name)).toEqual(
      ['text', 'images', 'text'].flatMap((folder, index) =>
        ['', '-report\\.html'].map((end) =>
          expect.stringMatching(
            new RegExp(`^conclusive-${folder}-conclusive\\.yml-[0-9a-f]{8}-${index + 1}${end}$`),
          ),
        ),
      ),
    );
  });
});
