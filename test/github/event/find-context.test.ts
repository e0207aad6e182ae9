import { expect, test } from 'vitest';
import { findContext } from '../../../src/github/event/find-context.ts';
import pushExample from '../payloads/push.json' with { type: 'json' };

const ENVIRONMENT = {
  GITHUB_REPOSITORY: 'acme/models',
  GITHUB_SHA: 'b'.repeat(40),
  GITHUB_REF: 'refs/heads/main',
};

test('all but a command in a comment is told by the event alone', async () => {
  expect(await findContext({ ...ENVIRONMENT, GITHUB_EVENT_NAME: 'push' }, pushExample, null)).toMatchObject({
    context: { kind: 'commits' },
    seeds: null,
    isRequested: false,
    notices: [],
  });
});

test('a command in a comment takes a token to look into', async () => {
  await expect(findContext({ ...ENVIRONMENT, GITHUB_EVENT_NAME: 'issue_comment' }, {}, null)).rejects.toThrow(
    'the input "token" is empty',
  );
});
