/** What an event asks for: which commit is compared with which, and where the answer goes. */
import { UserError } from '../../config/user-error.ts';
import type { RunnerVariables } from '../runner-variables.ts';
import { anyPayload, mergeGroupPayload, parsePayload, pullRequestPayload, pushPayload } from './payload.ts';
import { type WorkflowRun, workflowRun } from './workflow-run.ts';

interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** A commit, or a ref that git resolves, and what the report calls it. */
export interface NamedCommit {
  readonly ref: string;
  readonly name: string;
}

interface ComparedCommits {
  readonly repository: Repository;
  /** null: the payload names none, and git's default branch it is. */
  readonly base: NamedCommit | null;
  readonly head: NamedCommit;
  /** The head is a proposal: the config of the base decides, so that it cannot loosen its own gate. */
  readonly governedByBase: boolean;
  /** The page of this workflow run. */
  readonly runUrl: string | null;
  /** Which run this is: a newer one is not to be overwritten. */
  readonly run: WorkflowRun;
}

export interface PullRequestContext extends ComparedCommits {
  readonly kind: 'pull-request';
  readonly number: number;
  /** The head lives in another repository: the token is read-only whatever `permissions:` says. */
  readonly fork: boolean;
  /**
   * Whether the head's own config may govern where the base has none. A pull request chooses its base and may change it while the
   * check stays on the commit, so only the default branch is taken at its word, and only for who can push to this repository.
   */
  readonly mayGovernItself: boolean;
  /** Its text as it was when the event happened; untrusted. */
  readonly description: string | null;
}

/** Two commits without a pull request: a push, a merge group, a run by hand or by the clock. */
interface CommitsContext extends ComparedCommits {
  readonly kind: 'commits';
  /** What a base that may be gone by now is replaced with; null where the base is what stands in the repository. */
  readonly baseIfGone: NamedCommit | null;
  /** The pull request that a merge queue has made the commit of; null elsewhere. */
  readonly queued: number | null;
  /** Its own config decides, and it may be the head of a pull request: its check must not be taken for that one's. */
  readonly mayBeProposed: boolean;
}

export type EventContext = PullRequestContext | CommitsContext;

/** Events without a base of their own: GITHUB_SHA against the default branch. */
const PLAIN_EVENTS: readonly string[] = ['workflow_dispatch', 'repository_dispatch', 'schedule', 'release'];
const EVENTS = [
  'pull_request',
  'pull_request_target',
  'push',
  'merge_group',
  'issue_comment',
  ...PLAIN_EVENTS,
];

/**
 * Reads the event of a workflow run.
 *
 * @param payload the parsed file at GITHUB_EVENT_PATH; untrusted
 * @throws UserError for an event that names no two commits, and for `pull_request_target` with the code of a fork.
 */
export function readContext(environment: RunnerVariables, payload: unknown): EventContext {
  const event = environment.GITHUB_EVENT_NAME;
  const shared = readShared(environment);

  if (event === 'pull_request' || event === 'pull_request_target') {
    const { number, base, head, body } = parsePayload(pullRequestPayload, payload, event).pull_request;
    const fork = head.repo?.id !== base.repo.id;
    if (fork && event === 'pull_request_target') throw new UserError(FORK_CODE_REFUSED);
    const commits = { base: named(base.sha, base.ref), head: named(head.sha, head.ref) };
    const description = body ?? null;
    return {
      ...shared,
      ...commits,
      kind: 'pull-request',
      number,
      fork,
      mayGovernItself: !fork && base.ref === base.repo.default_branch,
      description,
      governedByBase: true,
    };
  }
  if (event === 'merge_group') {
    const group = parsePayload(mergeGroupPayload, payload, event).merge_group;
    const base = named(group.base_sha, withoutHeads(group.base_ref));
    return {
      ...shared,
      kind: 'commits',
      base,
      head: head(environment, group.head_sha),
      baseIfGone: null,
      queued: queuedPullRequest(group.head_ref, base.name),
      mayBeProposed: false,
      governedByBase: true,
    };
  }
  if (event === 'push') {
    const { before, repository } = parsePayload(pushPayload, payload, event);
    // A branch or tag that this push created has nothing before it.
    const created = /^0+$/.test(before);
    const branch = branchNamed(repository.default_branch);
    const base = created ? branch : named(before, before.slice(0, 7));
    const baseIfGone = created ? null : branch;
    const commits = { base, head: head(environment), baseIfGone, queued: null };
    const mayBeProposed = isBesideDefaultBranch(environment, repository.default_branch);
    return { ...shared, kind: 'commits', ...commits, mayBeProposed, governedByBase: false };
  }
  if (PLAIN_EVENTS.includes(event)) {
    const branch = parsePayload(anyPayload, payload, event).repository?.default_branch;
    const base = branch === undefined ? null : branchNamed(branch);
    const commits = { base, head: head(environment), baseIfGone: null, queued: null };
    const mayBeProposed = branch !== undefined && isBesideDefaultBranch(environment, branch);
    return { ...shared, kind: 'commits', ...commits, mayBeProposed, governedByBase: false };
  }
  throw new UserError(
    `the event "${event}" does not give two commits to compare; run Conclusive on one of ${EVENTS.join(', ')}`,
  );
}

/** What does not depend on the event. */
export function readShared(
  environment: RunnerVariables,
): Pick<EventContext, 'repository' | 'runUrl' | 'run'> {
  const [owner = '', repo = ''] = environment.GITHUB_REPOSITORY.split('/');
  return { repository: { owner, repo }, runUrl: runUrl(environment), run: workflowRun(environment) };
}

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

/** Whoever can push a branch or a tag may run a workflow on it, with the config that stands there. */
function isBesideDefaultBranch({ GITHUB_REF: ref }: RunnerVariables, branch: string): boolean {
  return ref !== `refs/heads/${branch}`;
}

function named(ref: string, name = ref): NamedCommit {
  return { ref, name };
}

/** In full, so that no tag of that name is taken for it. */
function branchNamed(name: string): NamedCommit {
  return named(`refs/heads/${name}`, name);
}

/** GitHub alone writes to these branches, and calls each after its target and the pull request that it adds. */
function queuedPullRequest(headRef: string, target: string): number | null {
  const branch = withoutHeads(headRef);
  const start = `gh-readonly-queue/${target}/pr-`;
  const match = branch.startsWith(start) ? /^(\d{1,10})-[0-9a-f]+$/.exec(branch.slice(start.length)) : null;
  return match === null ? null : Number(match[1]);
}

function withoutHeads(ref: string): string {
  return ref.replace(/^refs\/heads\//, '');
}
