/** Which workflow run this is, and which of two is newer. */
import type { RunnerVariables } from '../runner-variables.ts';

/** Runs of a repository are numbered in the order of their start; a repetition keeps the number and counts attempts. */
export interface WorkflowRun {
  readonly id: number;
  readonly attempt: number;
}

/** Outside a workflow there is no number: whatever a workflow has written is then newer. */
export function workflowRun({
  GITHUB_RUN_ID: id = '0',
  GITHUB_RUN_ATTEMPT: attempt = '1',
}: Partial<RunnerVariables>): WorkflowRun {
  return { id: Number(id), attempt: Number(attempt) };
}

export function isNewer(a: WorkflowRun, b: WorkflowRun): boolean {
  return a.id > b.id || (a.id === b.id && a.attempt > b.attempt);
}
