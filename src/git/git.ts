import { setImmediate as nextTurn } from 'node:timers/promises';
import { execute, haveOthersStarted } from '../child-output.ts';
import { gitEnvironment } from './environment.ts';
import { guardsAgainst, parseConfig } from './guards.ts';

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
/** A file of `.git` may be a pipe to which nobody writes, and git would wait for ever. */
const CONFIG_MS = 60_000;
const LONGEST_MS = 3_600_000;

/** Git refused, could not be started, took too long, or answered with too much. `stderr` is what it said. */
export class GitError extends Error {
  override readonly name = 'GitError';
  readonly stderr: string;
  /** Whether it was ended, since it took too long. */
  readonly wasLate: boolean;
  /** Whether it was ended, since its answer was too long. */
  readonly wasTooLong: boolean;

  constructor(args: readonly string[], stderr: string, options?: ErrorOptions) {
    super(`git ${args.join(' ')}: ${stderr.trim() || 'failed without a message'}`, options);
    this.stderr = stderr;
    this.wasLate =
      options?.cause instanceof Error && 'killed' in options.cause && options.cause.killed === true;
    this.wasTooLong = isTooLong(options?.cause);
  }
}

/** Runs git in a folder and returns its standard output. Nothing that the checkout names is started (`guards.ts`). */
export function git(directory: string, ...args: readonly string[]): Promise<string> {
  return gitWith({}, directory, ...args);
}

/** For one call. */
export interface GitOptions {
  /** Variables of the environment, such as another index. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Default: an hour, since a checkout may download large files. */
  readonly limitMs?: number;
  /** For its standard input. */
  readonly input?: string;
  /** Ends git when it is aborted. */
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

const readings = new Map<string, Promise<string>>();

/**
 * Until another program has started, one reading serves all calls: nobody is there who would change the config. After that, calls of the same turn
 * share one, which begins when all of them have been made.
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
    // One that ends before it has read all tells by its exit code.
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
 * Git's answer, or null where it refuses: for questions whose "no" is an answer. No answer in time is none, and neither is one that is too
 * long: whoever brings a million files would decide what counts as "no".
 */
export async function tryGit(directory: string, ...args: readonly string[]): Promise<string | null> {
  try {
    return await git(directory, ...args);
  } catch (error) {
    if (error instanceof GitError && !error.wasLate && !error.wasTooLong) return null;
    throw error;
  }
}
