import { listFolder } from '../../files/open-file.ts';
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
export function describeMisplaced(
  runDirectory: string,
  workTree: Pick<WorkTree, 'findNewFiles'>,
): string | null {
  if (listFolder(runDirectory).length > 0) return null;
  const found = workTree.findNewFiles();
  const results = found.filter((file) => RESULT.test(file));
  if (results.length === 0) return null;
  const shown = results.slice(0, SHOWN);
  const more = results.length - shown.length;
  return `the run directory is empty, but ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''} appeared in the working directory; add trainer.outputs: [${shown.map(quoted).join(', ')}${more > 0 ? ', …' : ''}], or write to {run_dir}`;
}

/** As YAML takes it in a list. */
function quoted(path: string): string {
  return /^\w[\w./-]*$/.test(path) ? path : JSON.stringify(path);
}
