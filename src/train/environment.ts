/**
 * The environment of a training process. Its code may be a stranger's, so it sees no token and none of the files by
 * which a step talks to the runner.
 *
 * Names that hold secrets or belong to the runner are taken out; the rest stays, because training needs what a
 * machine's owner set: PATH, CUDA paths, proxies, a virtual environment.
 */
const RUNNER_NAMES = /^(GITHUB_|ACTIONS_|RUNNER_|INPUT_|STATE_|CI_JOB_)/i;
const SECRET_NAMES =
  /(TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY|AUTH|COOKIE|NETRC|SSH_AGENT|CONNECTION_STRING)/i;
/** Options that would run other code in our own child processes. */
const LOADER_NAMES = /^(NODE_OPTIONS|NODE_PATH)$/i;

/** Each run is one core's work; libraries that start a thread a core would fight each other. */
const ONE_THREAD = {
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  NUMEXPR_NUM_THREADS: '1',
  VECLIB_MAXIMUM_THREADS: '1',
  RAYON_NUM_THREADS: '1',
};

export function trainingEnvironment(
  inherited: NodeJS.ProcessEnv,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const kept = Object.entries(inherited).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined &&
      !RUNNER_NAMES.test(entry[0]) &&
      !SECRET_NAMES.test(entry[0]) &&
      !LOADER_NAMES.test(entry[0]),
  );
  return { ...ONE_THREAD, ...Object.fromEntries(kept), ...own };
}
