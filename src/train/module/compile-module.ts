import { z } from 'zod';
import type { Transpiled } from '../../../packages/tfjs-trainer/src/worker/transpile.ts';
import { parseJson } from '../../records/json.ts';
import { trainingEnvironment } from '../process/environment.ts';
import { PrintedText } from '../process/printed.ts';
import { runProcess } from '../process/run-process.ts';
import { compileCommand } from './worker-command.ts';

const TIMEOUT_MS = 60_000;
const MEMORY_BYTES = 1024 ** 3;
const MAX_BYTES = 4 * 1024 * 1024;

const compiledSchema = z.record(z.string().regex(/^[0-9a-f]{64}$/), z.string());

/**
 * Compiles untrusted text once for all runs, in a separate process.
 *
 * @param module absolute path
 * @returns nothing if that fails; then each run compiles it and says why it cannot
 */
export async function compileModule(
  module: string,
  { directory, signal }: { readonly directory: string; readonly signal: AbortSignal },
): Promise<Transpiled> {
  if (!/\.[cm]?ts$/.test(module)) return {};
  const printed = new PrintedText(MAX_BYTES);
  const outcome = await runProcess({
    ...{ argv: compileCommand(module), directory, signal },
    environment: trainingEnvironment(process.env, {}),
    ...{ timeoutMs: TIMEOUT_MS, memoryBytes: MEMORY_BYTES },
    onOutput: (chunk) => printed.add(chunk),
  });
  if (outcome.kind !== 'exited' || outcome.exitCode !== 0) return {};
  try {
    return compiledSchema.parse(parseJson(printed.text().trim().split('\n').at(-1) ?? ''));
  } catch {
    return {};
  }
}
