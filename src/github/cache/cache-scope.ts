/** Events about code that is already in a branch, whose cache they get. */
const AFTER_THE_FACT = ['push', 'schedule', 'release', 'repository_dispatch', 'workflow_dispatch'];

/**
 * Whether this run's records may be kept for later runs. GitHub isolates what a pull request writes. Other events
 * write where all runs read, so they keep only records of code that is in a branch.
 *
 * @param isByHand whether base or head is not the event's own
 */
export function mayKeepRecords(event: string | undefined, isByHand: boolean): boolean {
  return event === 'pull_request' || (AFTER_THE_FACT.includes(event ?? '') && !isByHand);
}
