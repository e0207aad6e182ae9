import { test as base, expect } from 'vitest';
import { type LoopbackGitHub, startLoopbackGitHub } from './index.ts';

/**
 * A test with a GitHub of its own, so that tests can wait side by side: Octokit's throttling spaces writes by a second. At its end
 * no request and no answer may have broken GitHub's own description.
 */
export const test = base.extend<{ github: LoopbackGitHub }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures from the pattern
  github: async ({}, use) => {
    const github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
    await use(github);
    await github.close();
    expect(github.violations).toEqual([]);
  },
});
