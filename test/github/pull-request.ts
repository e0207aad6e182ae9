import type { PullRequestContext } from '../../src/github/event/context.ts';

/** A pull request as its own workflow sees it. */
export const PULL_REQUEST: PullRequestContext = {
  kind: 'pull-request',
  repository: { owner: 'acme', repo: 'models' },
  number: 7,
  fork: false,
  mayGovernItself: true,
  description: null,
  base: { ref: 'a'.repeat(40), name: 'main' },
  head: { ref: 'b'.repeat(40), name: 'topic' },
  governedByBase: true,
  runUrl: null,
  run: { id: 42, attempt: 1 },
};
