import type { RunnerVariables } from '../runner-variables.ts';

/** Ids grow with the start of runs. A re-run keeps its id and counts attempts. */
export interface WorkflowRun {
  readonly id: number;
  readonly attempt: number;
}

/** Outside a workflow the id is 0, older than all. */
export function workflowRun({
  GITHUB_RUN_ID: id = '0',
  GITHUB_RUN_ATTEMPT: attempt = '1',
}: Partial<RunnerVariables>): WorkflowRun {
  return { id: Number(id), attempt: Number(attempt) };
}

export function isNewer(a: WorkflowRun, b: WorkflowRun): boolean {
  return a.id > b.id || (a.id === b.id && a.attempt > b.attempt);
}
