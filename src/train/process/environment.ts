/**
 * The environment of a training process. Its code may be a stranger's, so it sees no token and none of the files by
 * which a step talks to the runner.
 *
 * Names that hold secrets or belong to the runner are taken out, and addresses with a password in them; the rest stays, because training needs what a
 * machine's owner set: PATH, CUDA paths, proxies, a virtual environment. RUNNER_TRACKING_ID stays too: by it the runner
 * finds, and ends, what a step that was killed has left behind.
 */
const RUNNER_NAMES = /^(GITHUB_|ACTIONS_|RUNNER_(?!TRACKING_ID$)|INPUT_|STATE_|CI_JOB_)/i;
const SECRET_NAMES =
  /(TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|_PASS$|_PWD$|^PGPASS|CREDENTIAL|(PRIVATE|API|ACCESS|ENCRYPTION|SIGNING|DEPLOY|LICENSE|MASTER)_?KEY|AUTH|COOKIE|NETRC|SSH_AGENT|CONNECTION_STRING|(DATABASE|REDIS|MONGO(DB)?|POSTGRES(QL)?|MYSQL|AMQP|BROKER|DB)_(URL|URI|DSN)|SENTRY_DSN|WEBHOOK)/i;
/** `https://user:password@host`, in the address of a proxy or a package index too; a name alone (`ssh://git@host`) is no secret. */
const SECRET_VALUE = /:\/\/[^\s/:@]*:[^\s/@]+@/;
/** Options that would run other code in our own child processes. */
const LOADER_NAMES = /^(NODE_OPTIONS|NODE_PATH)$/i;

/** Libraries that start a thread a core of their own accord would fight each other in runs that go on at the same time. */
const THREAD_NAMES = [
  'OMP_NUM_THREADS',
  'OPENBLAS_NUM_THREADS',
  'MKL_NUM_THREADS',
  'BLIS_NUM_THREADS',
  'NUMEXPR_NUM_THREADS',
  'VECLIB_MAXIMUM_THREADS',
  'TF_NUM_INTRAOP_THREADS',
  'TF_NUM_INTEROP_THREADS',
  'RAYON_NUM_THREADS',
  'POLARS_MAX_THREADS',
  'JULIA_NUM_THREADS',
];

/**
 * @param own set for this run, over all else
 * @param threads of each library, unless the machine's owner has set its number
 */
export function trainingEnvironment(
  inherited: NodeJS.ProcessEnv,
  own: Readonly<Record<string, string>>,
  threads = 1,
): Record<string, string> {
  const kept = Object.entries(inherited).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined &&
      !RUNNER_NAMES.test(entry[0]) &&
      !SECRET_NAMES.test(entry[0]) &&
      !LOADER_NAMES.test(entry[0]) &&
      !SECRET_VALUE.test(entry[1]),
  );
  const limits = Object.fromEntries(THREAD_NAMES.map((name) => [name, String(threads)]));
  return { ...limits, ...Object.fromEntries(kept), ...own };
}
