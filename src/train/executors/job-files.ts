/** Files in the folder of a run that waits for a job: `job.json` and `outcome.json`. Each side validates what the other wrote. */
import { existsSync } from 'node:fs';
import { lstat, mkdir, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { UserError } from '../../config/user-error.ts';
import { readTail, readText } from '../../records/bounded-file.ts';
import { firstIssue } from '../../records/first-issue.ts';
import { parseJson } from '../../records/json.ts';
import { MAX_ENVIRONMENT_CHARS, MAX_MEMORY_BYTES, MAX_SECONDS } from '../../records/record.ts';
import { writeAtomically } from '../../records/store/write-atomically.ts';
import type { Ended, Performed, Task } from './executor.ts';
import { findMissing, listFiles, manifestSchema, measureTree } from './manifest.ts';
import { quoteForShell } from './quote-for-shell.ts';

export const JOB_FILE = 'job.json';
/** A node or coordinator creates this file to take the run. Exclusive creation prevents a second taker. */
export const BEGUN_FILE = 'begun.json';
/** Created exclusively by the node when the run has ended, or by the coordinator, which then may cancel the job that carries it. */
const END_FILE = 'end.json';
export const OUTCOME_FILE = 'outcome.json';
export const SCRIPT_FILE = 'job.sh';
const LOGS = 'logs';
const PRINTED_FILE = 'printed.txt';

const MAX_JSON_BYTES = 16 * 1024 * 1024;
/** A byte that is no UTF-8 takes three bytes as text. */
const MAX_PRINTED_BYTES = 64 * 1024 * 1024;
const MAX_LOG_BYTES = 4 * 1024;
const MAX_TAIL_CHARS = 16 * 1024;

const jobSchema = z.strictObject({
  schema: z.literal('conclusive.job/1'),
  task: z.strictObject({
    argv: z.array(z.string()).min(1),
    directory: z.string(),
    environment: z.record(z.string(), z.string()),
    timeoutMs: z.number().positive(),
    memoryBytes: z.number().positive().optional(),
    shared: z.strictObject({ tree: z.string(), left: z.array(z.string()) }).optional(),
  }),
  /** Files and folders that the process needs, as the coordinator sees them. */
  needed: z.array(z.string()),
  size: z.strictObject({ files: z.number(), bytes: z.number() }).nullable(),
  lease: z.strictObject({ folder: z.string(), staleMs: z.number().positive() }),
  /** Time that the queue gives the job; null: unknown. */
  limitMs: z.number().positive().nullable(),
  /** What another coordinator needs to take the run over; null: none can. */
  adoption: z
    .strictObject({
      /** Digest of all that decides the run. */
      key: z.string(),
      /** Inode of the run directory. */
      inode: z.number(),
      /** The tree that the run worked in. */
      tree: z.string(),
    })
    .nullable(),
});
export type Job = z.infer<typeof jobSchema>;

const told = z.string().max(MAX_ENVIRONMENT_CHARS);
const begunSchema = z.strictObject({ node: told, carrier: z.string().max(255).nullable() });
const measured = {
  wallSeconds: z.number().min(0).max(MAX_SECONDS),
  tail: z.string().max(MAX_TAIL_CHARS),
  peakMemoryBytes: z.number().min(0).max(MAX_MEMORY_BYTES).nullable(),
  cpuSeconds: z.number().min(0).max(MAX_SECONDS).nullable(),
};

const outcomeSchema = z.strictObject({
  schema: z.literal('conclusive.outcome/1'),
  outcome: z.discriminatedUnion('kind', [
    z.strictObject({
      ...measured,
      kind: z.literal('exited'),
      exitCode: z.number().int(),
      isCutOff: z.literal(true).optional(),
    }),
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
  ]),
  /** All files that must be there before the outcome is read. */
  printed: manifestSchema,
  left: manifestSchema,
  machine: z.strictObject({ machine: told, node: told, gpu: told.optional(), driver: told.optional() }),
});
type Told = z.infer<typeof outcomeSchema>;

async function adoptionOf(key: string | undefined, shared: Task['shared']): Promise<Job['adoption']> {
  const [runDirectory] = shared?.left ?? [];
  if (key === undefined || runDirectory === undefined || shared?.root === undefined) return null;
  return { key, inode: (await lstat(runDirectory)).ino, tree: shared.root };
}

/** @param program command that carries out the job, without its last argument, the folder */
export async function writeJobFolder(
  folder: string,
  { argv, directory, environment, timeoutMs, memoryBytes, shared }: Task,
  {
    program,
    key,
    ...surroundings
  }: Pick<Job, 'lease' | 'limitMs'> & {
    readonly program: readonly string[];
    readonly key?: string;
  },
): Promise<void> {
  // The environment may hold secrets, so only the owner may read the folder.
  for (const made of [folder, dirname(logOf(folder))]) await mkdir(made, { recursive: true, mode: 0o700 });
  const job: Job = {
    schema: 'conclusive.job/1',
    task: {
      directory,
      environment,
      timeoutMs,
      argv: [...argv],
      ...(memoryBytes === undefined ? {} : { memoryBytes }),
      ...(shared === undefined ? {} : { shared: { tree: shared.tree, left: [...shared.left] } }),
    },
    needed: [...new Set([directory, ...(shared?.left ?? [])])].filter((path) => existsSync(path)),
    size: shared === undefined ? null : await measureTree(shared.tree),
    adoption: await adoptionOf(key, shared),
    ...surroundings,
  };
  await writeAtomically(join(folder, JOB_FILE), [JSON.stringify(job)], 'nothing');
  const line = [...program, folder].map(quoteForShell).join(' ');
  // Another job may have carried the run by the time that this one starts.
  const check = `[ ! -e ${quoteForShell(join(folder, BEGUN_FILE))} ] || exit 0`;
  await writeFile(join(folder, SCRIPT_FILE), `#!/bin/sh\n${check}\nexec ${line}\n`, { mode: 0o700 });
}

export async function readJob(folder: string): Promise<Job> {
  return read(join(folder, JOB_FILE), jobSchema);
}

/**
 * @param carrier base name of the folder whose job carries the run; null: no job will
 * @returns false if the run is taken or its folder gone
 */
export function takeJob(folder: string, node: string, carrier: string | null): Promise<boolean> {
  return createOnce(join(folder, BEGUN_FILE), JSON.stringify({ node, carrier }));
}

/** @returns the `carrier` of `takeJob`; undefined where the file has not arrived whole */
export async function readCarrier(folder: string): Promise<string | null | undefined> {
  return read(join(folder, BEGUN_FILE), begunSchema).then(
    ({ carrier }) => carrier,
    () => undefined,
  );
}

/** @returns false if the other side has ended the run, or its folder is gone */
export function endJob(folder: string): Promise<boolean> {
  return createOnce(join(folder, END_FILE), '');
}

async function createOnce(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    throw error;
  }
}

/** Network file systems may show an old listing for a minute, unless this machine changes the folder. */
export async function renewListing(folder: string): Promise<void> {
  const now = new Date();
  await utimes(folder, now, now).catch(() => {});
}

export async function writeOutcome(
  folder: string,
  left: readonly string[],
  { outcome, printed, machine }: Omit<Ended, 'outcome'> & { readonly outcome: Told['outcome'] },
): Promise<void> {
  if (printed.trim() !== '') await writeAtomically(join(folder, PRINTED_FILE), [printed], 'nothing');
  const told: Told = {
    schema: 'conclusive.outcome/1',
    outcome,
    machine,
    printed: await listFiles([join(folder, PRINTED_FILE)]),
    left: await listFiles(left),
  };
  await writeAtomically(join(folder, OUTCOME_FILE), [JSON.stringify(told)], 'nothing');
}

interface Late {
  readonly late: string;
}

/**
 * @param left files and folders that the node has listed
 * @param seen files that earlier calls have read whole; more are added
 * @returns `late` if the outcome, or a file that it names, has not arrived whole
 */
export async function readEnded(
  folder: string,
  left: readonly string[],
  seen?: Set<string>,
  signal?: AbortSignal,
): Promise<Performed | Late | UserError> {
  try {
    const { outcome, machine, ...told } = await read(join(folder, OUTCOME_FILE), outcomeSchema);
    const file = join(folder, PRINTED_FILE);
    const missing =
      (await findMissing([file], told.printed, seen, signal)) ??
      (await findMissing(left, told.left, seen, signal));
    if (missing !== null) return { late: `${missing} is not there as the node has left it` };
    const printed = told.printed.length === 0 ? '' : await readText(file, MAX_PRINTED_BYTES);
    if (outcome.kind !== 'not-started') return { outcome, machine, printed };
    const { code, message, ...measured } = outcome;
    const error = Object.assign(new Error(message), { code });
    return { outcome: { ...measured, error }, machine, printed };
  } catch (error) {
    return { late: (error as Error).message };
  }
}

/** @returns the engine's log of a job, outside of its folder because a job may outlast that */
export function logOf(folder: string): string {
  return join(dirname(dirname(folder)), LOGS, `${basename(folder)}.txt`);
}

export async function describeLoss(
  folder: string,
  job: string,
  hasBegun: boolean,
  { late }: Late,
): Promise<Performed> {
  const log = await readTail(logOf(folder), MAX_LOG_BYTES).catch(() => '');
  const tail = [log.toString('utf8').trim(), late].filter((text) => text !== '').join('\n');
  const outcome = { kind: 'lost', job, hasBegun, wallSeconds: 0, tail } as const;
  return { outcome, printed: '', machine: {} };
}

async function read<Value>(path: string, schema: z.ZodType<Value>): Promise<Value> {
  const parsed = schema.safeParse(parseJson(await readText(path, MAX_JSON_BYTES)));
  if (parsed.success) return parsed.data;
  throw new Error(`${path} is not valid: ${firstIssue(parsed.error)}`);
}
