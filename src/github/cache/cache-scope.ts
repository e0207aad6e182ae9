/** Events after which the code is in the repository, with the cache of the branch that it is in. */
const AFTER_THE_FACT = ['push', 'schedule', 'release', 'repository_dispatch', 'workflow_dispatch'];

/**
 * Whether this run's records may be kept for later runs.
 *
 * GitHub keeps what a pull request's own run writes from all but that pull request. Everything else writes where other
 * runs read: so it may keep only what ran the code that is there already. Commands in comments, `pull_request_target` and
 * `workflow_run` are given the default branch's cache and run, or hold, what has not been merged: they keep nothing.
 *
 * @param event GITHUB_EVENT_NAME
 * @param isByHand whether base or head is not the event's own: the run judges code that may be in no branch
 */
export function mayKeepRecords(event: string | undefined, isByHand: boolean): boolean {
  return event === 'pull_request' || (AFTER_THE_FACT.includes(event ?? '') && !isByHand);
}
