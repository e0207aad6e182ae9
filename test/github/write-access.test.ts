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
