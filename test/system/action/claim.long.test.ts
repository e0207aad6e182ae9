import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { activeContent } from '../../support/github-markdown.ts';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../support/loopback-github/index.ts';
import { findNode24 } from '../../support/node24.ts';
import { pullRequestOf } from './support/event-payloads.ts';
import { runAction } from './support/run-action.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

const node = findNode24();

describe.skipIf(node === null)('the claim of a pull request', () => {
  let workspace: Workspace;
  let github: LoopbackGitHub;
  beforeAll(async () => {
    workspace = await createWorkspace({}, { 'settings.json': '{ "features": 2 }\n' });
    github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
  });
  afterAll(async () => {
    await workspace.remove();
    await github.close();
  });

  /** One more feature adds about 20 points. */
  async function claim(body: string) {
    const { pull_request, ...payload } = pullRequestOf(workspace);
    const { outputs, exitCode } = await runAction({
      node: node ?? '',
      workspace,
      github,
      event: 'pull_request',
      payload: { ...payload, pull_request: { ...pull_request, body } },
    });
    const result = JSON.parse(await readFile(outputs.result ?? '', 'utf8'));
    return { exitCode, result, comment: github.comments.at(-1)?.body ?? '' };
  }

  test('is held against the measurement, and the comment says so under the headline', async () => {
    const { exitCode, result, comment } = await claim('More features.\r\n\r\nClaim: accuracy +5 points\r\n');
    expect(exitCode).toBe(0);
    expect(result.claim).toMatchObject({
      source: 'pull-request',
      status: 'supported',
      statements: [{ text: 'accuracy +5 points', metric: 'accuracy', variant: 'head', amount: 0.05 }],
    });
    expect(comment).toMatch(
      /\*\*Claim of this pull request: ✅ supported\*\* · accuracy \+5 points: the change lies in \[[^\n]*\]; the claim is \+5\spoints or higher/,
    );
  });

  test('that is too bold is contradicted, and what cannot be read is told without its markup', async () => {
    const hostile =
      'Claim: <img src=x> @octocat [free](https://evil.example) ![](https://evil.example/p.png)';
    const { result, comment } = await claim(`Claim: accuracy +90 points\nClaim: no regression\n${hostile}\n`);
    expect(result.claim.status).toBe('contradicted');
    expect(result.claim.statements.map(({ status }: { status: string }) => status)).toEqual([
      'contradicted',
      'supported',
    ]);
    expect(comment).toContain('**Claim of this pull request: ❌ contradicted**');
    expect(comment).toContain('<summary>Claims</summary>');
    expect(comment).toContain('a claim of the pull request is ignored');
    const note = comment.split('\n').find((line) => line.includes('is ignored'));
    expect(activeContent(note ?? '', new Set())).toEqual([]);
  });
});
