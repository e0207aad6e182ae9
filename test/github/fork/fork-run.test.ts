import { describe, expect } from 'vitest';
import { findForkRun } from '../../../src/github/fork/fork-run.ts';
import { test as base } from '../../support/loopback-github/test.ts';

const HEAD = 'b'.repeat(40);
const ENVIRONMENT = {
  GITHUB_EVENT_NAME: 'workflow_run',
  GITHUB_REPOSITORY: 'acme/models',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_RUN_ID: '42',
};
const RUN = {
  id: 41,
  run_attempt: 3,
  event: 'pull_request',
  conclusion: 'failure',
  head_sha: HEAD,
  head_branch: 'topic',
  head_repository: { id: 7, owner: { login: 'stranger' } },
};

type Find = (changes?: object, environment?: typeof ENVIRONMENT) => ReturnType<typeof findForkRun>;
const test = base.extend<{ find: Find }>({
  find: ({ github, client }, use) => {
    github.setPullRequest({ base: 'a'.repeat(40), head: HEAD, fork: true, body: 'It is better.' });
    return use((changes = {}, environment = ENVIRONMENT) => {
      const payload = { repository: { id: 186853002 }, workflow_run: { ...RUN, ...changes } };
      return findForkRun(environment, payload, client);
    });
  },
});

describe('the pull request of a finished run', () => {
  test('is the open one whose head the event names', async ({ find, github }) => {
    expect(await find()).toMatchObject({
      runId: 41,
      context: {
        number: 7,
        fork: true,
        mayGovernItself: false,
        description: 'It is better.',
        base: { ref: 'a'.repeat(40), name: 'main' },
        head: { ref: HEAD, name: 'topic' },
        governedByBase: true,
        runUrl: 'https://github.com/acme/models/actions/runs/41',
        run: { id: 41, attempt: 3 },
      },
    });
    expect(github.calls).toMatchObject([{ query: { head: 'stranger:topic', state: 'open' } }]);
  });

  test.for([
    [{ head_sha: 'c'.repeat(40) }, 'no open pull request has ccccccc as its head'],
    [
      { head_repository: { id: 8, owner: { login: 'stranger' } } },
      'no open pull request has bbbbbbb as its head',
    ],
    [
      { head_repository: { id: 186853002, owner: { login: 'acme' } } },
      'the pull request is not from a fork, so its own run has published the result',
    ],
    [{ event: 'push' }, 'the run was for the event "push", not for a pull request'],
    [{ conclusion: 'action_required' }, 'the run waits for approval'],
    [{ head_repository: null }, 'the fork has been deleted'],
  ] as const)('is nobody to be told where the event says %j', async ([changes, reason], { find }) => {
    expect(await find(changes)).toBe(reason);
  });

  test.for([
    ['cancelled', 'the run was cancelled'],
    ['skipped', 'the run was skipped'],
    ['stale', 'the run was stale'],
    ['failure', null],
    ['timed_out', null],
  ] as const)('is told of a run that ended as %s', async ([conclusion, unfinished], { find }) => {
    expect(await find({ conclusion })).toMatchObject({ unfinished });
  });

  test('is not guessed where two have the same head', async ({ find, github }) => {
    github.setPullRequest({ base: 'a'.repeat(40), head: HEAD, fork: true, body: null }, 8);
    await expect(find()).rejects.toThrow('the pull requests #7 and #8 have the same head');
  });

  test('is looked for under workflow_run alone, with a payload that is one', async ({ find }) => {
    await expect(find({}, { ...ENVIRONMENT, GITHUB_EVENT_NAME: 'pull_request' })).rejects.toThrow(
      'the input "mode" is "publish", which works only on the event workflow_run, not on "pull_request"',
    );
    await expect(find({ head_branch: '--upload-pack=evil' })).rejects.toThrow('head_branch');
    await expect(find({ head_repository: { id: 7, owner: { login: 'a b' } } })).rejects.toThrow(
      'is not a login',
    );
  });
});
