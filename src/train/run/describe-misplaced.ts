import { readdir } from 'node:fs/promises';
import type { WorkTree } from '../work-tree/work-trees.ts';

/** Of what a program leaves in its working directory, what may hold a number. */
const RESULT = /\.(?:jsonl?|ndjson|[ct]sv|ya?ml|toml|log|txt|npy|wandb)$|tfevents/i;
const SHOWN = 3;

/**
 * A program that knows nothing of the run directory writes beside its code.
 *
 * @returns what was found there and the line of the config that takes it; null where the run directory is not empty, or nothing
 *   appeared
 */
export async function describeMisplaced(
  runDirectory: string,
  workTree: Pick<WorkTree, 'findNewFiles'>,
): Promise<string | null> {
  if ((await readdir(runDirectory)).length > 0) return null;
  const found = workTree.findNewFiles();
  const results = found.filter((file) => RESULT.test(file));
  if (results.length === 0) return null;
  const more = results.length > SHOWN ? ` and ${results.length - SHOWN} more` : '';
  const outputs = results.length > SHOWN ? inFewWords(results) : results;
  return `the run directory is empty, but ${results.slice(0, SHOWN).join(', ')}${more} appeared in the working directory; add trainer.outputs: [${outputs.map(quoted).join(', ')}], or write to {run_dir}`;
}

/** Files of one folder by its name, if they are many. */
function inFewWords(files: readonly string[]): readonly string[] {
  const folders = files.map((file) => (file.includes('/') ? `${file.split('/')[0]}/` : file));
  return [...new Set(folders)].slice(0, SHOWN);
}

/** As YAML takes it in a list. */
function quoted(path: string): string {
  return /^\w[\w./-]*$/.test(path) ? path : JSON.stringify(path);
}
