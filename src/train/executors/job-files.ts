/** What crosses the folder of a job: `job.json` goes in and `outcome.json` comes out. Each side reads what the other wrote as a stranger's. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readTail, readText } from '../../records/bounded-file.ts';
import { firstIssue } from '../../records/first-issue.ts';
import { parseJson } from '../../records/json.ts';
import { MAX_ENVIRONMENT_CHARS, MAX_MEMORY_BYTES, MAX_SECONDS } from '../../records/record.ts';
import { writeAtomically } from '../../records/store/write-atomically.ts';
import type { Ended, Task } from './executor.ts';
import { quoteForShell } from './shell.ts';

const JOB_FILE = 'job.json';
/** Made by the node that takes the job: nobody takes it twice. */
export const BEGUN_FILE = 'begun.json';
export const OUTCOME_FILE = 'outcome.json';
export const SCRIPT_FILE = 'job.sh';
export const LOG_FILE = 'log.txt';
const PRINTED_FILE = 'printed.txt';

const MAX_JSON_BYTES = 4 * 1024 * 1024;
/** Bytes that are no text take three each. */
const MAX_PRINTED_BYTES = 64 * 1024 * 1024;
const MAX_LOG_BYTES = 4 * 1024;
const MAX_TAIL_CHARS = 16 * 1024;

const jobSchema = z.strictObject({
  schema: z.literal('conclusive.job/1'),
  task: z.strictObject({
    argv: z.array(z.string()).min(1),
    directory: z.string(),
    environment: z.record(z.string(), z.string()),
    writable: z.array(z.string()).nullable(),
    timeoutMs: z.number().positive(),
    memoryBytes: z.number().positive().optional(),
  }),
  /** The output, where runs are to be kept apart. */
  isolation: z.string().nullable(),
  lease: z.strictObject({ folder: z.string(), staleMs: z.number().positive() }),
});
type Job = z.infer<typeof jobSchema>;

const told = z.string().max(MAX_ENVIRONMENT_CHARS);
const measured = {
  wallSeconds: z.number().min(0).max(MAX_SECONDS),
  tail: z.string().max(MAX_TAIL_CHARS),
  peakMemoryBytes: z.number().min(0).max(MAX_MEMORY_BYTES).nullable(),
};

const outcomeSchema = z.strictObject({
  schema: z.literal('conclusive.outcome/1'),
  outcome: z.discriminatedUnion('kind', [
    z.strictObject({ ...measured, kind: z.literal('exited'), exitCode: z.number().int() }),
    z.strictObject({ ...measured, kind: z.literal('killed'), by: told }),
    z.strictObject({ ...measured, kind: z.literal('fault'), by: told }),
    z.strictObject({ ...measured, kind: z.literal('timeout') }),
    z.strictObject({
      ...measured,
      kind: z.literal('memory'),
      bytes: z.number().min(0).max(MAX_MEMORY_BYTES),
    }),
    z.strictObject({
      ...measured,
      kind: z.literal('not-started'),
      code: told,
      message: z.string().max(1000),
    }),
    /** The node cannot do what is asked of it. */
    z.strictObject({ kind: z.literal('refused'), message: z.string().max(1000) }),
  ]),
  machine: z.strictObject({ machine: told, node: told, gpu: told.optional(), driver: told.optional() }),
});
type Told = z.infer<typeof outcomeSchema>;

/** @param program and its arguments, which carry out the job in the folder that follows */
export async function writeJobFolder(
  folder: string,
  { memoryBytes, ...task }: Task,
  { program, ...surroundings }: Pick<Job, 'isolation' | 'lease'> & { readonly program: readonly string[] },
): Promise<void> {
  // The environment may have what the config lets through to runs alone.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const job: Job = {
    schema: 'conclusive.job/1',
    task: {
      ...task,
      argv: [...task.argv],
      writable: task.writable === null ? null : [...task.writable],
      ...(memoryBytes === undefined ? {} : { memoryBytes }),
    },
    ...surroundings,
  };
  await writeAtomically(join(folder, JOB_FILE), [JSON.stringify(job)]);
  const argv = [...program, folder].map(quoteForShell).join(' ');
  await writeFile(join(folder, SCRIPT_FILE), `#!/bin/sh\nexec ${argv}\n`, { mode: 0o700 });
}

export async function readJob(folder: string): Promise<Job> {
  return read(join(folder, JOB_FILE), jobSchema);
}

export async function writeOutcome(
  folder: string,
  { outcome, printed, machine }: Omit<Ended, 'outcome'> & { readonly outcome: Told['outcome'] },
): Promise<void> {
  if (printed.trim() !== '') await writeAtomically(join(folder, PRINTED_FILE), [printed]);
  const told: Told = { schema: 'conclusive.outcome/1', outcome, machine };
  await writeAtomically(join(folder, OUTCOME_FILE), [JSON.stringify(told)]);
}

/** @throws where it is no outcome: then there is none */
export async function readOutcome(
  folder: string,
): Promise<Omit<Told, 'schema'> & { readonly printed: string }> {
  const told = await read(join(folder, OUTCOME_FILE), outcomeSchema);
  const printed = await readText(join(folder, PRINTED_FILE), MAX_PRINTED_BYTES).catch(() => '');
  return { ...told, printed };
}

/** The end of what the engine wrote down of a job. */
export async function readLog(folder: string): Promise<string> {
  const log = await readTail(join(folder, LOG_FILE), MAX_LOG_BYTES).catch(() => Buffer.alloc(0));
  return log.toString('utf8').trim();
}

async function read<Value>(path: string, schema: z.ZodType<Value>): Promise<Value> {
  const parsed = schema.safeParse(parseJson(await readText(path, MAX_JSON_BYTES)));
  if (parsed.success) return parsed.data;
  throw new Error(`${path} is not valid: ${firstIssue(parsed.error)}`);
}
