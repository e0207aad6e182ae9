/** How long publishing may take: what is not done by then is left, with a warning. A verdict never waits for a server. */
import type { Deadline } from '../request/deadline.ts';

/** Everything that is published of a run, together. */
const PUBLISHING_MS = 60_000;
/** Of these, so that none starves what comes after it: the check is left what a request may take. */
export const READ_MS = 15_000;
export const LABEL_MS = 8000;
export const WRITE_MS = 16_000;
/** What uploads leave for the last look at the comment. */
export const SETTLE_MS = 10_000;
/** A cancelled step is killed after ten seconds, three of which may go by until the comment on its progress has ended. */
const CANCELLED_MS = 5000;
/** Of these: a branch protection looks for the check, which must not wait for the comment. */
export const CANCELLED_READ_MS = 2000;

/** From now on everything together. A cancel shortens it, whenever it comes. */
export function limitPublishing(deadline: Deadline, signal: AbortSignal): void {
  deadline.limit(signal.aborted ? CANCELLED_MS : PUBLISHING_MS);
  signal.addEventListener('abort', () => deadline.limit(CANCELLED_MS), { once: true });
}
