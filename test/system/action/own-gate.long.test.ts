import { describe, expect } from 'vitest';
import { activeContent } from '../../support/github-markdown.ts';
import type { LoopbackGitHub } from '../../support/loopback-github/index.ts';
import { findNode24 } from '../../support/node24.ts';
import { Repository } from '../../support/repository.ts';
import { commentOf, pullRequestOf } from './support/event-payloads.ts';
import { type ActionRun, runOnPullRequest } from './support/run-action.ts';
import { BETTER, test, WORSE } from './support/test.ts';
import type { Workspace } from './support/workspace.ts';

const node = findNode24();
const config = (rest: string) => `trainer: { command: node train.mjs }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, role: primary, margin: 0.005 }]
seeds: 5
${rest}
`;

describe
  .skipIf(node === null)
  .concurrent('a pull request that would loosen its own gate (needs Node 24)', () => {
    const run = (one: Workspace, github: LoopbackGitHub, options: Partial<ActionRun> = {}) =>
      runOnPullRequest({ workspace: one, github, ...options });

    test('by a config that is a link to a new one gets no verdict', async ({ github, open }) => {
      const loose = { 'loose.yml': config('gate: { fail-on: [never] }') };
      const linked = await open(BETTER, { ...WORSE, ...loose }, { 'conclusive.yml': 'loose.yml' });
      const { exitCode, log } = await run(linked, github);
      expect([exitCode, github.checks.map(({ conclusion }) => conclusion)]).toEqual([2, ['failure']]);
      expect(log).toMatch(/^::error::conclusive\.yml leads to \S.*loose\.yml through a link/m);
    });

    test('by a humble claim in its text is held to the claim of the config as well', async ({
      github,
      open,
    }) => {
      const claims = config('claim: accuracy +1 point\ngate: { fail-on: [not-supported] }');
      const worse = await open({ ...BETTER, 'conclusive.yml': claims }, WORSE);
      const { pull_request, ...payload } = pullRequestOf(worse);
      const humble = { ...pull_request, body: 'Claim: accuracy -100 points' };
      const { exitCode, outputs } = await run(worse, github, {
        payload: { ...payload, pull_request: humble },
      });
      expect([exitCode, outputs.verdict, outputs.conclusion]).toEqual([1, 'regression', 'failure']);
      expect(github.comments[0]?.body).toMatch(/❌ Disproven: you claim at least \+1\spoint in accuracy;/);
    });

    test("by its own config is held to the base's, and the comment lists what it would change", async ({
      github,
      open,
    }) => {
      const hostile =
        '"</td><img src=x> | @octocat [free](https://evil.example)": "`| ![](https://evil.example/p.png)"';
      const loose = config(`gate: { fail-on: [never] }\nalpha: 0.2\nparams: { ${hostile} }`);
      const worse = await open(
        { ...BETTER, 'conclusive.yml': config('') },
        { ...WORSE, 'conclusive.yml': loose },
      );
      const { exitCode, outputs } = await run(worse, github);
      expect([exitCode, outputs.verdict, outputs.conclusion]).toEqual([1, 'regression', 'failure']);
      const body = github.comments[0]?.body ?? '';
      expect(body).toContain("this branch changes conclusive.yml; the base's config applies here");
      expect(body).toContain('| Proposed change of the config | Base (applies now) | Proposed |');
      expect(body).toContain('| `gate.fail-on` | `regression, invalid` | `never` |');
      expect(body).toContain('| `alpha` | `0.05` | `0.2` |');
      expect(body).toMatch(/^\| `params\.<\/td><img src=x>.* \| not set \| /m);
      const table = body.slice(body.indexOf('| Proposed change'), body.indexOf('| Model'));
      expect(activeContent(table, new Set())).toEqual([]);
      expect(github.checks[0]?.output.summary).toContain('| `alpha` | `0.05` | `0.2` |');
    });

    test('by another event on its own commit keeps its failed check', async ({ github, open }) => {
      const loose = config('gate: { fail-on: [never], warn-on: [] }');
      const worse = await open(
        { ...BETTER, 'conclusive.yml': config('') },
        { ...WORSE, 'conclusive.yml': loose },
      );
      await run(worse, github);
      await checkOutHead(worse);
      for (const [event, ref] of [
        ['workflow_dispatch', 'refs/heads/topic'],
        ['push', 'refs/heads/topic'],
        ['push', 'refs/tags/main'],
      ] as const) {
        const { exitCode, outputs } = await run(worse, github, {
          event,
          payload: { before: worse.base, repository: { default_branch: 'main' } },
          environment: { GITHUB_SHA: worse.head, GITHUB_REF: ref, GITHUB_REF_NAME: 'topic' },
        });
        expect([exitCode, outputs.verdict, outputs.conclusion]).toEqual([0, 'regression', 'success']);
      }
      const own = ['conclusive, by its own config', worse.head, 'success'];
      expect(github.checks.map(({ name, head_sha, conclusion }) => [name, head_sha, conclusion])).toEqual([
        ['conclusive', worse.head, 'failure'],
        own,
        own,
        own,
      ]);
    });

    test('by a base that has no config is judged only against the default branch', async ({
      github,
      open,
    }) => {
      const path = { config: 'new.yml' };
      const added = await open(BETTER, { ...WORSE, 'new.yml': config('gate: { fail-on: [never] }') });
      const first = await run(added, github, { inputs: path });
      expect([first.exitCode, github.comments[0]?.body]).toEqual([
        0,
        expect.stringContaining("so this branch's own config applies"),
      ]);
      const payload = pullRequestOf(added, { target: 'old' });
      const { exitCode, log } = await run(added, github, { inputs: path, payload });
      expect([exitCode, github.checks.at(-1)?.conclusion]).toEqual([2, 'failure']);
      expect(log).toMatch(/^::error::the base has no config new\.yml, and this branch's own is not allowed/m);
    });

    test('by a command that asks for fewer seeds keeps its failed check', async ({ github, open }) => {
      const worse = await open(BETTER, WORSE);
      await run(worse, github);
      github.setPullRequest({ base: worse.base, head: worse.head, fork: false, body: null });
      github.setRole('octocat', 'write');
      const body = '/conclusive run seeds=4';
      const { exitCode, log } = await run(worse, github, {
        event: 'issue_comment',
        payload: commentOf('octocat', github.addComment('octocat', body)),
      });
      expect(log).toMatch(/^::error::4 seeds were requested, .* at least 5,/m);
      expect([exitCode, github.checks.map(({ conclusion }) => conclusion)]).toEqual([
        2,
        ['failure', 'failure'],
      ]);
    });
  });

/** Like actions/checkout for a workflow on the branch. */
async function checkOutHead({ checkout, head }: Workspace): Promise<void> {
  const repository = Repository.at(checkout);
  await repository.git('fetch', '--quiet', 'origin', '+refs/heads/*:refs/remotes/origin/*');
  await repository.git('checkout', '--quiet', '--force', head);
}
