/** Which workflow run this is, and which of two is newer. */

/** Runs of a repository are numbered in the order of their start; a repetition keeps the number and counts attempts. */
export interface WorkflowRun {
  readonly id: number;
  readonly attempt: number;
}

/** Outside a workflow there is no number: whatever a workflow has written is then newer. */
export function workflowRun({
  GITHUB_RUN_ID: id = '',
  GITHUB_RUN_ATTEMPT: attempt = '',
}: Readonly<Record<string, string | undefined>>): WorkflowRun {
  const isNumber = (text: string) => /^\d{1,15}$/.test(text);
  return { id: isNumber(id) ? Number(id) : 0, attempt: isNumber(attempt) ? Number(attempt) : 1 };
}

export function isNewer(a: WorkflowRun, b: WorkflowRun): boolean {
  return a.id > b.id || (a.id === b.id && a.attempt > b.attempt);
}
