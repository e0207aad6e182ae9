/** Events about code that is already in a branch, whose cache they get. */
const AFTER_THE_FACT = ['push', 'schedule', 'release', 'repository_dispatch', 'workflow_dispatch'];

/**
 * Whether this run's records may be kept for later runs.
 *
 * GitHub isolates what runs of pull requests write. Other events write where all runs read, so they may keep only records of code in
 * a branch. Comment commands, `pull_request_target` and `workflow_run` handle unmerged code there, so they keep nothing.
 *
 * @param isByHand whether base or head is not the event's own
 */
export function mayKeepRecords(event: string | undefined, isByHand: boolean): boolean {
  return event === 'pull_request' || (AFTER_THE_FACT.includes(event ?? '') && !isByHand);
}
