/** The command `/conclusive run seeds=20` in a comment: what it may say, and how it is read. */
import { UserError } from '../../config/user-error.ts';

export interface Command {
  /** null: as many as the config says. */
  readonly seeds: number | null;
}

const MAX_COMMAND_CHARS = 100;
const MAX_SEEDS = 1000;
const USAGE = `the command is "/conclusive run" or "/conclusive run seeds=N", with N from 2 to ${MAX_SEEDS}`;

/** Whether a comment begins as a command does: most are about something else. */
export function isCommand(comment: string): boolean {
  return /^\/conclusive(?:\s|$)/.test(comment.slice(0, MAX_COMMAND_CHARS));
}

/**
 * Reads the command from the first line of a comment that begins as one. Nothing else of the comment is looked at, and
 * nothing of it is handed on but one number.
 *
 * @throws UserError for one that begins as a command and is none
 */
export function parseCommand(comment: string): Command {
  const line = comment.slice(0, MAX_COMMAND_CHARS).split(/\r?\n/, 1)[0]?.trimEnd() ?? '';
  const match = /^\/conclusive run(?: seeds=(\d{1,4}))?$/.exec(line);
  const seeds = match?.[1] === undefined ? null : Number(match[1]);
  if (match === null || (seeds !== null && (seeds < 2 || seeds > MAX_SEEDS)))
    throw new UserError(`cannot read the command "${line}"; ${USAGE}`);
  return { seeds };
}
