import { withCommands } from './workflow-commands.ts';

/** The runner's services for caches and artifacts. They know a job by a token of its own, which nobody else is to see. */
export interface RunnerServices {
  /** While `step` runs, the toolkit finds the token where it looks for it: in the environment. Never while anything trains. */
  use<Value>(step: () => Promise<Value>): Promise<Value>;
}

const TOKEN = 'ACTIONS_RUNTIME_TOKEN';

/**
 * Takes the token out of the environment. Call it before anything else hides it.
 *
 * @returns null outside of a runner, and on one without these services
 */
export function takeRunnerServices(environment: NodeJS.ProcessEnv): RunnerServices | null {
  const { [TOKEN]: token, ACTIONS_RESULTS_URL: url } = environment;
  delete environment[TOKEN];
  if (!token || !url) return null;
  return {
    async use(step) {
      environment[TOKEN] = token;
      try {
        return await withCommands(step);
      } finally {
        delete environment[TOKEN];
      }
    },
  };
}
