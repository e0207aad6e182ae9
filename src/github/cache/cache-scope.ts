/** Events about code that is already in a branch, whose cache they get. */
const AFTER_THE_FACT = ['push', 'schedule', 'release', 'repository_dispatch', 'workflow_dispatch'];

/**
 * Whether this run's records may be kept for later runs.
 *
 * GitHub isolates what the run of a pull request writes. Other events write where all runs read, so that only runs of code in a
 * branch may keep records. Comment commands, `pull_request_target` and `workflow_run` get the default branch's cache but handle
 * unmerged code, so they keep nothing.
 *
 * @param event GITHUB_EVENT_NAME
 * @param isByHand whether base or head is not the event's own, and may be in no branch
 */
export function mayKeepRecords(event: string | undefined, isByHand: boolean): boolean {
  return event === 'pull_request' || (AFTER_THE_FACT.includes(event ?? '') && !isByHand);
}
