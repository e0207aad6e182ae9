/**
 * Hides the event from the toolkit, which opens it when it is imported, whatever lies there: it would wait for a pipe, and an empty file would
 * end the step without a word.
 */
const path = process.env.GITHUB_EVENT_PATH;
delete process.env.GITHUB_EVENT_PATH;

/** Once the toolkit is imported. */
export function restoreEventPath(): void {
  if (path !== undefined) process.env.GITHUB_EVENT_PATH = path;
}
