/** Where a run may write: worked out once, from the event and the inputs. */

import { type CheckPlace, checkName } from '../check/check-run.ts';
import { createClient, type GitHubClient } from '../client.ts';
import { type OwnComment, ownComment } from '../comment/comment.ts';
import type { EventContext } from '../event/context.ts';
import { Patience } from '../request/patience.ts';
import type { Time } from '../request/time.ts';

/** `changes`: no comment is made where the models are equivalent and no check has anything to say. */
export const COMMENT_MODES = ['always', 'changes', 'never'] as const;
export type CommentMode = (typeof COMMENT_MODES)[number];

/**
 * `publish` trains nothing: it publishes what the run of a fork has measured. Of several jobs that share an experiment, one says what to
 * `plan` next, many `train`, and one makes the `report` of all their records.
 */
export const MODES = ['measure', 'publish', 'plan', 'train', 'report'] as const;
export type Mode = (typeof MODES)[number];

/** All that telling of a failure takes. Any value is one, so that other inputs may be wrong. */
export interface DestinationInputs {
  /** Path of the config, by whose identity comment and check are known. */
  readonly config: string;
  /** '' posts nothing. */
  readonly token: string;
  /** Whether the commit gets a check. */
  readonly check: boolean;
  /** In `publish` the token is the base's, and may write where the fork's own may not. */
  readonly mode: Mode;
}

export interface Destination {
  readonly context: EventContext;
  /** The config's identity. */
  readonly config: string;
  /** Why there is neither comment nor check; null where there is a client. */
  readonly silence: 'fork' | 'no-token' | null;
  readonly client: GitHubClient | null;
  /** The time for everything that is published, also where there is no client. */
  readonly patience: Patience;
  readonly comment: OwnComment | null;
  readonly check: CheckPlace | null;
}

export function destinationOf(
  context: EventContext,
  { config, token, check, mode }: DestinationInputs,
  client: GitHubClient | null,
): Destination {
  const isFork = context.kind === 'pull-request' && context.fork && mode !== 'publish';
  const silence: Destination['silence'] = isFork
    ? 'fork'
    : token === '' || client === null
      ? 'no-token'
      : null;
  const patience = client?.patience ?? new Patience();
  const nobody = { context, config, silence, client: null, patience, comment: null, check: null };
  if (silence !== null || client === null) return nobody;
  const { repository, runUrl, run } = context;
  const name = checkName(config, context.kind === 'commits' && context.mayBeProposed);
  return {
    ...nobody,
    client,
    comment: context.kind === 'pull-request' ? ownComment(client, context, { config, run }) : null,
    check: check ? { repository, commit: context.head.ref, name, runUrl } : null,
  };
}

/** @returns null for an empty token: nothing can be asked or posted */
export function clientOf(
  { token }: DestinationInputs,
  apiUrl: string | undefined,
  time?: Time,
): GitHubClient | null {
  if (token === '') return null;
  return createClient({
    token,
    ...(apiUrl === undefined ? {} : { apiUrl }),
    ...(time === undefined ? {} : { time }),
  });
}
