import { describe, expect } from 'vitest';
import { createClient } from '../../../src/github/client.ts';
import { ownComment } from '../../../src/github/comment/comment.ts';
import { commentMarker, writeState } from '../../../src/github/comment/comment-state.ts';
import {
  type LoopbackGitHub,
  startLoopbackGitHub,
  WORKFLOW_BOT,
} from '../../support/loopback-github/index.ts';
import { test } from '../../support/loopback-github/test.ts';

const REPOSITORY = { owner: 'acme', repo: 'models' };
const PULL_REQUEST = { repository: REPOSITORY, number: 7 };
const MARKER = commentMarker('conclusive.yml');
const LIST = /\/issues\/7\/comments$/;
const NOTHING = { last: null, accepted: null, tested: { comparisons: [], pushes: [] } };
const draft =
  (text: string, create = true) =>
  () => ({ render: () => text, state: NOTHING, create });
const numbered = (id: number, attempt = 1) => ({ id, attempt });
const bodyOf = (text: string, id = 42) =>
  `${MARKER}\n${writeState({ ...NOTHING, run: numbered(id) })}\n${text}`;

const open = (server: LoopbackGitHub, run = numbered(42), token = server.token) =>
  ownComment(createClient({ token, apiUrl: server.url, time: server.time }), PULL_REQUEST, {
    config: 'conclusive.yml',
    run,
  });
const publish = async (
  server: LoopbackGitHub,
  comment = draft('new'),
  { token = server.token, run = numbered(42) } = {},
) => {
  const own = open(server, run, token);
  await own.read();
  return own.write(comment);
};
const own = ({ comments }: LoopbackGitHub) =>
  comments.filter(({ author, body }) => author === WORKFLOW_BOT && body.startsWith(MARKER));

describe.concurrent('one comment', () => {
  test.for([
    ['looks, and writes after the newer one', [42, 43, 43, 42]],
    ['writes after the newer one looked', [43, 42, 42, 43]],
    ['is in between', [42, 43, 42, 43]],
  ] as const)(
    'is that of the newer of two runs at the same moment, where the older %s',
    async ([, [one, other, first, second]], { github }) => {
      github.addComment(WORKFLOW_BOT, bodyOf('old', 41));
      const runs = new Map([42, 43].map((id) => [id, open(github, numbered(id))] as const));
      for (const id of [one, other]) await runs.get(id)?.read();
      for (const id of [first, second]) await runs.get(id)?.write(draft(`of ${id}`));
      for (const id of [first, second]) await runs.get(id)?.settle();
      expect(own(github)).toMatchObject([{ body: bodyOf('of 43', 43) }]);
    },
  );

  test('keeps what somebody changed in it after it was written', async ({ github }) => {
    const ours = open(github);
    await ours.write(draft('new'));
    const [comment] = own(github);
    if (comment !== undefined) comment.body = `${comment.body}\nseen, thanks`;
    await ours.settle();
    expect(own(github)).toMatchObject([{ body: `${bodyOf('new')}\nseen, thanks` }]);
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

  test('is the oldest one where a race left two, and the younger one goes', async ({ github }) => {
    github.addComment(WORKFLOW_BOT, `${MARKER}\nold`);
    github.addComment(WORKFLOW_BOT, `${MARKER}\nyounger`);
    await publish(github);
    expect(github.comments).toMatchObject([{ body: bodyOf('new'), edits: 1 }]);
  });

  test('is not created when only an update is wanted', async ({ github }) => {
    expect(await publish(github, draft('quiet', false))).toEqual({
      url: null,
      before: null,
      isOutdated: false,
    });
    expect(github.comments).toEqual([]);
  });

  test('costs seven requests on a pull request with 150 comments, three of them to see whether another run was faster', async ({
    github,
  }) => {
    for (let count = 0; count < 150; count++) github.addComment('reviewer', `comment ${count}`);
    await publish(github);
    expect(
      github.calls.map(({ method, path, query }) => `${method} ${path} ${query.page ?? ''}`.trim()),
    ).toEqual([
      'GET /repos/acme/models/issues/7/comments 1',
      'GET /repos/acme/models/issues/7/comments 2',
      'GET /repos/acme/models/issues/7/comments 1',
      'POST /repos/acme/models/issues/7/comments',
      'GET /repos/acme/models/issues/7/comments 1',
      'GET /repos/acme/models/issues/7/comments 2',
      'GET /repos/acme/models/issues/7/comments 1',
    ]);
  });

  test('is one where two runs found none at the same time', async ({ github }) => {
    const one = open(github, numbered(42));
    const other = open(github, numbered(43));
    await Promise.all([one.read(), other.read()]);
    await Promise.all([one.write(draft('old')), other.write(draft('new'))]);
    // Later readers see only the newer run.
    await other.write(draft('newest'));
    expect(github.comments).toMatchObject([{ body: bodyOf('newest', 43) }]);
  });
});

describe.concurrent('of several comments of ours one stays', () => {
  test('and it is that of the newest run', async ({ github }) => {
    github.addComment(WORKFLOW_BOT, bodyOf('old', 41));
    github.addComment(WORKFLOW_BOT, bodyOf('newer', 43));
    expect(await publish(github)).toMatchObject({ isOutdated: true });
    expect(own(github)).toMatchObject([{ body: bodyOf('newer', 43) }]);
  });

  test('and of one that may not be removed nothing is left that could be taken for a verdict', async ({
    github,
  }) => {
    github.addComment(WORKFLOW_BOT, `${MARKER}\nold`);
    github.addComment(WORKFLOW_BOT, `${MARKER}\n### Improvement`);
    github.fail({
      method: 'DELETE',
      path: /comments/,
      times: 9,
      effect: { status: 403, body: { message: 'no' } },
    });
    await publish(github);
    expect(own(github)).toMatchObject([
      { body: bodyOf('new') },
      { body: expect.not.stringContaining('Improvement') },
    ]);
  });
});

describe.concurrent('a write whose outcome is unknown', () => {
  test('is looked up before it is repeated', async ({ github }) => {
    const spoil = () => ({ status: 201, headers: { 'content-type': 'application/json' }, body: '{}' });
    github.fail({ method: 'POST', path: LIST, times: 1, effect: { spoil } });
    await publish(github);
    expect(own(github)).toMatchObject([{ body: bodyOf('new') }]);
    expect(github.calls.filter(({ method, path }) => method === 'POST' && LIST.test(path))).toHaveLength(1);
  });

  test('and that lands after the time limit leaves one comment', async ({ github }) => {
    github.fail({ method: 'POST', path: LIST, times: 1, effect: { afterMs: 16_000 } });
    const comment = open(github);
    await comment.write(draft('new'));
    await comment.settle();
    expect(own(github)).toMatchObject([{ body: bodyOf('new') }]);
  });

  test('and lands after a later one does not stand in its place', async ({ github }) => {
    const comment = open(github);
    await comment.write(draft('first'));
    github.fail({ method: 'PATCH', path: /comments/, times: 4, effect: { afterMs: 70_000 } });
    await expect(comment.write(draft('progress'))).rejects.toThrow('did not answer');
    await comment.write(draft('verdict'));
    await comment.settle();
    expect(own(github)).toMatchObject([{ body: bodyOf('verdict') }]);
  });

  test('is not made twice where the list says nothing of it either', async ({ github }) => {
    github.fail({ method: 'POST', path: LIST, times: 1, effect: 'lost' });
    github.fail({ method: 'GET', path: LIST, times: 9, after: 1, effect: { status: 502, body: {} } });
    await expect(publish(github)).rejects.toThrow(/GitHub answered 502/);
    expect(own(github)).toHaveLength(1);
  });

  test('is made anew where somebody deletes the comment between reading and writing it', async ({
    github,
  }) => {
    const comment = open(github);
    await comment.write(draft('first'));
    await comment.read();
    (github.comments as unknown[]).pop();
    await comment.write(draft('second'));
    expect(own(github)).toMatchObject([{ body: bodyOf('second') }]);
  });
});

describe.concurrent('of two runs', () => {
  test.for([
    ['an older run', numbered(43), numbered(42)],
    ['an earlier attempt', numbered(42, 2), numbered(42, 1)],
  ] as const)('%s leaves alone what the newer one has written', async ([, newer, older], { github }) => {
    await publish(github, draft('newer'), { run: newer });
    expect(await publish(github, draft('older'), { run: older })).toMatchObject({ isOutdated: true });
    expect(github.comments).toMatchObject([{ body: expect.stringContaining('newer'), edits: 0 }]);
  });

  test('the newer one overwrites the older', async ({ github }) => {
    await publish(github, draft('older'), { run: numbered(42) });
    await publish(github, draft('newer'), { run: numbered(43) });
    expect(github.comments).toMatchObject([{ body: bodyOf('newer', 43), edits: 1 }]);
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
