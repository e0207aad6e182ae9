/** A run that somebody with write access asks for, by a command in a comment on a pull request. */
import { warning } from '@actions/core';
import type { z } from 'zod';
import { UserError } from '../../config/user-error.ts';
import type { GitHubClient } from '../client.ts';
import { explainRefusal } from '../publish-error.ts';
import { reactionAnswer } from '../request/answers.ts';
import { hasWriteAccess } from '../write-access.ts';
import { type Command, isCommand, parseCommand } from './command.ts';
import type { EventContext, PullRequestContext } from './context.ts';
import { type issueCommentPayload, pullRequestPayload } from './payload.ts';

export interface RequestedRun extends Command {
  readonly context: PullRequestContext;
  /** What the reader of the report has to know of it. */
  readonly notices: readonly string[];
}

type Shared = Pick<EventContext, 'repository' | 'runUrl' | 'run'>;
type IssueComment = z.infer<typeof issueCommentPayload>;

/**
 * A stranger's comment makes the workflow write nothing, and is no failure of the job: anybody may comment.
 *
 * @returns why there is nothing to do, where the comment is no command or its author has no write access
 * @throws UserError for what cannot be read, and for the code of a fork. The comment gets a reaction in both cases.
 */
export async function readRequestedRun(
  client: GitHubClient,
  { action, issue, comment }: IssueComment,
  shared: Shared,
): Promise<RequestedRun | string> {
  const react = (content: 'rocket' | '-1' | 'confused') => addReaction(client, shared, comment.id, content);
  const { login } = comment.user;
  if (action !== 'created' || issue.pull_request === undefined || !isCommand(comment.body))
    return 'the comment is not a command for Conclusive';
  if (!client.server.tellsRights)
    throw new UserError(
      `refused to run: ${client.server.name} does not tell a workflow who may push, so it cannot check who wrote the command; run the workflow by hand`,
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
    `${login} requested ${seeds} seeds in a comment. Earlier tests of this change used part of alpha; this test uses what is left`,
  ];
}

async function mayAsk(client: GitHubClient, { repository }: Shared, login: string): Promise<boolean> {
  try {
    return await hasWriteAccess(client, repository, login);
  } catch (error) {
    throw asUserError(error, `read whether ${login} has write access`);
  }
}

async function pullRequestOf(
  client: GitHubClient,
  pull_number: number,
  shared: Shared,
): Promise<PullRequestContext> {
  try {
    const { data } = await client.rest.pulls.get({
      ...shared.repository,
      pull_number,
      request: { answer: pullAnswer },
    });
    const { number, base, head, body } = pullRequestPayload.parse({ pull_request: data }).pull_request;
    const fork = head.repo?.id !== base.repo.id;
    return {
      ...shared,
      kind: 'pull-request',
      number,
      fork,
      mayGovernItself: !fork && base.ref === base.repo.default_branch,
      description: body ?? null,
      base: { ref: base.sha, name: base.ref },
      head: { ref: head.sha, name: head.ref },
      governedByBase: true,
    };
  } catch (error) {
    throw asUserError(error, `read pull request #${pull_number}`);
  }
}

async function addReaction(
  client: GitHubClient,
  { repository }: Shared,
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
    // An answer out of courtesy: the run does not depend on it.
    warning(explainRefusal(error, 'react to the comment', 'pull-requests').message);
  }
}

function asUserError(error: unknown, what: string): UserError {
  return new UserError(explainRefusal(error, what, 'pull-requests').message, { cause: error });
}
