/** A queue of jobs on other machines that share a file system with this one. */
import { execute } from '../../child-output.ts';

export interface JobNeeds {
  /** Unique to this experiment. */
  readonly name: string;
  readonly cpus: number;
  readonly gpus: number;
  readonly minutes: number;
}

export interface JobRequest {
  /** The job's own folder in the shared file system. */
  readonly folder: string;
  readonly script: string;
  readonly log: string;
}

export interface Engine {
  /** For messages. */
  readonly name: string;
  /** Time that each job may take; null: unknown. */
  readonly limitMs: number | null;
  /** @returns the engine's name of the job; @throws EngineError where it takes no job, now or ever */
  submit(job: JobRequest): Promise<string>;
  /** Jobs that wait or run. Other users' jobs may be among them. */
  list(): Promise<ReadonlySet<string>>;
  cancel(ids: readonly string[]): Promise<void>;
  /** Cancels what may be left, such as a job whose submission was interrupted. */
  cancelAll?(): Promise<void>;
}

export class EngineError extends Error {
  override readonly name = 'EngineError';
}

const MAX_SAID_CHARS = 500;

/** @returns the end of an engine's message as one line without control characters */
export function lastWords(said: string): string {
  return said
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(-MAX_SAID_CHARS);
}

/** A busy controller answers late; one that never answers must not block the experiment. */
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
