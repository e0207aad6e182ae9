import { execute } from '../../child-output.ts';
import { EngineError, lastWords } from './engine.ts';

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
