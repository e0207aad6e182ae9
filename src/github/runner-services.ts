import { withCommands } from './workflow-commands.ts';

/** The runner's services for caches and artifacts. */
export interface RunnerServices {
  /** The toolkit uploads artifacts only on github.com and ghe.com. */
  readonly hasArtifacts: boolean;
  /** Puts the token into the environment during `step`. Never used while anything trains. */
  use<Value>(step: () => Promise<Value>): Promise<Value>;
}

const TOKEN = 'ACTIONS_RUNTIME_TOKEN';
const WITH_ARTIFACTS = /^https:\/\/(?:github\.com|[^/]+\.ghe\.com)\/?$/i;

/** Takes the token out of the environment. @returns null without such services */
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
