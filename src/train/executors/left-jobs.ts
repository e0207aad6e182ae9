/**
 * Jobs that a coordinator left in a queue when it was killed. A task that differs from one of them in paths alone takes its outcome.
 * If anything about a job is odd, its run is trained again.
 */
import { createHash } from 'node:crypto';
import { linkSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { z } from 'zod';
import { holdFolder, inFolder, withinFolder, withoutHandles } from '../../files/held-folder.ts';
import { appendText } from '../../files/open-file.ts';
import { JOBS } from '../../plan/code/workspace.ts';
import { readText } from '../../records/bounded-file.ts';
import { canonicalJson, parseJson } from '../../records/json.ts';
import { keepHeld } from '../../records/store/lease.ts';
import { emptyFolder, removeFolder } from '../../records/store/remove-folder.ts';
import { decisiveOnNode } from '../process/environment.ts';
import type { Engine } from './engine.ts';
import { type ENGINE_TIMES, type EngineJobs, engineJobs } from './engine-jobs.ts';
import type { Performed, Task } from './executor.ts';
import { type Job, readCarrier, readJob, takeJob } from './job-files.ts';

/** In a scratch folder: a line for each submission, and one for its answer. */
const SUBMITTED_FILE = 'submitted.jsonl';
const MAX_BYTES = 64 * 1024 * 1024;
/** A run that left more is trained again. */
const MAX_LINKED = 20_000;
const MAX_DEPTH = 50;

const submittedSchema = z.strictObject({
  /** The engine's name of the experiment. */
  name: z.string().regex(/^conclusive-[0-9a-f]{8}$/),
  /** Digest of what the config says about the queue. */
  queue: z.string().max(64),
  job: z.string().max(255),
  /** Null before the engine has answered. */
  id: z
    .string()
    .regex(/^[\w.-]{1,255}$/)
    .nullable(),
});
type Submitted = z.infer<typeof submittedSchema>;

export interface LeftJob {
  readonly folder: string;
  readonly scratch: string;
  readonly queue: EngineJobs;
  readonly task: Job['task'];
  readonly adoption: NonNullable<Job['adoption']>;
}

export interface LeftJobs {
  readonly queues: readonly EngineJobs[];
  /** @returns a job that no other task has taken */
  take(key: string): LeftJob | undefined;
  /** Cancels the jobs that go on, and removes the folders. */
  close(): Promise<void>;
}

export function noteSubmitted(scratch: string, submitted: Submitted): void {
  appendText(join(scratch, SUBMITTED_FILE), `${JSON.stringify(submitted)}\n`);
}

/** @returns digest of all that decides a run, without the paths that differ between coordinators */
export function keyOf(task: Task, scratch: string): string {
  const { identity, argv, directory, timeoutMs, memoryBytes, shared } = task;
  const places = [shared?.root, shared?.left[0] && dirname(shared.left[0]), scratch];
  const withoutPlaces = (text: string) =>
    places.reduce<string>(
      (rest, place, index) => (place ? rest.replaceAll(place, `{${index}}`) : rest),
      text,
    );
  const environment = decisiveOnNode(task.environment);
  const deciding = { identity, argv, directory, timeoutMs, memoryBytes, environment };
  const text = JSON.stringify(deciding, (_, value) =>
    typeof value === 'string' ? withoutPlaces(value) : value,
  );
  return createHash('sha256')
    .update(canonicalJson(JSON.parse(text)))
    .digest('hex');
}

export interface Adoption {
  /** The engine's name of this experiment. */
  readonly name: string;
  /** Digest of what the config says about the queue. */
  readonly queue: string;
  /** Scratch folders of processes that were killed. */
  readonly folders: readonly string[];
  /** The engine of an experiment whose jobs are taken over. */
  engineNamed(name: string): Engine;
}

export async function openLeftJobs(
  adoption: Adoption | undefined,
  times: typeof ENGINE_TIMES,
  warn: (message: string) => void,
): Promise<LeftJobs> {
  const folders = adoption?.folders ?? [];
  const releases = folders.map(keepHeld);
  const queues: EngineJobs[] = [];
  const jobs = new Map<string, LeftJob>();
  for (const folder of folders) {
    const submitted = await readSubmitted(folder);
    const [first] = submitted;
    // In another queue, their numbers are those of other jobs.
    if (adoption === undefined || first === undefined || first.queue !== adoption.queue) continue;
    const queue = engineJobs(adoption.engineNamed(first.name), times);
    queues.push(queue);
    for (const { job, id } of submitted) if (id !== null) queue.add(job, id);
    for (const own of await readdir(join(folder, JOBS)).catch((): string[] => [])) {
      const job = await readLeft(folder, own, queue);
      if (job !== null) jobs.set(job.adoption.key, job);
    }
  }
  return {
    queues,
    take(key) {
      const job = jobs.get(key);
      jobs.delete(key);
      return job;
    },
    async close() {
      await Promise.all(queues.map((queue) => queue.close()));
      for (const release of releases) release();
      for (const folder of folders) await removeFolder(folder, warn);
    },
  };
}

async function readSubmitted(folder: string): Promise<readonly Submitted[]> {
  const text = await readText(join(folder, SUBMITTED_FILE), MAX_BYTES).catch(() => '');
  // The process may have been killed within a line.
  return text.split('\n').flatMap((line) => {
    try {
      return [submittedSchema.parse(parseJson(line))];
    } catch {
      return [];
    }
  });
}

/** @returns null for a job that cannot be waited for: no node has begun it, and its number is not known */
async function readLeft(scratch: string, name: string, queue: EngineJobs): Promise<LeftJob | null> {
  const folder = join(scratch, JOBS, name);
  try {
    const { task, adoption } = await readJob(folder);
    if (adoption === null) return null;
    const isKnown = queue.find(name) !== undefined;
    // Taking the run here keeps a node from starting it.
    if (!isKnown && (await takeJob(folder, hostname(), null))) return null;
    return (await readCarrier(folder)) === null ? null : { folder, scratch, queue, task, adoption };
  } catch {
    return null;
  }
}

/** Ends that the run itself caused. The coordinator may have caused others. */
const OWN_ENDS: ReadonlySet<string> = new Set(['exited', 'fault', 'memory', 'timeout']);

/**
 * Brings what the run of a left job has written to where the task expects it.
 *
 * @returns null if the task must be performed
 */
export async function bring(
  { task: left, adoption, scratch }: LeftJob,
  { shared }: Task,
  performed: Performed,
  warn: (message: string) => void,
): Promise<Performed | null> {
  const refuse = (reason: string) => {
    warn(`a run that another process began is trained again: ${reason}`);
    return null;
  };
  if (shared?.root === undefined) return null;
  const { root } = shared;
  // It never trained, so nothing is trained again.
  if (performed.outcome.kind === 'lost' && !performed.outcome.hasBegun) return null;
  if (!OWN_ENDS.has(performed.outcome.kind)) return refuse(`it was ${performed.outcome.kind}`);
  const [runDirectory = '', ...outputs] = shared.left;
  const [from = ''] = left.shared?.left ?? [];
  try {
    const count = { linked: 0 };
    within(scratch, from, runDirectory, (old, own) => {
      if (lstatSync(`${old}/.`).ino !== adoption.inode) throw new Error('the run directory was replaced');
      linkEntries(old, own, count);
    });
    within(scratch, left.directory, shared.tree, (old, own) => {
      for (const output of outputs) linkOutput(old, own, relative(shared.tree, output), count);
    });
  } catch (error) {
    await emptyFolder(runDirectory, warn);
    for (const output of outputs) await removeFolder(output, warn);
    return refuse(withoutHandles(error).message);
  }
  const withOwnPaths = (text: string) =>
    text.replaceAll(adoption.tree, root).replaceAll(dirname(from), dirname(runDirectory));
  const { outcome, printed } = performed;
  return {
    ...performed,
    outcome: { ...outcome, tail: withOwnPaths(outcome.tail) },
    printed: withOwnPaths(printed),
    isAdopted: true,
  } as Performed;
}

/** The run could replace every folder below `scratch` by a link. */
function within(scratch: string, from: string, to: string, use: (from: string, to: string) => void): void {
  const [old, own] = [holdFolder(scratch), holdFolder(to)];
  try {
    inFolder(join(old.path, relative(scratch, from)), (path) => use(path, own.path));
  } finally {
    old.close();
    own.close();
  }
}

function linkOutput(from: string, to: string, output: string, count: { linked: number }): void {
  const parts = output.split(sep);
  const [last = ''] = parts.splice(-1);
  const place = (base: string) => join(base, ...parts, last);
  if (withinFolder(place(from), (path) => lstatSync(path, { throwIfNoEntry: false })) === undefined) return;
  for (const depth of parts.keys())
    withinFolder(join(to, ...parts.slice(0, depth + 1)), (path) => mkdirSync(path, { recursive: true }));
  withinFolder(place(from), (old) => withinFolder(place(to), (own) => linkEntry(old, own, count, 0)));
}

/** Links, so that the outcome is whole until its record is kept. */
function linkEntries(from: string, to: string, count: { linked: number }, depth = 0): void {
  for (const name of readdirSync(from)) linkEntry(`${from}/${name}`, `${to}/${name}`, count, depth);
}

function linkEntry(from: string, to: string, count: { linked: number }, depth: number): void {
  count.linked += 1;
  if (count.linked > MAX_LINKED || depth > MAX_DEPTH) throw new Error('it left too many files');
  if (lstatSync(from).isDirectory()) {
    mkdirSync(to);
    inFolder(from, (old) => linkEntries(old, to, count, depth + 1));
  } else linkSync(from, to);
}
