import { describe, expect, test } from 'vitest';
import { readContext } from '../../../src/github/event/context.ts';
import mergeGroup from '../payloads/merge_group.checks_requested.json' with { type: 'json' };
import pullRequest from '../payloads/pull_request.synchronize.json' with { type: 'json' };
import push from '../payloads/push.json' with { type: 'json' };
import dispatch from '../payloads/workflow_dispatch.json' with { type: 'json' };

const SHA = 'a'.repeat(40);
const environment = (event: string, more: Record<string, string> = {}) => ({
  GITHUB_EVENT_NAME: event,
  GITHUB_REPOSITORY: 'Codertocat/Hello-World',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_RUN_ID: '42',
  GITHUB_SHA: SHA,
  GITHUB_REF_NAME: 'topic',
  ...more,
});

const { pull_request: example } = pullRequest;
const withHead = (head: object) => ({ pull_request: { ...example, head: { ...example.head, ...head } } });
const fromFork = withHead({ repo: { ...example.head.repo, id: 7 } });

describe('a pull request', () => {
  test('is compared with its target branch, its own head and not the merge commit, under the config of the base', () => {
    expect(readContext(environment('pull_request'), pullRequest)).toEqual({
      kind: 'pull-request',
      repository: { owner: 'Codertocat', repo: 'Hello-World' },
      number: 2,
      fork: false,
      mayGovernItself: true,
      description: example.body,
      base: { ref: example.base.sha, name: 'master' },
      head: { ref: example.head.sha, name: example.head.ref },
      governedByBase: true,
      runUrl: 'https://github.com/Codertocat/Hello-World/actions/runs/42',
      run: { id: 42, attempt: 1 },
    });
  });

  test.each([[undefined], [null], [42], [{ not: 'a text' }]])(
    'is read whatever its description is: %j',
    (body) => {
      const payload = { pull_request: { ...example, body } };
      expect(readContext(environment('pull_request'), payload)).toMatchObject({ description: null });
    },
  );

  test.each<[string, object, object]>([
    ['from another repository', fromFork, { fork: true, mayGovernItself: false }],
    ['whose fork was deleted', withHead({ repo: null }), { fork: true, mayGovernItself: false }],
    [
      'against another branch than the default one',
      { pull_request: { ...example, base: { ...example.base, ref: 'release' } } },
      { fork: false, mayGovernItself: false },
    ],
  ])('%s is never governed by its own config', (_, payload, expected) => {
    expect(readContext(environment('pull_request'), payload)).toMatchObject(expected);
  });

  test('under pull_request_target is refused with the code of a fork, also of one that was deleted', () => {
    const read = (payload: object) => readContext(environment('pull_request_target'), payload);
    expect(read(pullRequest)).toMatchObject({ fork: false, number: 2 });
    for (const payload of [fromFork, withHead({ repo: null })])
      expect(() => read(payload)).toThrow(/code from a fork.*Use "on: pull_request" instead/s);
  });
});

describe('a push', () => {
  test.each([
    ['refs/heads/master', false],
    ['refs/heads/topic', true],
    ['refs/tags/master', true],
  ])('to %s may be of what a pull request proposes: %j', (ref, mayBeProposed) => {
    expect(readContext(environment('push', { GITHUB_REF: ref }), push)).toMatchObject({ mayBeProposed });
  });

  test('is compared with the commit before it, under its own config', () => {
    const before = 'b'.repeat(40);
    expect(readContext(environment('push'), { ...push, before })).toMatchObject({
      kind: 'commits',
      base: { ref: before, name: 'bbbbbbb' },
      head: { ref: SHA, name: 'topic' },
      baseIfGone: { ref: 'refs/heads/master', name: 'master' },
      governedByBase: false,
    });
  });

  test('that creates a branch is compared with the default branch', () => {
    expect(push.before).toBe('0'.repeat(40));
    expect(readContext(environment('push'), push)).toMatchObject({
      base: { ref: 'refs/heads/master', name: 'master' },
      baseIfGone: null,
    });
  });
});

test('a merge group is compared with what it would be merged into, under the config of that', () => {
  expect(readContext(environment('merge_group'), mergeGroup)).toMatchObject({
    kind: 'commits',
    base: { ref: mergeGroup.merge_group.base_sha, name: 'main' },
    head: { ref: mergeGroup.merge_group.head_sha },
    governedByBase: true,
    queued: 104,
  });
});

test.each([
  ['release/1.x', 'gh-readonly-queue/release/1.x/pr-12-abc0', 12],
  ['main', 'gh-readonly-queue/release/pr-12-abc0', null],
  ['main', 'pr-12-abc0', null],
  ['main', 'gh-readonly-queue/main/pr-12', null],
])('a merge group of %s called %s is of the pull request %s', (target, name, number) => {
  const group = {
    ...mergeGroup.merge_group,
    base_ref: `refs/heads/${target}`,
    head_ref: `refs/heads/${name}`,
  };
  expect(readContext(environment('merge_group'), { merge_group: group })).toMatchObject({ queued: number });
});

test.each(['workflow_dispatch', 'repository_dispatch', 'schedule', 'release'])(
  'the event %s compares its commit with the default branch',
  (event) => {
    const context = readContext(environment(event), dispatch);
    expect(context).toMatchObject({
      kind: 'commits',
      base: { ref: 'refs/heads/main', name: 'main' },
      head: { ref: SHA, name: 'topic' },
    });
  },
);

test.each(['workflow_run', 'pull_request_review', 'pull_request_review_comment', 'check_suite'])(
  'the event %s is refused: strangers can cause it, and it runs with secrets or a token that can write',
  (event) => {
    expect(() => readContext(environment(event), fromFork)).toThrow(
      `the event "${event}" does not give two commits`,
    );
  },
);

test('a schedule whose payload names no repository leaves the default branch to git', () => {
  expect(readContext(environment('schedule'), { schedule: '0 0 * * 1' })).toMatchObject({ base: null });
});

test('outside a run with a number there is no page of the run', () => {
  const { GITHUB_RUN_ID, ...rest } = environment('schedule');
  expect(readContext(rest, {}).runUrl).toBeNull();
});

describe('what cannot be used is refused with the field and the reason', () => {
  test.each<readonly [string, string, unknown, RegExp]>([
    [
      'an event without commits',
      'issues',
      {},
      /the event "issues" does not give two commits.*pull_request, /,
    ],
    ['no commit', 'pull_request', withHead({ sha: '--upload-pack=x' }), /pull_request\.head\.sha/],
    ...['-x', 'a\nb', 'a b', 'a:b', 'a\u0007b', ''].map(
      (name) =>
        [`no branch, ${name}`, 'pull_request', withHead({ ref: name }), /pull_request\.head\.ref/] as const,
    ),
    ['a payload that is no object', 'push', null, /the payload of the "push" event/],
    ['a payload without its pull request', 'pull_request', {}, /pull_request: /],
  ])('%s', (_title, event, payload, message) => {
    expect(() => readContext(environment(event), payload)).toThrow(message);
  });

  test('a push without its commit', () => {
    const { GITHUB_SHA, ...rest } = environment('push');
    expect(() => readContext(rest, push)).toThrow('GITHUB_SHA is not set');
  });
});
