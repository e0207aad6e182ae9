/** A model module's TypeScript is compiled once for all runs of a tree, in a process of its own: its text is a stranger's. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readWhole } from '../../files/open-file.ts';
import { parseJson } from '../../records/json.ts';
import { trainingEnvironment } from '../process/environment.ts';
import { PrintedText } from '../process/printed.ts';
import { runProcess } from '../process/run-process.ts';
import type { CompiledModule } from '../worker/transpile.ts';
import { compileCommand } from './worker-command.ts';

const TIMEOUT_MS = 60_000;
const MEMORY_BYTES = 1024 ** 3;
/** A job without it is a job all the same. */
const MAX_BYTES = 4 * 1024 * 1024;

const digest = z.string().regex(/^[0-9a-f]{64}$/);

const compiledSchema = z.object({
  code: z.record(digest, z.string()),
  sources: z.record(z.string(), digest),
  notPlain: z.string().nullable(),
  repeatable: z
    .object({
      classes: z.record(z.string(), z.array(z.string())),
      functions: z.array(z.string()),
    })
    .nullable(),
});

const NOTHING: CompiledModule = {
  ...{ code: {}, sources: {} },
  notPlain: 'nothing is compiled beforehand',
  repeatable: null,
};

/**
 * @param module absolute path
 * @returns empty where there is nothing to compile, and where that fails: then each run compiles it, and says why it cannot
 */
export async function compileModule(
  module: string,
  { directory, signal }: { readonly directory: string; readonly signal: AbortSignal },
): Promise<CompiledModule> {
  if (!/\.[cm]?ts$/.test(module)) return NOTHING;
  const printed = new PrintedText(MAX_BYTES);
  const outcome = await runProcess({
    ...{ argv: compileCommand(module), directory, signal },
    environment: trainingEnvironment(process.env, {}),
    ...{ timeoutMs: TIMEOUT_MS, memoryBytes: MEMORY_BYTES },
    onOutput: (chunk) => printed.add(chunk),
  });
  if (outcome.kind !== 'exited' || outcome.exitCode !== 0) return NOTHING;
  try {
    return compiledSchema.parse(parseJson(printed.text().trim().split('\n').at(-1) ?? ''));
  } catch {
    return NOTHING;
  }
}

/** Whether its files are still as they were when they were compiled. Asked twice a run: to wait for each of its reads costs more than they do. */
export function isCurrent({ sources }: CompiledModule): boolean {
  try {
    return Object.entries(sources).every(([path, digest]) => {
      const bytes = readWhole(path, MAX_BYTES, 'followed');
      return createHash('sha256').update(bytes).digest('hex') === digest;
    });
  } catch {
    return false;
  }
}
