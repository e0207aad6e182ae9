import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClient } from '../../../src/github/client.ts';
import { findContext } from '../../../src/github/event/find-context.ts';
import { isCommand, parseCommand } from '../../../src/github/event/requested-run.ts';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../support/loopback-github/index.ts';

describe('a comment on a pull request', () => {
  let github: LoopbackGitHub;
  beforeEach(async () => {
    github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
    github.setRole('octocat', 'write');
    github.setRole('mallory', 'read');
    github.setPullRequest(PULL);
  });
  afterEach(async () => {
    await github.close();
    expect(github.violations).toEqual([]);
  });
  const PULL = { base: 'a'.repeat(40), head: 'b'.repeat(40), fork: false, body: 'Claim: accuracy +1' };

  function find(body: string, { login = 'octocat', action = 'created', issue = {} } = {}) {
    const { id } = github.addComment(login, body);
    const environment = {
      GITHUB_EVENT_NAME: 'issue_comment',
      GITHUB_REPOSITORY: 'acme/models',
      GITHUB_RUN_ID: '42',
    };
    const payload = {
      action,
      issue: { number: 7, pull_request: { url: 'https://api.github.com/x' }, ...issue },
      comment: { id, body, user: { login } },
    };
    return findContext(
      environment,
      payload,
      createClient({ token: github.token, apiUrl: github.url, time: github.time }),
    );
  }

  test('by somebody with write access is a run of its head under the config of its base', async () => {
    const found = await find('/conclusive run seeds=20');
    expect(found).toMatchObject({
      seeds: 20,
      isRequested: true,
      context: {
        kind: 'pull-request',
        number: 7,
        fork: false,
        mayGovernItself: true,
        base: { ref: PULL.base, name: 'main' },
        head: { ref: PULL.head, name: 'topic' },
        description: PULL.body,
        governedByBase: true,
      },
      notices: [
        expect.stringMatching(
          /octocat requested 20 seeds.*Earlier tests of this change used part of alpha; this test uses what is left/,
        ),
      ],
    });
    expect(github.reactions).toMatchObject([{ content: 'rocket' }]);
  });

  test('that asks for the seeds of the config needs no notice', async () => {
    expect(await find('/conclusive run')).toMatchObject({ seeds: null, notices: [] });
  });

  test.each([
    ['is about something else', 'Looks good', {}],
    ['was edited into a command', '/conclusive run', { action: 'edited' }],
    ['stands on an issue', '/conclusive run', { issue: { pull_request: undefined } }],
  ])('that %s costs no request', async (_title, body, options) => {
    expect(await find(body, options)).toBe('the comment is not a command for Conclusive');
    expect(github.calls).toEqual([]);
  });

  test.each([
    ['mallory', '/conclusive run'],
    ['stranger', '/conclusive run'],
    ['mallory', '/conclusive go'],
  ])('by %s, without write access, asks for nothing, and nothing is written', async (login, body) => {
    expect(await find(body, { login })).toBe(
      `${login}, who wrote the command, has no write access to this repository`,
    );
    expect(github.reactions).toEqual([]);
    expect(github.calls.map(({ method }) => method)).toEqual(['GET']);
  });

  test('that cannot be read gets a reaction', async () => {
    await expect(find('/conclusive go')).rejects.toThrow(/cannot read the command/);
    expect(github.reactions).toMatchObject([{ content: 'confused' }]);
  });

  test('is refused for the code of a fork', async () => {
    github.setPullRequest({ ...PULL, fork: true });
    await expect(find('/conclusive run')).rejects.toThrow(/would run code from a fork/);
    expect(github.reactions).toMatchObject([{ content: '-1' }]);
  });

  test('is run also where the reaction cannot be left', async () => {
    github.permit('read');
    expect(await find('/conclusive run')).toMatchObject({ isRequested: true });
  });

  test('without a token is refused', async () => {
    const found = findContext({ GITHUB_EVENT_NAME: 'issue_comment', GITHUB_REPOSITORY: 'o/r' }, {}, null);
    await expect(found).rejects.toThrow(/the input "token" is empty/);
  });
});

describe('the command', () => {
  test.each([
    ['/conclusive run', { seeds: null }],
    ['/conclusive run seeds=20', { seeds: 20 }],
    ['/conclusive run seeds=20  \r\nThanks!', { seeds: 20 }],
  ])('in %j is read as %j', (comment, command) => {
    expect([isCommand(comment), parseCommand(comment)]).toEqual([true, command]);
  });

  test.each(['Please type /conclusive run', '/conclusively better', '', ' /conclusive run'])(
    'is not in %j',
    (comment) => {
      expect(isCommand(comment)).toBe(false);
    },
  );

  test.each([
    '/conclusive',
    '/conclusive run seeds=1',
    '/conclusive run seeds=1001',
    '/conclusive run seeds=20; rm -rf /',
    '/conclusive run seeds=20 config=evil.yml',
    '/conclusive run  seeds=20',
    `/conclusive run ${'x'.repeat(100_000)}`,
  ])('that cannot be read is refused with what can be', (comment) => {
    expect(() => parseCommand(comment)).toThrow(
      /^cannot read the command "\/conclusive.{0,100}"; the command is/,
    );
  });
});
