/** A run that a comment on a pull request requests. */
import { warning } from '@actions/core';
import type { z } from 'zod';
import { UserError } from '../../config/user-error.ts';
import type { GitHubClient } from '../client.ts';
import { explainRefusal, refusalOf } from '../publish-error.ts';
import { reactionAnswer } from '../request/answers.ts';
import { hasWriteAccess } from '../write-access.ts';
import { type PullRequestContext, pullRequestContext, type SharedContext } from './context.ts';
import { type issueCommentPayload, pullRequestPayload } from './payload.ts';

const MAX_COMMAND_CHARS = 100;
const MAX_SEEDS = 1000;
const USAGE = `the command is "/conclusive run" or "/conclusive run seeds=N", with N from 2 to ${MAX_SEEDS}`;

export interface Command {
  /** null for the config's own number. */
  readonly seeds: number | null;
}

export interface RequestedRun extends Command {
  readonly context: PullRequestContext;
  readonly notices: readonly string[];
}

type IssueComment = z.infer<typeof issueCommentPayload>;

/**
 * A stranger's comment neither fails the job nor makes it write anything.
 *
 * @returns a reason if there is nothing to do
 * @throws UserError for an invalid command, and for the code of a fork, after a reaction to the comment
 */
export async function readRequestedRun(
  client: GitHubClient,
  { action, issue, comment }: IssueComment,
  shared: SharedContext,
): Promise<RequestedRun | string> {
  const react = (content: 'rocket' | '-1' | 'confused') => addReaction(client, shared, comment.id, content);
  const { login } = comment.user;
  if (action !== 'created' || issue.pull_request === undefined || !isCommand(comment.body))
    return 'the comment is not a command for Conclusive';
  if (!client.server.isGitHub)
    throw new UserError(
      `refused to run: ${client.server.name} does not show workflows who can push, so the author of the command cannot be checked; run the workflow by hand`,
    );
  if (!(await mayAsk(client, shared, login)))
    return `${login}, who wrote the command, has no write access to this repository`;
  let command: Command;
  try {
    command = parseCommand(comment.body);
  } catch (error) {
    await react('confused');
    throw error;
  }
  const context = await pullRequestOf(client, issue.number, shared);
  if (context.fork) {
    await react('-1');
    throw new UserError(FORK_REFUSED);
  }
  await react('rocket');
  return { ...command, context, notices: noticesOf(command, login) };
}

const pullAnswer = pullRequestPayload.shape.pull_request;

const FORK_REFUSED =
  'refused to run: "issue_comment" gives the job secrets and a write token, and would run code from a fork. ' +
  'Pull requests from forks run under "on: pull_request"';

function noticesOf({ seeds }: Command, login: string): string[] {
  if (seeds === null) return [];
  return [
    `${login} requested ${seeds} seeds in a comment. Each further test of the same change adds to the risk of a false alarm`,
  ];
}

async function mayAsk(client: GitHubClient, { repository }: SharedContext, login: string): Promise<boolean> {
  try {
    return await hasWriteAccess(client, repository, login);
  } catch (error) {
    throw refusalOf(error, `read whether ${login} has write access`, 'pull-requests');
  }
}

async function pullRequestOf(
  client: GitHubClient,
  pull_number: number,
  shared: SharedContext,
): Promise<PullRequestContext> {
  try {
    const { data } = await client.rest.pulls.get({
      ...shared.repository,
      pull_number,
      request: { answer: pullAnswer },
    });
    return pullRequestContext(pullRequestPayload.parse({ pull_request: data }).pull_request, shared);
  } catch (error) {
    throw refusalOf(error, `read pull request #${pull_number}`, 'pull-requests');
  }
}

async function addReaction(
  client: GitHubClient,
  { repository }: SharedContext,
  comment_id: number,
  content: 'rocket' | '-1' | 'confused',
): Promise<void> {
  try {
    await client.rest.reactions.createForIssueComment({
      ...repository,
      comment_id,
      content,
      request: { answer: reactionAnswer },
    });
  } catch (error) {
    // The run does not depend on the reaction.
    warning(explainRefusal(error, 'react to the comment', 'pull-requests').message);
  }
}

export function isCommand(comment: string): boolean {
  return /^\/conclusive(?:\s|$)/.test(comment.slice(0, MAX_COMMAND_CHARS));
}

/** Passes on one number only. @throws UserError for an invalid command */
export function parseCommand(comment: string): Command {
  const line = comment.slice(0, MAX_COMMAND_CHARS).split(/\r?\n/, 1)[0]?.trimEnd() ?? '';
  const match = /^\/conclusive run(?: seeds=(\d{1,4}))?$/.exec(line);
  const seeds = match?.[1] === undefined ? null : Number(match[1]);
  if (match === null || (seeds !== null && (seeds < 2 || seeds > MAX_SEEDS)))
    throw new UserError(`cannot read the command "${line}"; ${USAGE}`);
  return { seeds };
}
