/** Finds out whether a seed or a run folder cannot reach the program: neither the command nor any code mentions it. */
import { join } from 'node:path';
import type { LoadedConfig } from '../config/file/load.ts';
import { listSources, readStart } from './list-sources.ts';

const SEED = /\{(?:seed|fold|repeat)[\w.]*\}|CONCLUSIVE_(?:SEED|FOLD|REPEAT)/;
const RUN_DIRECTORY = /\{run_dir\}|CONCLUSIVE_RUN_DIR/;
const CODE =
  /(?:^|\/)(?:[^./]+|.*\.(?:py|ipynb|sh|bash|m?[jt]s|cjs|R|jl|pl|rb|lua|go|rs|java|kt|c|cc|cpp|ya?ml|toml|json|cfg|ini))$/i;
const MAX_FILES = 500;

/**
 * @param directories where the commands start, one per version of the code
 * @returns sentences with the fault and its fix; none for a module
 */
export async function findUnreached(
  { trainer, metrics }: Pick<LoadedConfig, 'trainer' | 'metrics'>,
  directories: readonly string[],
): Promise<string[]> {
  const { command, outputs } = trainer;
  if (command === undefined) return [];
  const isRead = metrics.every(({ from }) => from?.stdout !== undefined);
  const needed = [
    ...(SEED.test(command) ? [] : [{ pattern: SEED, sentence: describeSeed(command) }]),
    ...(RUN_DIRECTORY.test(command) || outputs !== undefined || isRead
      ? []
      : [{ pattern: RUN_DIRECTORY, sentence: describeRunDirectory(command) }]),
  ];
  const missing = new Set<string>();
  for (const directory of needed.length === 0 ? [] : new Set(directories)) {
    const found = await Promise.all(
      (await listSources(directory))
        .filter((path) => CODE.test(path) && !/conclusive[^/]*\.ya?ml$/.test(path))
        .slice(0, MAX_FILES)
        .map((path) => readStart(join(directory, path))),
    );
    for (const { pattern, sentence } of needed)
      if (!found.some((text) => pattern.test(text))) missing.add(sentence);
  }
  return [...missing];
}

function describeSeed(command: string): string {
  return `trainer.command has no {seed}, and no code here reads CONCLUSIVE_SEED, so the seed would not reach the runs; add the option that sets the seed, such as: ${command} --seed {seed}`;
}

function describeRunDirectory(command: string): string {
  return `trainer.command has no {run_dir}, and no code here reads CONCLUSIVE_RUN_DIR, so no output of a run would be found. Add the option that sets the output folder, such as: ${command} --out {run_dir}. Or name the file it writes in trainer.outputs, or the number it prints in metrics: from: { stdout: … }`;
}
