import { UserError } from '../../config/user-error.ts';
import type { GitHubClient } from '../client.ts';
import type { RunnerVariables } from '../runner-variables.ts';
import { type EventContext, readContext, readShared } from './context.ts';
import { issueCommentPayload, parsePayload } from './payload.ts';
import { readRequestedRun } from './requested-run.ts';

export interface FoundContext {
  readonly context: EventContext;
  /** Seeds that a comment asked for; null for the config's own number. */
  readonly seeds: number | null;
  /** Somebody asked for this run, so `paths` must not skip it. */
  readonly isRequested: boolean;
  readonly notices: readonly string[];
}

/** @returns a reason if there is nothing to do */
export async function findContext(
  environment: RunnerVariables,
  payload: unknown,
  client: GitHubClient | null,
): Promise<FoundContext | string> {
  if (environment.GITHUB_EVENT_NAME !== 'issue_comment') {
    const context = readContext(environment, payload);
    return { context, seeds: null, isRequested: false, notices: [] };
  }
  if (client === null)
    throw new UserError(
      'the input "token" is empty, but a comment command needs one to check who wrote it; set the token',
    );
  const comment = parsePayload(issueCommentPayload, payload, 'issue_comment');
  const requested = await readRequestedRun(client, comment, readShared(environment));
  return typeof requested === 'string' ? requested : { ...requested, isRequested: true };
}
