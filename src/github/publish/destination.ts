/** Where a run may write. */
import { type CheckPlace, checkName } from '../check/check-run.ts';
import { createClient, type GitHubClient } from '../client.ts';
import { type OwnComment, ownComment } from '../comment/comment.ts';
import type { EventContext } from '../event/context.ts';
import { Deadline, type Time } from '../request/deadline.ts';

/** `changes` creates no comment if the models are equivalent and every check passes. */
export const COMMENT_MODES = ['always', 'changes', 'never'] as const;
export type CommentMode = (typeof COMMENT_MODES)[number];

/** `publish` is for forks. Of jobs that share an experiment, one does `plan`, many `train`, one `report`. */
export const MODES = ['measure', 'publish', 'plan', 'train', 'report'] as const;
export type Mode = (typeof MODES)[number];

/** Inputs needed to report a failure; not validated here. */
export interface DestinationInputs {
  readonly config: string;
  readonly token: string;
  readonly check: boolean;
  /** With `publish` the token may write. */
  readonly mode: Mode;
}

export interface Destination {
  readonly context: EventContext;
  readonly config: string;
  /** Why there is neither comment nor check. */
  readonly silence: 'fork' | 'no-token' | null;
  readonly client: GitHubClient | null;
  readonly deadline: Deadline;
  readonly comment: OwnComment | null;
  readonly check: CheckPlace | null;
}

export function destinationOf(
  context: EventContext,
  { config, token, check, mode }: DestinationInputs,
  client: GitHubClient | null,
): Destination {
  const isFork = context.kind === 'pull-request' && context.fork && mode !== 'publish';
  if (isFork || token === '' || client === null) {
    const silence = isFork ? 'fork' : 'no-token';
    const deadline = client?.deadline ?? new Deadline();
    return { context, config, silence, client: null, deadline, comment: null, check: null };
  }
  const { repository, runUrl, run } = context;
  const name = checkName(config, context.kind === 'commits' && context.mayBeProposed);
  return {
    context,
    config,
    silence: null,
    client,
    deadline: client.deadline,
    comment: context.kind === 'pull-request' ? ownComment(client, context, { config, run }) : null,
    check: check ? { repository, commit: context.head.ref, name, runUrl } : null,
  };
}

export function clientOf(
  { token }: DestinationInputs,
  apiUrl: string | undefined,
  time?: Time,
): GitHubClient | null {
  if (token === '') return null;
  return createClient({ token, apiUrl, time });
}
