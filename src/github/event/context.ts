/** Reads from an event which commits are compared. */
import type { z } from 'zod';
import { UserError } from '../../config/user-error.ts';
import type { RunnerVariables } from '../runner-variables.ts';
import { anyPayload, mergeGroupPayload, parsePayload, pullRequestPayload, pushPayload } from './payload.ts';
import { type WorkflowRun, workflowRun } from './workflow-run.ts';

interface Repository {
  readonly owner: string;
  readonly repo: string;
}

export interface NamedCommit {
  readonly ref: string;
  readonly name: string;
}

interface ComparedCommits {
  readonly repository: Repository;
  /** Null means git's default branch. */
  readonly base: NamedCommit | null;
  readonly head: NamedCommit;
  /** A proposal must not loosen its own gate, so the config of the base decides. */
  readonly governedByBase: boolean;
  readonly runUrl: string | null;
  readonly run: WorkflowRun;
}

export interface PullRequestContext extends ComparedCommits {
  readonly kind: 'pull-request';
  readonly number: number;
  /** The head is in another repository, so the token is read-only. */
  readonly fork: boolean;
  /**
   * Whether the head's config may govern if the base has none: never from forks, and only against the default
   * branch, because a pull request may change its base.
   */
  readonly mayGovernItself: boolean;
  readonly description: string | null;
}

interface CommitsContext extends ComparedCommits {
  readonly kind: 'commits';
  /** Replaces a base that no longer exists. */
  readonly baseIfGone: NamedCommit | null;
  /** Pull request of a merge queue's commit. */
  readonly queued: number | null;
  /** The commit's own config decides, but a pull request may have the same head. */
  readonly mayBeProposed: boolean;
}

export type EventContext = PullRequestContext | CommitsContext;

/** Events that compare GITHUB_SHA with the default branch. */
const PLAIN_EVENTS: readonly string[] = ['workflow_dispatch', 'repository_dispatch', 'schedule', 'release'];
const EVENTS = [
  'pull_request',
  'pull_request_target',
  'push',
  'merge_group',
  'issue_comment',
  ...PLAIN_EVENTS,
];

/** @throws UserError for an event without two commits, or with the code of a fork and secrets */
export function readContext(environment: RunnerVariables, payload: unknown): EventContext {
  const event = environment.GITHUB_EVENT_NAME;
  const shared = readShared(environment);

  if (event === 'pull_request' || event === 'pull_request_target') {
    const { pull_request } = parsePayload(pullRequestPayload, payload, event);
    const context = pullRequestContext(pull_request, shared);
    if (context.fork && event === 'pull_request_target') throw new UserError(FORK_CODE_REFUSED);
    return context;
  }
  const commits = {
    ...shared,
    kind: 'commits',
    baseIfGone: null,
    queued: null,
    mayBeProposed: false,
    governedByBase: false,
  } as const;
  if (event === 'merge_group') {
    const group = parsePayload(mergeGroupPayload, payload, event).merge_group;
    const base = named(group.base_sha, withoutHeads(group.base_ref));
    const queued = queuedPullRequest(group.head_ref, base.name);
    return { ...commits, base, head: head(environment, group.head_sha), queued, governedByBase: true };
  }
  if (event === 'push') {
    const { before, repository } = parsePayload(pushPayload, payload, event);
    // A push that created the branch or tag has no commit before it.
    const created = /^0+$/.test(before);
    const branch = branchNamed(repository.default_branch);
    return {
      ...commits,
      base: created ? branch : named(before, before.slice(0, 7)),
      head: head(environment),
      baseIfGone: created ? null : branch,
      mayBeProposed: isBesideDefaultBranch(environment, repository.default_branch),
    };
  }
  if (PLAIN_EVENTS.includes(event)) {
    const branch = parsePayload(anyPayload, payload, event).repository?.default_branch;
    return {
      ...commits,
      base: branch === undefined ? null : branchNamed(branch),
      head: head(environment),
      mayBeProposed: branch !== undefined && isBesideDefaultBranch(environment, branch),
    };
  }
  throw new UserError(
    `the event "${event}" does not give two commits to compare; run Conclusive on one of ${EVENTS.join(', ')}`,
  );
}

export type SharedContext = Pick<EventContext, 'repository' | 'runUrl' | 'run'>;

export function readShared(environment: RunnerVariables): SharedContext {
  const [owner = '', repo = ''] = environment.GITHUB_REPOSITORY.split('/');
  return { repository: { owner, repo }, runUrl: runUrl(environment), run: workflowRun(environment) };
}

/** @param pull as an event or the API describes it */
export function pullRequestContext(
  { number, base, head, body, labels }: z.infer<typeof pullRequestPayload>['pull_request'],
  shared: SharedContext,
): PullRequestContext {
  const fork = head.repo?.id !== base.repo.id;
  return {
    ...shared,
    kind: 'pull-request',
    base: named(base.sha, base.ref),
    head: named(head.sha, head.ref),
    number,
    fork,
    mayGovernItself: !fork && base.ref === base.repo.default_branch,
    description: labels.some(({ name }) => NO_CHANGE_LABEL.test(name))
      ? `Claim: none\n${body ?? ''}`
      : (body ?? null),
    governedByBase: true,
  };
}

/** Says the same as `Claim: none` in the description. */
const NO_CHANGE_LABEL = /^no[ -](?:model|behaviou?r)[ -]change$/i;

const FORK_CODE_REFUSED =
  'refused to run: "pull_request_target" gives the job secrets and a write token, and would run code from a fork. ' +
  'Use "on: pull_request" instead; for forks the report is then in the job summary.';

function runUrl(environment: RunnerVariables): string | null {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = environment;
  return server && run ? `${server}/${repository}/actions/runs/${run}` : null;
}

function head({ GITHUB_SHA, GITHUB_REF_NAME }: RunnerVariables, commit = GITHUB_SHA): NamedCommit {
  if (commit === undefined)
    throw new UserError('GITHUB_SHA is not set, but this event is about that commit; re-run the job');
  return named(commit, GITHUB_REF_NAME ?? commit.slice(0, 7));
}

/** Whoever can push a branch or tag may run a workflow on it, with its own config. */
function isBesideDefaultBranch({ GITHUB_REF: ref }: RunnerVariables, branch: string): boolean {
  return ref !== `refs/heads/${branch}`;
}

function named(ref: string, name = ref): NamedCommit {
  return { ref, name };
}

/** The full ref, because a tag may have the same name. */
function branchNamed(name: string): NamedCommit {
  return named(`refs/heads/${name}`, name);
}

/** Only GitHub writes branches of this name. */
function queuedPullRequest(headRef: string, target: string): number | null {
  const branch = withoutHeads(headRef);
  const start = `gh-readonly-queue/${target}/pr-`;
  const match = branch.startsWith(start) ? /^(\d{1,10})-[0-9a-f]+$/.exec(branch.slice(start.length)) : null;
  return match === null ? null : Number(match[1]);
}

function withoutHeads(ref: string): string {
  return ref.replace(/^refs\/heads\//, '');
}
