/** Which files of a run directory are looked into. */
import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { listFolder } from '../../../files/open-file.ts';
import { UnreadableRunError } from '../unreadable-run-error.ts';

/** Extensions; event files of TensorBoard; the metrics of MLflow's file store, which have none. */
const READABLE =
  /\.(json|jsonl|ndjson|csv|tsv|ya?ml|toml|xml|npy|npz|db|sqlite3?|wandb)$|tfevents|(^|\/)[0-9a-f]{32}\/metrics\/.+$/i;
/** Keras' own example of a CSVLogger writes `training.log`. Most such files are no logs, and some programs write one an example. */
const TEXT = /\.(log|txt)$/i;
/** In one folder. */
const MAX_TEXTS = 50;
const MAX_ENTRIES = 10_000;
const MAX_READABLE_FILES = 1000;
/** Deeper than any tool nests its logs. */
const MAX_DEPTH = 8;

interface Listing {
  /** In the order in which they are read. */
  readonly files: readonly string[];
  /** What else is there, for the message that nothing could be read. */
  readonly others: readonly string[];
}

/**
 * Regular files only: a link may lead anywhere. What lies in a folder comes before what lies beside the folder, so that
 * in the end the files directly in the run directory count; `version_2` comes before `version_10`.
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
    const ofFolder = sorted.filter((entry) => entry.isFile() && TEXT.test(entry.name)).slice(0, MAX_TEXTS);
    texts += ofFolder.length;
    for (const entry of sorted) {
      const path = pathOf(entry);
      if (entry.isFile() && (READABLE.test(path) || ofFolder.includes(entry))) files.push(path);
      else if (entry.isSymbolicLink()) others.push(`${path} (a link, not followed)`);
      else if (!entry.isDirectory()) others.push(path);
    }
    if (files.length - texts > MAX_READABLE_FILES) refuse();
  }

  await walk('', 0);
  return { files, others };
}

/** The same on every machine, whatever its language. Its data takes a moment to load, so it is made when a run has ended. */
let naturalOrder: Intl.Collator | undefined;

function refuse(): never {
  throw new UnreadableRunError(
    `more than ${MAX_READABLE_FILES} logs or ${MAX_ENTRIES} files in the run directory; write only logs there`,
  );
}
