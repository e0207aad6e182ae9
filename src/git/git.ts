import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

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

/**
 * Runs git in a folder and returns its standard output.
 *
 * Hooks are off: a hook of the repository has no business in a measurement. Git never asks for a password (it would
 * hang in CI), and answers in English so that its messages can be recognised.
 */
export async function git(directory: string, ...args: readonly string[]): Promise<string> {
  // A run's link to a file changes the file's entry (ctime) and not the file: without trustctime git need not read it again.
  const quiet = ['hooksPath=/dev/null', 'trustctime=false'].flatMap((option) => ['-c', `core.${option}`]);
  quiet.push('-c', 'advice.detachedHead=false');
  try {
    const { stdout } = await execFileAsync('git', [...quiet, ...args], {
      cwd: directory,
      maxBuffer: MAX_OUTPUT_BYTES,
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
    });
    return stdout;
  } catch (error) {
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    throw new GitError(args, stderr, { cause: error });
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
