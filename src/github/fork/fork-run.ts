/** Finds the pull request of a fork's finished run. Trusts only the event and GitHub. */
import { z } from 'zod';
import { UserError } from '../../config/user-error.ts';
import type { GitHubClient } from '../client.ts';
import { type PullRequestContext, pullRequestContext, readShared } from '../event/context.ts';
import { parsePayload, pullRequestPayload, workflowRunPayload } from '../event/payload.ts';
import { refusalOf } from '../publish-error.ts';
import type { RunnerVariables } from '../runner-variables.ts';

export interface ForkRun {
  readonly context: PullRequestContext;
  readonly runId: number;
  /** Why it measured nothing. */
  readonly unfinished: string | null;
}

/** These fail, because the author of a change can cause them. */
const NOTHING_MEASURED: readonly string[] = ['cancelled', 'skipped', 'stale'];

const NO_TOKEN =
  'the input "token" is empty, but mode "publish" needs it to read the artifact and to post; set the token';

/** @returns a reason if there is nothing to publish */
export async function findForkRun(
  environment: RunnerVariables,
  payload: unknown,
  client: GitHubClient | null,
): Promise<ForkRun | string> {
  const event = environment.GITHUB_EVENT_NAME;
  if (event !== 'workflow_run')
    throw new UserError(
      `the input "mode" is "publish", which works only on the event workflow_run, not on "${event}"; docs/how-to/forks.md has the workflow`,
    );
  if (client === null) throw new UserError(NO_TOKEN);
  const { workflow_run: run, repository } = parsePayload(workflowRunPayload, payload, event);
  if (run.event !== 'pull_request') return `the run was for the event "${run.event}", not for a pull request`;
  if (run.head_repository === null) return 'the fork has been deleted';
  if (run.head_repository.id === repository.id)
    return 'the pull request is not from a fork, so its own run has published the result';
  if (run.conclusion === 'action_required') return 'the run waits for approval';
  const shared = readShared(environment);
  const head = `${run.head_repository.owner.login}:${run.head_branch}`;
  const pulls = await openPullRequests(client, shared.repository, head);
  // The branch may have moved, and another repository may have had its name.
  const own = pulls.filter(
    (pull) => pull.head.sha === run.head_sha && pull.head.repo?.id === run.head_repository?.id,
  );
  const [pull, another] = own;
  if (pull === undefined) return `no open pull request has ${run.head_sha.slice(0, 7)} as its head`;
  if (another !== undefined)
    throw new UserError(
      `the pull requests ${own.map(({ number }) => `#${number}`).join(' and ')} have the same head, so it is unclear which one the run was for; close all but one`,
    );
  const server = environment.GITHUB_SERVER_URL;
  const { owner, repo } = shared.repository;
  return {
    runId: run.id,
    unfinished: NOTHING_MEASURED.includes(run.conclusion ?? '') ? `the run was ${run.conclusion}` : null,
    context: {
      ...pullRequestContext(pull, shared),
      // A newer run of the fork must not be overwritten.
      run: { id: run.id, attempt: run.run_attempt },
      runUrl: server ? `${server}/${owner}/${repo}/actions/runs/${run.id}` : null,
      fork: true,
      mayGovernItself: false,
      head: { ref: run.head_sha, name: run.head_branch },
    },
  };
}

const pullsAnswer = z.array(pullRequestPayload.shape.pull_request);

async function openPullRequests(
  client: GitHubClient,
  repository: PullRequestContext['repository'],
  head: string,
) {
  try {
    const request = { answer: pullsAnswer };
    const query = { ...repository, state: 'open' as const, head, per_page: 100 };
    const { data } = await client.rest.pulls.list({ ...query, request });
    return pullsAnswer.parse(data);
  } catch (error) {
    throw refusalOf(error, 'look for the pull request', 'pull-requests');
  }
}
