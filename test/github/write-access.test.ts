import { expect } from 'vitest';
import { hasWriteAccess } from '../../src/github/write-access.ts';
import { test } from '../support/loopback-github/test.ts';

const REPOSITORY = { owner: 'acme', repo: 'models' };

test('whoever may push has write access, and nobody else, apps least of all', async ({ github, client }) => {
  github.setRole('owner', 'admin');
  github.setRole('octocat', 'write');
  github.setRole('mallory', 'read');
  const may = (login: string) => hasWriteAccess(client, REPOSITORY, login);
  expect(await Promise.all(['owner', 'octocat', 'mallory', 'labeler[bot]', 'nobody'].map(may))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('a GitHub that does not say is an error, and never a no', async ({ github, client }) => {
  github.permit('none', 'pull-requests');
  github.fail({
    method: 'GET',
    path: /permission$/,
    times: 9,
    effect: { status: 403, body: { message: 'no' } },
  });
  await expect(hasWriteAccess(client, REPOSITORY, 'octocat')).rejects.toThrow('no');
});
