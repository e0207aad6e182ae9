import { test as base, expect } from 'vitest';
import { createClient, type GitHubClient } from '../../../src/github/client.ts';
import { type LoopbackGitHub, startLoopbackGitHub } from './index.ts';

/** A test with its own GitHub, so that tests can run concurrently. Fails where an exchange violates GitHub's description. */
export const test = base.extend<{ github: LoopbackGitHub; client: GitHubClient }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures from the pattern
  github: async ({}, use) => {
    const github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
    await use(github);
    await github.close();
    expect(github.violations).toEqual([]);
  },
  client: ({ github: { token, url, time } }, use) => use(createClient({ token, apiUrl: url, time })),
});
