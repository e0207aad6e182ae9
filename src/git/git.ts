import { setImmediate as nextTurn } from 'node:timers/promises';
import { execute, haveOthersStarted } from '../child-output.ts';
import { guardsAgainst, parseConfig } from './guards.ts';

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
/** A file of `.git` may be a pipe without a writer, and git would wait for ever. */
const CONFIG_MS = 60_000;
const LONGEST_MS = 3_600_000;
/**
 * Variables of the machine's owner. `GIT_CONFIG_COUNT` and its pairs come from the workflow, for example
 * `safe.directory`.
 */
const PASSED_ON =
  /^(?:PATH|PATHEXT|HOME|USER|USERNAME|LOGNAME|TMPDIR|TMP|TEMP|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PROGRAMDATA|PROGRAMFILES(?:\(X86\))?|APPDATA|LOCALAPPDATA|USERPROFILE|HOMEDRIVE|HOMEPATH|MSYSTEM|XDG_CONFIG_HOME|XDG_RUNTIME_DIR|LD_LIBRARY_PATH|NIX_SSL_CERT_FILE|SSL_CERT_FILE|SSL_CERT_DIR|CURL_CA_BUNDLE|(?:HTTP|HTTPS|ALL|NO)_PROXY|SSH_AUTH_SOCK|SSH_AGENT_PID|GIT_SSH|GIT_SSH_COMMAND|GIT_SSH_VARIANT|GIT_ASKPASS|SSH_ASKPASS|GIT_SSL_[A-Z_]+|GIT_EXEC_PATH|GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|PARAMETERS|KEY_\d+|VALUE_\d+)|GIT_LFS_SKIP_SMUDGE|GIT_CEILING_DIRECTORIES|GIT_DISCOVERY_ACROSS_FILESYSTEM|GIT_TRACE|GIT_TRACE_[A-Z_]+|GIT_CURL_VERBOSE)$/i;

/** Git refused, could not start, took too long, or answered with too much. */
export class GitError extends Error {
  override readonly name = 'GitError';
  readonly stderr: string;
  /** Git was ended at its time limit. */
  readonly wasLate: boolean;
  /** Git was ended because its answer was too long. */
  readonly wasTooLong: boolean;

  constructor(args: readonly string[], stderr: string, options?: ErrorOptions) {
    super(`git ${args.join(' ')}: ${stderr.trim() || 'failed without a message'}`, options);
    this.stderr = stderr;
    this.wasLate =
      options?.cause instanceof Error && 'killed' in options.cause && options.cause.killed === true;
    this.wasTooLong = isTooLong(options?.cause);
  }
}

/** Git starts nothing that the checkout names (`guards.ts`). */
export function git(directory: string, ...args: readonly string[]): Promise<string> {
  return gitWith({}, directory, ...args);
}

export interface GitOptions {
  /** Such as another index. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Default: an hour, since a checkout may download large files. */
  readonly limitMs?: number;
  readonly input?: string;
  readonly signal?: AbortSignal;
}

export async function gitWith(
  { variables = {}, ...options }: GitOptions,
  directory: string,
  ...args: readonly string[]
): Promise<string> {
  const environment = gitEnvironment(process.env);
  const listed = await readConfig(directory, environment);
  const { GIT_CONFIG_GLOBAL, HOME, USERPROFILE, XDG_CONFIG_HOME } = environment;
  const place = [GIT_CONFIG_GLOBAL, HOME, USERPROFILE, XDG_CONFIG_HOME].join('\n');
  const guards = guardsAgainst(parseConfig(listed), place);
  return call([...guards, ...args], directory, { ...environment, ...variables }, { ...options, shown: args });
}

/** Git gets what it needs to run and reach a remote, and nothing that lets a step talk to its runner. */
function gitEnvironment(inherited: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(inherited).filter(([name]) => PASSED_ON.test(name));
  return {
    ...Object.fromEntries(kept),
    // Git would hang in CI if it asked for a password. Its messages are recognised in English.
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
    // Without this, the repository could replace one commit by another.
    GIT_NO_REPLACE_OBJECTS: '1',
    // Without this, `.git/info/grafts` could move the merge base.
    GIT_GRAFT_FILE: '/dev/null',
    GIT_OPTIONAL_LOCKS: '0',
    // Takes precedence over core.gitProxy, whose first value counts.
    GIT_PROXY_COMMAND: '',
  };
}

const readings = new Map<string, Promise<string>>();

/**
 * Until another program has started, nothing can change the config, so one reading serves all calls. After that, only calls
 * of the same turn share a reading.
 */
function readConfig(directory: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const mayChange = haveOthersStarted();
  const key = JSON.stringify([mayChange, directory, environment]);
  const read = async () => {
    await nextTurn();
    if (mayChange) readings.delete(key);
    const args = ['-c', 'safe.bareRepository=explicit', 'config', '--list', '--show-scope', '-z'];
    return call(args, directory, environment, { limitMs: CONFIG_MS });
  };
  const reading = readings.get(key) ?? read();
  readings.set(key, reading);
  return reading;
}

async function call(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  {
    shown = args,
    limitMs: timeout = LONGEST_MS,
    input = '',
    signal,
  }: Omit<GitOptions, 'variables'> & { readonly shown?: readonly string[] },
): Promise<string> {
  try {
    const running = execute('git', args, { cwd, maxBuffer: MAX_OUTPUT_BYTES, env, timeout, signal });
    // Git may exit before it reads all input; its exit code then tells why.
    running.child.stdin?.on('error', () => {}).end(input);
    return (await running).stdout;
  } catch (error) {
    const isLate = error instanceof Error && 'killed' in error && error.killed === true;
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    const why = isLate
      ? `gave no answer within ${timeout / 1000} s`
      : isTooLong(error)
        ? `answered with more than ${MAX_OUTPUT_BYTES / 1024 ** 2} MB`
        : said;
    throw new GitError(shown, why, { cause: error });
  }
}

function isTooLong(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER';
}

/**
 * Null if git refuses, for questions whose "no" is an answer. A late or too long answer throws, else a branch with a million
 * files could decide what counts as "no".
 */
export async function tryGit(directory: string, ...args: readonly string[]): Promise<string | null> {
  try {
    return await git(directory, ...args);
  } catch (error) {
    if (error instanceof GitError && !error.wasLate && !error.wasTooLong) return null;
    throw error;
  }
}
