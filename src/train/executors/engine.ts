/** A queue of jobs on other machines that share a file system with this one. */
import { execute } from '../../child-output.ts';

export interface JobNeeds {
  /** Of all jobs of the experiment, and of no other. */
  readonly name: string;
  readonly cpus: number;
  readonly gpus: number;
  /** In which a job ends, with all that surrounds the run. */
  readonly minutes: number;
}

export interface JobRequest {
  /** In the shared file system, and this job's own. */
  readonly folder: string;
  /** Program that a node has to start, without arguments. */
  readonly script: string;
  /** Where what the job itself prints is to go. */
  readonly log: string;
}

export interface Engine {
  /** For messages. */
  readonly name: string;
  /** @returns by what the engine knows the job; @throws EngineError where it takes none just now, or never will */
  submit(job: JobRequest): Promise<string>;
  /** Of the jobs that wait or run: one question for all. Others' jobs may be among them. */
  list(): Promise<ReadonlySet<string>>;
  cancel(ids: readonly string[]): Promise<void>;
  /** Cancels what may be left, such as a job whose submission nobody lived to see through. */
  cancelAll?(): Promise<void>;
}

/** In the engine's own words. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}

const MAX_SAID_CHARS = 500;

/** The end of what an engine said, as one line that a terminal can be given. */
export function lastWords(said: string): string {
  return said
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(-MAX_SAID_CHARS);
}

/** A controller that is busy answers late; one that does not answer at all must not hold the experiment for ever. */
const TIMEOUT_MS = 120_000;
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Asks a program of an engine, and returns what it prints.
 *
 * @throws EngineError with its own last words
 */
export async function askEngine(
  [program = '', ...args]: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  try {
    const { stdout } = await execute(program, args, {
      env: environment,
      timeout: TIMEOUT_MS,
      maxBuffer: MAX_BYTES,
    });
    return stdout;
  } catch (error) {
    const { message, stderr = '', stdout = '' } = error as Error & { stderr?: string; stdout?: string };
    const said = `${stdout}\n${stderr}`.trim() || message;
    throw new EngineError(`${program}: ${lastWords(said)}`, { cause: error });
  }
}
