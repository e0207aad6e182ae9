/** How long publishing may take; the rest is skipped with a warning. */
import type { Deadline } from '../request/deadline.ts';

/** Everything together. */
const PUBLISHING_MS = 60_000;
/** Shares of single steps, so that the check always has the time of one request. */
export const READ_MS = 15_000;
export const LABEL_MS = 8000;
export const WRITE_MS = 16_000;
/** Time that uploads leave for the last look at the comment. */
export const SETTLE_MS = 10_000;
/** A cancelled step is killed after 10 s. The end of the live comment may take 3 s of them. */
const CANCELLED_MS = 5000;
/** The check, which a branch protection may require, must not wait longer for the comment. */
export const CANCELLED_READ_MS = 2000;

/** Starts the time. A cancel shortens it at any moment. */
export function limitPublishing(deadline: Deadline, signal: AbortSignal): void {
  deadline.limit(signal.aborted ? CANCELLED_MS : PUBLISHING_MS);
  signal.addEventListener('abort', () => deadline.limit(CANCELLED_MS), { once: true });
}
