/** Finds out whether a seed, a task or a run folder cannot reach the program, for `init`, `doctor` and `run`. */
import { join } from 'node:path';
import type { Params } from '../config/names.ts';
import { listSources, readStart } from './list-sources.ts';
import { findSeedLines } from './seed-lines.ts';

const SEED = /\{(?:seed|fold|repeat)[\w.]*\}|CONCLUSIVE_(?:SEED|FOLD|REPEAT)/;
const TASK = /\{task\}|CONCLUSIVE_TASK/;
/** A module gets it as `context.task`. */
const TASK_OF_MODULE = /\btask\b/;
const RUN_DIRECTORY = /\{run_dir\}|CONCLUSIVE_RUN_DIR/;
const CODE =
  /(?:^|\/)(?:[^./]+|.*\.(?:py|ipynb|sh|bash|m?[jt]s|cjs|R|jl|pl|rb|lua|go|rs|java|kt|c|cc|cpp|ya?ml|toml|json|cfg|ini))$/i;
const MAX_FILES = 500;

interface Trained {
  readonly trainer: {
    readonly command?: string | undefined;
    readonly module?: string | undefined;
    readonly outputs?: readonly string[] | undefined;
  };
  readonly metrics: ReadonlyArray<{ readonly from?: { readonly stdout?: string | undefined } | undefined }>;
  readonly tasks?: ReadonlyArray<{ readonly params: Params }> | undefined;
  /** Repeats of an evaluation need no seed. */
  readonly unit?: 'repeat';
}

export interface Unreached {
  readonly missing: 'seed' | 'run_dir' | 'task';
  readonly sentence: string;
}

/**
 * @param directories where the commands start, one per version of the code
 * @returns what is missing, each with a sentence of the fault and its fix; of a module only the task
 */
export async function findUnreached(
  { trainer: { command, outputs = [] }, metrics, tasks, unit }: Trained,
  directories: readonly string[],
): Promise<Unreached[]> {
  const needsTask = tasks !== undefined && !differInParams(tasks);
  if (command === undefined)
    return needsTask && (await findMissing([TASK_OF_MODULE], directories)).size > 0
      ? [{ missing: 'task', sentence: NO_TASK_IN_MODULE }]
      : [];
  const isRead = outputs.length > 0 || metrics.every(({ from }) => from?.stdout !== undefined);
  const needed = [
    ...(unit === 'repeat' ? [] : [SEED]),
    ...(isRead ? [] : [RUN_DIRECTORY]),
    ...(needsTask ? [TASK] : []),
  ].filter((pattern) => !pattern.test(command));
  const missing = await findMissing(needed, directories);
  const [directory = '.'] = directories;
  return Promise.all(
    [...missing].map(async (pattern): Promise<Unreached> => {
      if (pattern === SEED) return { missing: 'seed', sentence: await describeSeed(command, directory) };
      return pattern === TASK
        ? { missing: 'task', sentence: describeTask(command) }
        : { missing: 'run_dir', sentence: describeRunDirectory(command, unit) };
    }),
  );
}

/** Tasks may differ by parameters alone. */
function differInParams(tasks: NonNullable<Trained['tasks']>): boolean {
  return new Set(tasks.map(({ params }) => JSON.stringify(params))).size === tasks.length;
}

async function findMissing(
  needed: readonly RegExp[],
  directories: readonly string[],
): Promise<ReadonlySet<RegExp>> {
  const missing = new Set<RegExp>();
  for (const directory of needed.length === 0 ? [] : new Set(directories)) {
    const found = await Promise.all(
      (await listSources(directory))
        .filter((path) => CODE.test(path) && !/conclusive[^/]*\.ya?ml$/.test(path))
        .slice(0, MAX_FILES)
        .map((path) => readStart(join(directory, path))),
    );
    for (const pattern of needed) if (!found.some((text) => pattern.test(text))) missing.add(pattern);
  }
  return missing;
}

async function describeSeed(command: string, directory: string): Promise<string> {
  const lines = await findSeedLines(command.split(/\s+/), directory);
  return `trainer.command has no {seed}, and no code here reads CONCLUSIVE_SEED, so the seed would not reach the runs; ${howToPass(command)}, or read it from CONCLUSIVE_SEED${lines === null ? '' : `, ${lines}`}`;
}

function howToPass(command: string): string {
  const [given, option] = /(?<=\s)(--?\w*seed[= ])\d+(?=\s|$)/i.exec(command) ?? [];
  if (given !== undefined) return `replace ${given} with ${option}{seed}`;
  const added = /^make\b/.test(command) ? 'SEED={seed}' : '--seed {seed}';
  return `add the option that sets it, such as ${command} ${added}`;
}

function describeRunDirectory(command: string, unit: Trained['unit']): string {
  if (unit === 'repeat')
    return 'evaluate.command has no {run_dir}, and no code here reads CONCLUSIVE_RUN_DIR, so no log would be found; write the log there, or name the file that the tool writes in evaluate.outputs';
  const line = /^make\b/.test(command) ? `${command} OUT={run_dir}` : `${command} --out {run_dir}`;
  return `trainer.command has no {run_dir}, and no code here reads CONCLUSIVE_RUN_DIR, so no output of a run would be found; name the files it writes in trainer.outputs, add the option that sets its output folder, such as ${line}, or read what it prints with metrics: from: { stdout: … }`;
}

const NO_TASK_IN_MODULE =
  'no code here reads context.task, so all tasks would be trained alike; read it in data(), or give each task its own params';

function describeTask(command: string): string {
  return `trainer.command has no {task}, and no code here reads CONCLUSIVE_TASK, so all tasks would be trained alike; add the option that sets it, such as ${command} --task {task}, or give each task its own params`;
}
