/** Time limits of publishing. What does not fit is skipped with a warning. */
import type { Deadline } from '../request/deadline.ts';

const PUBLISHING_MS = 60_000;
/** Limits of steps, which leave the check the time of one request. */
export const READ_MS = 15_000;
export const LABEL_MS = 8000;
export const WRITE_MS = 16_000;
/** Time that uploads leave for the last look at the comment. */
export const SETTLE_MS = 10_000;
/** A cancelled step is killed after 10 s, of which the live comment may take 3 s. */
const CANCELLED_MS = 5000;
/** The check may be required, so it waits for the comment no longer than this. */
export const CANCELLED_READ_MS = 2000;

export function limitPublishing(deadline: Deadline, signal: AbortSignal): void {
  deadline.limit(signal.aborted ? CANCELLED_MS : PUBLISHING_MS);
  signal.addEventListener('abort', () => deadline.limit(CANCELLED_MS), { once: true });
}
