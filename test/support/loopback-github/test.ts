import { test as base, expect } from 'vitest';
import { type LoopbackGitHub, startLoopbackGitHub } from './index.ts';

/** A test with its own GitHub, so that tests can run concurrently. Fails where an exchange violates GitHub's description. */
export const test = base.extend<{ github: LoopbackGitHub }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures from the pattern
  github: async ({}, use) => {
    const github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
    await use(github);
    await github.close();
    expect(github.violations).toEqual([]);
  },
});
