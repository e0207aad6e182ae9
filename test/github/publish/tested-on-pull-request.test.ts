import { expect } from 'vitest';
import { createClient } from '../../../src/github/client.ts';
import { type OwnComment, ownComment } from '../../../src/github/comment/comment.ts';
import { commentMarker, writeState } from '../../../src/github/comment/comment-state.ts';
import { testedOnPullRequest } from '../../../src/github/publish/tested-on-pull-request.ts';
import { Deadline } from '../../../src/github/request/deadline.ts';
import type { LoopbackGitHub } from '../../support/loopback-github/index.ts';
import { test } from '../../support/loopback-github/test.ts';

const deadline = new Deadline();
const RUN = { id: 42, attempt: 1 };
const PULL_REQUEST = { repository: { owner: 'acme', repo: 'models' }, number: 7 };
const tested = { comparisons: [], pushes: [{ pullRequest: 7, change: 'a'.repeat(64) }] };
const state = { run: RUN, last: null, accepted: null, tested };
const commentOf = ({ token, url, time }: LoopbackGitHub): OwnComment =>
  ownComment(createClient({ token, apiUrl: url, time }), PULL_REQUEST, {
    config: 'conclusive.yml',
    run: RUN,
  });

test('is what our own comment says, and never what anybody else writes', async ({ github }) => {
  const comment = commentOf(github);
  const nothing = { comparisons: [], pushes: [] };
  expect(await testedOnPullRequest({ comment, deadline }, 'always')).toEqual({
    tested: nothing,
    standing: null,
  });
  const body = `${commentMarker('conclusive.yml')}\n${writeState(state)}\n`;
  github.addComment('mallory', body);
  expect(await testedOnPullRequest({ comment, deadline }, 'always')).toEqual({
    tested: nothing,
    standing: null,
  });
  await comment.write(await comment.read(), { render: () => 'text', state, create: true });
  expect(await testedOnPullRequest({ comment: commentOf(github), deadline }, 'changes')).toEqual({
    tested,
    standing: { id: expect.any(Number), url: expect.any(String), state },
  });
});

test('is not known where no comment is to be written or read', async ({ github }) => {
  expect(await testedOnPullRequest({ comment: commentOf(github), deadline }, 'never')).toBeNull();
  expect(await testedOnPullRequest({ comment: null, deadline }, 'always')).toBeNull();
  expect(github.calls).toEqual([]);
  github.fail({ method: 'GET', path: /comments/, times: 99, effect: { status: 403, body: {} } });
  expect(await testedOnPullRequest({ comment: commentOf(github), deadline }, 'always')).toBeNull();
});
