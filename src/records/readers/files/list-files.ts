import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { listFolder } from '../../../files/open-file.ts';
import { UnreadableRunError } from '../unreadable-run-error.ts';
import { withoutGzip } from './run-file.ts';

/** Known extensions, TensorBoard's event files, and MLflow's metric files. */
const READABLE =
  /\.(json|jsonl|ndjson|csv|tsv|ya?ml|toml|xml|wandb|eval)$|tfevents|(^|\/)[0-9a-f]{32}\/metrics\/.+$/i;
/** Keras' CSVLogger example writes `training.log`. Most such files are no logs. */
const TEXT = /\.(log|txt)$/i;
const MAX_TEXTS = 50;
const MAX_ENTRIES = 10_000;
const MAX_READABLE_FILES = 1000;
/** No tool nests its logs deeper. */
const MAX_DEPTH = 8;

interface Listing {
  readonly files: readonly string[];
  /** Other entries, for the message that nothing was found. */
  readonly others: readonly string[];
}

/**
 * Lists regular files, since a link may lead anywhere. Folders come before files, so that files directly in the run
 * directory win; `version_2` comes before `version_10`.
 */
export async function listFiles(directory: string): Promise<Listing> {
  const files: string[] = [];
  const others: string[] = [];
  let entries = 0;
  let texts = 0;

  async function walk(folder: string, depth: number): Promise<void> {
    const found = listFolder(join(directory, folder));
    entries += found.length;
    if (entries > MAX_ENTRIES) refuse();
    naturalOrder ??= new Intl.Collator('en', { numeric: true });
    const { compare } = naturalOrder;
    const sorted = found.sort((a, b) => compare(a.name, b.name) || (a.name < b.name ? -1 : 1));
    const pathOf = ({ name }: Dirent) => (folder === '' ? name : `${folder}/${name}`);
    for (const entry of sorted) {
      if (!entry.isDirectory()) continue;
      if (entry.name.startsWith('.')) others.push(pathOf(entry));
      else if (depth < MAX_DEPTH) await walk(pathOf(entry), depth + 1);
    }
    const ofFolder = sorted
      .filter((entry) => entry.isFile() && TEXT.test(withoutGzip(entry.name)))
      .slice(0, MAX_TEXTS);
    texts += ofFolder.length;
    for (const entry of sorted) {
      const path = pathOf(entry);
      if (entry.isFile() && (READABLE.test(withoutGzip(path)) || ofFolder.includes(entry))) files.push(path);
      else if (entry.isSymbolicLink()) others.push(`${path} (a link, not followed)`);
      else if (!entry.isDirectory()) others.push(path);
    }
    if (files.length - texts > MAX_READABLE_FILES) refuse();
  }

  await walk('', 0);
  return { files, others };
}

/** Independent of the machine's language. Created late, because its data takes time to load. */
let naturalOrder: Intl.Collator | undefined;

function refuse(): never {
  throw new UnreadableRunError(
    `more than ${MAX_READABLE_FILES} logs or ${MAX_ENTRIES} files in the run directory; write only logs there`,
  );
}
