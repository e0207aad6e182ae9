import { withCommands } from './workflow-commands.ts';

/** The runner's services for caches and artifacts. They know a job by a token of its own, which nobody else is to see. */
export interface RunnerServices {
  /** Whether artifacts can be uploaded. The toolkit does so to github.com and ghe.com alone. */
  readonly hasArtifacts: boolean;
  /** While `step` runs, the toolkit finds the token where it looks for it: in the environment. Never while anything trains. */
  use<Value>(step: () => Promise<Value>): Promise<Value>;
}

const TOKEN = 'ACTIONS_RUNTIME_TOKEN';
const WITH_ARTIFACTS = /^https:\/\/(?:github\.com|[^/]+\.ghe\.com)\/?$/i;

/**
 * Takes the token out of the environment. Call it before anything else hides it.
 *
 * @returns null outside of a runner, and on one without these services
 */
export function takeRunnerServices(environment: NodeJS.ProcessEnv): RunnerServices | null {
  const {
    [TOKEN]: given = '',
    ACTIONS_RESULTS_URL: results = '',
    ACTIONS_CACHE_URL: caches = '',
    GITHUB_SERVER_URL: server = 'https://github.com',
  } = environment;
  delete environment[TOKEN];
  // act has a cache and gives no token for it.
  const token = given === '' && caches !== '' ? 'none' : given;
  if (token === '' || (results === '' && caches === '')) return null;
  return {
    hasArtifacts: given !== '' && results !== '' && WITH_ARTIFACTS.test(server),
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
