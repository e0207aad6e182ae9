/** Jobs that train one experiment on several machines. */
import { describe, expect } from 'vitest';
import { findNode24 } from '../../support/node24.ts';
import { zipOf } from '../../support/zip.ts';
import { pullRequestOf } from './support/event-payloads.ts';
import { runOnPullRequest } from './support/run-action.ts';
import { BETTER, test as base } from './support/test.ts';
import type { Workspace } from './support/workspace.ts';

interface Jobs {
  readonly workspace: Workspace;
  run(inputs: Readonly<Record<string, string>>, fork?: boolean): ReturnType<typeof runOnPullRequest>;
}

const test = base.extend<{ jobs: Jobs }>({
  jobs: async ({ github, open }, use) => {
    const workspace = await open({}, BETTER);
    const run: Jobs['run'] = (inputs, fork = false) => {
      const GITHUB_JOB = `train-${inputs.wave ?? 1}`;
      const environment = { ACTIONS_RESULTS_URL: `${github.url}/`, GITHUB_JOB };
      const payload = pullRequestOf(workspace, { fork });
      return runOnPullRequest({ workspace, github, environment, inputs, payload });
    };
    await use({ workspace, run });
  },
});

describe.skipIf(findNode24() === null)('one job of many (needs Node 24)', { timeout: 300_000 }, () => {
  test('that plans says which jobs are needed, and posts nothing; what is no archive of records is passed over', async ({
    github,
    jobs: { run },
  }) => {
    github.results.addArtifact('conclusive-shard.1.train-1.1-of-4', 42, Buffer.from('no archive'));
    github.results.addArtifact(
      'conclusive-shard.1.train-1.2-of-4',
      42,
      zipOf([{ name: '../x', content: '' }]),
    );
    const { exitCode, log, outputs } = await run({ mode: 'plan', shards: '4' });
    expect(exitCode, log).toBe(0);
    expect(outputs).toMatchObject({ done: 'false', wave: '1' });
    expect(JSON.parse(outputs.matrix ?? '').include).toHaveLength(4);
    expect(log).toMatch(/the artifact "conclusive-shard.1.train-1.1-of-4" is not used/);
    expect([github.comments, github.checks]).toEqual([[], []]);
  });

  test('that reports without records fails the check and says what is missing; after the others have trained it judges', async ({
    github,
    jobs: { run },
  }) => {
    const early = await run({ mode: 'report' });
    expect(early.exitCode, early.log).toBe(4);
    expect(early.log).toMatch(/runs of wave 1 are missing .*Run the failed jobs of this workflow again/);
    expect(github.checks).toMatchObject([{ conclusion: 'failure' }]);
    expect(github.comments).toEqual([]);
    for (const wave of ['1', 'checks']) {
      const { exitCode, log } = await run({ mode: 'train', shard: '1/1', wave });
      expect(exitCode, log).toBe(0);
    }
    expect(github.comments).toEqual([]);
    const { exitCode, log, outputs } = await run({ mode: 'report' });
    expect(exitCode, log).toBe(0);
    expect(outputs.verdict).toBe('improvement');
    expect(github.checks.at(-1)?.conclusion).toBe('success');
    expect(github.comments).toHaveLength(1);
    expect((await run({ mode: 'plan' })).outputs.done).toBe('true');
  });

  test('of a fork writes nothing to the pull request, and leaves what a second workflow publishes', async ({
    github,
    jobs: { workspace, run },
  }) => {
    github.setPullRequest({
      base: workspace.base,
      head: workspace.head,
      fork: true,
      body: 'Better accuracy!',
    });
    for (const wave of ['1', 'checks']) {
      const { exitCode, log } = await run({ mode: 'train', shard: '1/1', wave }, true);
      expect(exitCode, log).toBe(0);
    }
    const { exitCode, log, outputs } = await run({ mode: 'report' }, true);
    expect([exitCode, outputs.verdict], log).toEqual([0, 'improvement']);
    expect([github.comments, github.checks]).toEqual([[], []]);
    expect(github.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(github.results.artifacts.map(({ name }) => name)).toContain('conclusive-1');
  });

  test('whose call is wrong ends with 2, and says nothing on the pull request', async ({
    github,
    jobs: { run },
  }) => {
    const { exitCode, log } = await run({ mode: 'train', shard: '9/8' });
    expect(exitCode, log).toBe(2);
    expect(log).toContain('input "shard" is "9/8"');
    expect([github.comments, github.checks]).toEqual([[], []]);
  });
});
