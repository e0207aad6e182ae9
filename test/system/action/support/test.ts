/** A test of the shipped action, with its own GitHub and with workspaces that are removed after it. */
import { test as withGitHub } from '../../../support/loopback-github/test.ts';
import { createWorkspace, type Files, type Workspace } from './workspace.ts';

export const BETTER: Files = { 'settings.json': '{ "features": 2 }\n' };
export const WORSE: Files = { 'settings.json': '{ "features": 1 }\n' };

export const test = withGitHub.extend<{ open: typeof createWorkspace }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures from the pattern
  open: async ({}, use) => {
    const opened: Workspace[] = [];
    await use(async (...files) => {
      const workspace = await createWorkspace(...files);
      opened.push(workspace);
      return workspace;
    });
    for (const workspace of opened) await workspace.remove();
  },
});
