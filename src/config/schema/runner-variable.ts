/**
 * Variables through which a runner talks to a step: tokens, output files, inputs. Runners find left-over processes by
 * RUNNER_TRACKING_ID, so it stays.
 */
const OF_RUNNER = /^(?:GITHUB_|ACTIONS_|RUNNER_(?!TRACKING_ID$)|INPUT_|STATE_|CI_JOB_|GITEA_|FORGEJO_)/i;

export function isRunnerVariable(name: string): boolean {
  return OF_RUNNER.test(name);
}
