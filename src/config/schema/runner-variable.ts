/** Variables by which a runner talks to a step: tokens, files of outputs, inputs. RUNNER_TRACKING_ID is what it ends left-over processes by. */
const OF_RUNNER = /^(?:GITHUB_|ACTIONS_|RUNNER_(?!TRACKING_ID$)|INPUT_|STATE_|CI_JOB_|GITEA_|FORGEJO_)/i;

export function isRunnerVariable(name: string): boolean {
  return OF_RUNNER.test(name);
}
