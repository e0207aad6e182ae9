/** GitHub's own example of an event, with the commits of a test's workspace. */
import pullRequestExample from '../../../github/payloads/pull_request.synchronize.json' with { type: 'json' };
import type { Workspace } from './workspace.ts';

export function pullRequestOf({ base, head }: Workspace, { fork = false, target = 'main' } = {}) {
  const { pull_request: example } = pullRequestExample;
  const repo = fork ? { ...example.head.repo, id: 7, full_name: 'stranger/models' } : example.head.repo;
  return {
    ...pullRequestExample,
    number: 7,
    pull_request: {
      ...example,
      number: 7,
      base: {
        ...example.base,
        ref: target,
        sha: base,
        repo: { ...example.base.repo, default_branch: 'main' },
      },
      head: { ...example.head, ref: 'topic', sha: head, repo },
    },
  };
}

/** That the run of a fork has ended, as `workflow_run` tells it. */
export function workflowRunOf({ head }: Workspace, id: number, conclusion = 'success') {
  return {
    repository: { id: 186853002 },
    workflow_run: {
      id,
      run_attempt: 1,
      event: 'pull_request',
      conclusion,
      head_sha: head,
      head_branch: 'topic',
      head_repository: { id: 7, owner: { login: 'stranger' } },
    },
  };
}
