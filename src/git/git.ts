import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { gitEnvironment } from './environment.ts';
import { guardsAgainst, parseConfig } from './guards.ts';

const execFileAsync = promisify(execFile);
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Git refused or could not be started. `stderr` is what it said. */
export class GitError extends Error {
  override readonly name = 'GitError';
  readonly stderr: string;

  constructor(args: readonly string[], stderr: string, options?: ErrorOptions) {
    super(`git ${args.join(' ')}: ${stderr.trim() || 'failed without a message'}`, options);
    this.stderr = stderr;
  }
}

/** Runs git in a folder and returns its standard output. Nothing that the checkout names is started (`guards.ts`). */
export function git(directory: string, ...args: readonly string[]): Promise<string> {
  return gitWith({}, directory, ...args);
}

/** @param variables for this call, such as another index */
export async function gitWith(
  variables: Readonly<Record<string, string>>,
  directory: string,
  ...args: readonly string[]
): Promise<string> {
  const environment = gitEnvironment(process.env);
  const listed = await call(
    ['-c', 'safe.bareRepository=explicit', 'config', '--list', '--show-scope', '-z'],
    directory,
    environment,
  );
  const { GIT_CONFIG_GLOBAL, HOME, USERPROFILE, XDG_CONFIG_HOME } = environment;
  const place = [GIT_CONFIG_GLOBAL, HOME, USERPROFILE, XDG_CONFIG_HOME].join('\n');
  const guards = guardsAgainst(parseConfig(listed), place);
  return call([...guards, ...args], directory, { ...environment, ...variables }, args);
}

async function call(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  shown: readonly string[] = args,
): Promise<string> {
  try {
    const { stdout } = await execFileAsync('git', args, { cwd, maxBuffer: MAX_OUTPUT_BYTES, env });
    return stdout;
  } catch (error) {
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    throw new GitError(shown, stderr, { cause: error });
  }
}

/** Git's answer, or null where it refuses: for questions whose "no" is an answer. */
export async function tryGit(directory: string, ...args: readonly string[]): Promise<string | null> {
  try {
    return await git(directory, ...args);
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}
