import { expect } from 'vitest';
import type { GitHubClient } from '../../../src/github/client.ts';
import { type OwnComment, ownComment } from '../../../src/github/comment/comment.ts';
import { commentMarker, writeState } from '../../../src/github/comment/comment-state.ts';
import { testedOnPullRequest } from '../../../src/github/publish/tested-on-pull-request.ts';
import { Deadline } from '../../../src/github/request/deadline.ts';
import { test } from '../../support/loopback-github/test.ts';

const deadline = new Deadline();
const RUN = { id: 42, attempt: 1 };
const PULL_REQUEST = { repository: { owner: 'acme', repo: 'models' }, number: 7 };
const tested = { comparisons: [], pushes: [{ pullRequest: 7, change: 'a'.repeat(64) }] };
const state = { run: RUN, last: null, accepted: null, tested };
const commentOf = (client: GitHubClient): OwnComment =>
  ownComment(client, PULL_REQUEST, { config: 'conclusive.yml', run: RUN });

test('is what our own comment says, and never what anybody else writes', async ({ github, client }) => {
  const comment = commentOf(client);
  const nothing = { comparisons: [], pushes: [] };
  expect(await testedOnPullRequest({ comment, deadline }, 'always')).toEqual(nothing);
  const body = `${commentMarker('conclusive.yml')}\n${writeState(state)}\n`;
  github.addComment('mallory', body);
  expect(await testedOnPullRequest({ comment, deadline }, 'always')).toEqual(nothing);
  await comment.write(() => ({ render: () => 'text', state, create: true }));
  expect(await testedOnPullRequest({ comment: commentOf(client), deadline }, 'changes')).toEqual(tested);
});

test('is not known where no comment is to be written or read', async ({ github, client }) => {
  expect(await testedOnPullRequest({ comment: commentOf(client), deadline }, 'never')).toBeNull();
  expect(await testedOnPullRequest({ comment: null, deadline }, 'always')).toBeNull();
  expect(github.calls).toEqual([]);
  github.fail({ method: 'GET', path: /comments/, times: 99, effect: { status: 403, body: {} } });
  expect(await testedOnPullRequest({ comment: commentOf(client), deadline }, 'always')).toBeNull();
});
