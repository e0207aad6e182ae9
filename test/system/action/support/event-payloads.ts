/** GitHub's example payloads, with the commits of a test's workspace. */
import mergeGroup from '../../../github/payloads/merge_group.checks_requested.json' with { type: 'json' };
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

/** The run of a fork has ended. */
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

/** A merge queue tests pull request 7. */
export function mergeGroupOf({ base, merge }: Workspace) {
  const group = {
    ...mergeGroup.merge_group,
    base_sha: base,
    base_ref: 'refs/heads/main',
    head_sha: merge,
    head_ref: `refs/heads/gh-readonly-queue/main/pr-7-${base}`,
  };
  return { ...mergeGroup, merge_group: group };
}

/** Somebody comments on pull request 7. */
export function commentOf(login: string, { id, body }: { readonly id: number; readonly body: string }) {
  return {
    action: 'created',
    issue: { number: 7, pull_request: {} },
    comment: { id, body, user: { login } },
  };
}
