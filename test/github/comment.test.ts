import { test as base, describe, expect } from 'vitest';
import { createClient } from '../../src/github/client.ts';
import { commentMarker, publishComment } from '../../src/github/comment.ts';
import { type LoopbackGitHub, startLoopbackGitHub, WORKFLOW_BOT } from '../support/loopback-github/index.ts';

const REPOSITORY = { owner: 'acme', repo: 'models' };
const PULL_REQUEST = { repository: REPOSITORY, number: 7 };
const MARKER = commentMarker('conclusive.yml');
const LIST = /\/issues\/7\/comments$/;
const draft = (text: string, create = true) => ({ marker: MARKER, body: `${MARKER}\n${text}`, create });

// Each test has a GitHub of its own, so that they can wait side by side: Octokit's throttling spaces writes by a second.
const test = base.extend<{ github: LoopbackGitHub }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures from the pattern
  github: async ({}, use) => {
    const github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
    await use(github);
    await github.close();
    expect(github.violations).toEqual([]);
  },
});

const publish = (server: LoopbackGitHub, comment = draft('new'), token = server.token) =>
  publishComment(createClient({ token, apiUrl: server.url, retryUnitMs: 1 }), PULL_REQUEST, comment);
const own = ({ comments }: LoopbackGitHub) =>
  comments.filter(({ author, body }) => author === WORKFLOW_BOT && body.startsWith(MARKER));

describe.concurrent('one comment', () => {
  test('is created where there is none', async ({ github }) => {
    const address = await publish(github);
    expect(github.comments).toMatchObject([{ author: WORKFLOW_BOT, body: `${MARKER}\nnew`, edits: 0 }]);
    expect(address).toBe(`https://github.com/acme/models/pull/7#issuecomment-${github.comments[0]?.id}`);
  });

  test('is updated in place, found behind 250 comments of others', async ({ github }) => {
    for (let count = 0; count < 250; count++) github.addComment('reviewer', `comment ${count}`);
    await publish(github, draft('first'));
    await publish(github, draft('second'));
    expect(own(github)).toMatchObject([{ body: `${MARKER}\nsecond`, edits: 1 }]);
    expect(github.comments).toHaveLength(251);
  });

  test('is never the one of somebody who copied the marker, nor of a user named like the bot', async ({
    github,
  }) => {
    github.addComment('mallory', `${MARKER}\nImprovement!`);
    github.addComment('github-actions', `${MARKER}\nImprovement!`);
    await publish(github);
    expect(github.comments.map(({ author, edits }) => [author, edits])).toEqual([
      ['mallory', 0],
      ['github-actions', 0],
      [WORKFLOW_BOT, 0],
    ]);
  });

  test('is not another comment of the same bot, and not one that quotes it', async ({ github }) => {
    github.addComment(WORKFLOW_BOT, 'Coverage went up');
    github.addComment(WORKFLOW_BOT, `Somebody wrote:\n> ${MARKER}`);
    github.addComment(WORKFLOW_BOT, `${commentMarker('other.yml')}\nof another config`);
    await publish(github);
    expect(own(github)).toHaveLength(1);
    expect(github.comments).toHaveLength(4);
  });

  test('is the oldest one where two runs raced and left two', async ({ github }) => {
    github.addComment(WORKFLOW_BOT, `${MARKER}\nold`);
    github.addComment(WORKFLOW_BOT, `${MARKER}\nyounger`);
    await publish(github);
    expect(github.comments.map(({ edits }) => edits)).toEqual([1, 0]);
  });

  test('is not created when only an update is wanted', async ({ github }) => {
    expect(await publish(github, draft('quiet', false))).toBeNull();
    expect(github.comments).toEqual([]);
  });

  test('costs four requests on a pull request with 150 comments', async ({ github }) => {
    for (let count = 0; count < 150; count++) github.addComment('reviewer', `comment ${count}`);
    await publish(github);
    expect(
      github.calls.map(({ method, path, query }) => `${method} ${path} ${query.page ?? ''}`.trim()),
    ).toEqual([
      'POST /graphql',
      'GET /repos/acme/models/issues/7/comments',
      'GET /repos/acme/models/issues/7/comments 2',
      'POST /repos/acme/models/issues/7/comments',
    ]);
  });
});

describe.concurrent('the author', () => {
  test.each(['alice', 'my-app[bot]'])('is whoever the token belongs to, here %s', async (viewer) => {
    const server = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7, viewer });
    server.addComment(WORKFLOW_BOT, `${MARKER}\nof the workflow`);
    await publish(server, draft('first'));
    await publish(server, draft('second'));
    expect(server.comments.map(({ author, edits }) => [author, edits])).toEqual([
      [WORKFLOW_BOT, 0],
      [viewer, 1],
    ]);
    await server.close();
  });

  test('is taken to be the workflow where GraphQL is switched off', async ({ github }) => {
    github.addComment(WORKFLOW_BOT, `${MARKER}\nold`);
    github.fail({
      method: 'POST',
      path: /graphql/,
      times: 9,
      effect: { status: 404, body: { message: 'Not Found' } },
    });
    await publish(github);
    expect(own(github)).toMatchObject([{ edits: 1 }]);
  });
});

describe.concurrent('faults', () => {
  const refusal = (status: number, message: string, headers = {}) => ({
    status,
    body: { message, documentation_url: 'https://docs.github.com/rest' },
    headers,
  });

  test('a missing permission is named, with the yaml that grants it', async ({ github }) => {
    github.permit('read');
    await expect(publish(github)).rejects.toThrow(
      /cannot comment on pull request #7: missing "pull-requests: write"; add it under permissions in the workflow:\npermissions:\n {2}contents: read\n {2}pull-requests: write\nGitHub answered 403: Resource not accessible by integration/,
    );
  });

  test('a token that GitHub does not know is named', async ({ github }) => {
    await expect(publish(github, draft('new'), 'ghs_wrong')).rejects.toThrow(
      /the input "token" is not valid/,
    );
  });

  test('a pull request that the token cannot see is not called missing', async ({ github }) => {
    github.fail({ method: 'GET', path: LIST, times: 1, effect: refusal(404, 'Not Found') });
    await expect(publish(github)).rejects.toThrow(
      /the token cannot see the pull request: missing "pull-requests: write"/,
    );
  });

  test('a locked conversation is called locked', async ({ github }) => {
    const effect = refusal(403, 'Unable to create comment because issue is locked.');
    github.fail({ method: 'POST', path: LIST, times: 1, effect });
    await expect(publish(github)).rejects.toThrow(/the conversation is locked; unlock it/);
  });

  test('a body that is too long is refused in words of GitHub', async ({ github }) => {
    await expect(publish(github, draft('x'.repeat(70_000)))).rejects.toThrow(/422.*Body is too long/);
  });

  test('an outage that ends is waited for', async ({ github }) => {
    github.fail({ method: 'GET', path: LIST, times: 2, effect: refusal(502, 'Bad Gateway') });
    await publish(github);
    expect(own(github)).toHaveLength(1);
  });

  test('an outage that does not end is told', async ({ github }) => {
    github.fail({ method: 'GET', path: LIST, times: 99, effect: refusal(503, 'Service Unavailable') });
    await expect(publish(github)).rejects.toThrow(/GitHub answered 503: Service Unavailable.*re-run the job/);
  });

  test('a connection that breaks is tried again', async ({ github }) => {
    github.fail({ method: 'GET', path: LIST, times: 1, effect: 'reset' });
    await publish(github);
    expect(own(github)).toHaveLength(1);
  });

  test('a GitHub that is out of reach is told', async ({ github }) => {
    github.fail({ method: 'GET', path: LIST, times: 99, effect: 'reset' });
    await expect(publish(github)).rejects.toThrow(/GitHub did not answer .*re-run the job/);
  });

  test('a comment whose answer was lost is not written twice', async ({ github }) => {
    github.fail({ method: 'POST', path: LIST, times: 1, effect: 'lost' });
    await publish(github);
    expect(own(github)).toHaveLength(1);
  });

  test('a comment that was not written is written at the second try', async ({ github }) => {
    github.fail({ method: 'POST', path: LIST, times: 1, effect: 'reset' });
    await publish(github);
    expect(own(github)).toMatchObject([{ edits: 0 }]);
  });

  test.for([403, 429])('a secondary rate limit told by %s is waited out', async (status, { github }) => {
    const effect = refusal(status, 'You have exceeded a secondary rate limit.', { 'retry-after': '2' });
    github.fail({ method: 'POST', path: LIST, times: 1, effect });
    await publish(github);
    expect(own(github)).toHaveLength(1);
  });

  test('a rate limit that lasts an hour is told and not waited for', async ({ github }) => {
    const reset = String(Math.floor(Date.now() / 1000) + 3600);
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    github.fail({
      method: 'GET',
      path: LIST,
      times: 9,
      effect: refusal(403, 'API rate limit exceeded', headers),
    });
    await expect(publish(github)).rejects.toThrow(/the token's rate limit is used up; re-run the job later/);
  });
});

describe.concurrent('the marker', () => {
  test('is an invisible line of its own for each config', () => {
    expect(MARKER).toBe('<!-- conclusive:conclusive.yml -->');
    expect(commentMarker('a/conclusive.yml')).not.toBe(commentMarker('b/conclusive.yml'));
  });

  test('is the same on Windows', () => {
    expect(commentMarker('a\\conclusive.yml')).toBe(commentMarker('a/conclusive.yml'));
  });

  test.each(['a --> <b>.yml', 'a\nb.yml'])('cannot be ended by the path %j', (path) => {
    expect(commentMarker(path)).toMatch(/^<!-- [^<>\n]* -->$/);
  });
});
