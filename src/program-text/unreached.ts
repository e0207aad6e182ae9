/** Finds out whether a seed or a run folder cannot reach the program, for `init`, `doctor` and `run`. */
import { join } from 'node:path';
import { listSources, readStart } from './list-sources.ts';
import { findSeedLines } from './seed-lines.ts';

const SEED = /\{(?:seed|fold|repeat)[\w.]*\}|CONCLUSIVE_(?:SEED|FOLD|REPEAT)/;
const RUN_DIRECTORY = /\{run_dir\}|CONCLUSIVE_RUN_DIR/;
const CODE =
  /(?:^|\/)(?:[^./]+|.*\.(?:py|ipynb|sh|bash|m?[jt]s|cjs|R|jl|pl|rb|lua|go|rs|java|kt|c|cc|cpp|ya?ml|toml|json|cfg|ini))$/i;
const MAX_FILES = 500;

interface Trained {
  readonly trainer: {
    readonly command?: string | undefined;
    readonly outputs?: readonly string[] | undefined;
  };
  readonly metrics: ReadonlyArray<{ readonly from?: { readonly stdout?: string | undefined } | undefined }>;
}

export interface Unreached {
  readonly missing: 'seed' | 'run_dir';
  readonly sentence: string;
}

/**
 * @param directories where the commands start, one per version of the code
 * @returns what is missing, each with a sentence of the fault and its fix; none for a module
 */
export async function findUnreached(
  { trainer: { command, outputs = [] }, metrics }: Trained,
  directories: readonly string[],
): Promise<Unreached[]> {
  if (command === undefined) return [];
  const isRead = outputs.length > 0 || metrics.every(({ from }) => from?.stdout !== undefined);
  const needed = [SEED, ...(isRead ? [] : [RUN_DIRECTORY])].filter((pattern) => !pattern.test(command));
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
  const [directory = '.'] = directories;
  return Promise.all(
    [...missing].map(
      async (pattern): Promise<Unreached> =>
        pattern === SEED
          ? { missing: 'seed', sentence: await describeSeed(command, directory) }
          : { missing: 'run_dir', sentence: describeRunDirectory(command) },
    ),
  );
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

function describeRunDirectory(command: string): string {
  const line = /^make\b/.test(command) ? `${command} OUT={run_dir}` : `${command} --out {run_dir}`;
  return `trainer.command has no {run_dir}, and no code here reads CONCLUSIVE_RUN_DIR, so no output of a run would be found; name the files it writes in trainer.outputs, add the option that sets its output folder, such as ${line}, or read what it prints with metrics: from: { stdout: … }`;
}
