import { describe, expect } from 'vitest';
import { findContext } from '../../../src/github/event/find-context.ts';
import { isCommand, parseCommand } from '../../../src/github/event/requested-run.ts';
import { test as base } from '../../support/loopback-github/test.ts';

const PULL = { base: 'a'.repeat(40), head: 'b'.repeat(40), fork: false, body: 'Claim: accuracy +1' };
const ENVIRONMENT = {
  GITHUB_EVENT_NAME: 'issue_comment',
  GITHUB_REPOSITORY: 'acme/models',
  GITHUB_RUN_ID: '42',
};

type Find = (
  body: string,
  changes?: { readonly login?: string; readonly action?: string; readonly issue?: object },
) => ReturnType<typeof findContext>;
const test = base.extend<{ find: Find }>({
  find: ({ github, client }, use) => {
    github.setRole('octocat', 'write');
    github.setRole('mallory', 'read');
    github.setPullRequest(PULL);
    return use((body, { login = 'octocat', action = 'created', issue = {} } = {}) => {
      const { id } = github.addComment(login, body);
      const payload = {
        action,
        issue: { number: 7, pull_request: { url: 'https://api.github.com/x' }, ...issue },
        comment: { id, body, user: { login } },
      };
      return findContext(ENVIRONMENT, payload, client);
    });
  },
});

describe('a comment on a pull request', () => {
  test('by somebody with write access is a run of its head under the config of its base', async ({
    find,
    github,
  }) => {
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
        'octocat requested 20 seeds in a comment. Each further test of the same change adds to the risk of a false alarm',
      ],
    });
    expect(github.reactions).toMatchObject([{ content: 'rocket' }]);
  });

  test('that asks for the seeds of the config needs no notice', async ({ find }) => {
    expect(await find('/conclusive run')).toMatchObject({ seeds: null, notices: [] });
  });

  test.for([
    ['is about something else', 'Looks good', {}],
    ['was edited into a command', '/conclusive run', { action: 'edited' }],
    ['stands on an issue', '/conclusive run', { issue: { pull_request: undefined } }],
  ] as const)('that %s costs no request', async ([, body, options], { find, github }) => {
    expect(await find(body, options)).toBe('the comment is not a command for Conclusive');
    expect(github.calls).toEqual([]);
  });

  test.for([
    ['mallory', '/conclusive run'],
    ['stranger', '/conclusive run'],
    ['mallory', '/conclusive go'],
  ] as const)(
    'by %s, without write access, asks for nothing, and nothing is written',
    async ([login, body], { find, github }) => {
      expect(await find(body, { login })).toBe(
        `${login}, who wrote the command, has no write access to this repository`,
      );
      expect(github.reactions).toEqual([]);
      expect(github.calls.map(({ method }) => method)).toEqual(['GET']);
    },
  );

  test('that cannot be read gets a reaction', async ({ find, github }) => {
    await expect(find('/conclusive go')).rejects.toThrow(/cannot read the command/);
    expect(github.reactions).toMatchObject([{ content: 'confused' }]);
  });

  test('is refused for the code of a fork', async ({ find, github }) => {
    github.setPullRequest({ ...PULL, fork: true });
    await expect(find('/conclusive run')).rejects.toThrow(/would run code from a fork/);
    expect(github.reactions).toMatchObject([{ content: '-1' }]);
  });

  test('is run also where the reaction cannot be left', async ({ find, github }) => {
    github.permit('read');
    expect(await find('/conclusive run')).toMatchObject({ isRequested: true });
  });

  test('without a token is refused', async () => {
    await expect(findContext(ENVIRONMENT, {}, null)).rejects.toThrow(/the input "token" is empty/);
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
