/** Finds what a run wrote into caches that all runs share, such as a downloaded data set in `HF_HOME`. */
import { lstatSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { environmentOfRun } from '../../train/process/environment.ts';

/** Variables that name a folder for data: `HF_HOME`, `TORCH_HOME`, `HF_DATASETS_CACHE`, `NLTK_DATA`. */
const NAMES_CACHE = /(?:_HOME|CACHE|CACHE_DIR|_DATA|DATA_DIR|DATASET_DIR)$/;
/** Folders of libraries without such a variable, in the home folder. */
const USUAL = ['.cache', '.keras', '.torch', '.kaggle', 'nltk_data', 'scikit_learn_data', 'seaborn-data'];
/** Tools whose caches are whole at every moment. */
const SAFE = /^(?:go-build|pip|uv|npm|ccache|matplotlib|fontconfig)$/;
const MAX_DEPTH = 10;
const MAX_ENTRIES = 50_000;

/** @returns for each cache a file that was written since */
export function findCacheWrites(sinceMs: number): readonly string[] {
  const folders = cacheFolders();
  return folders.flatMap((folder) => findWriteIn(folder, folders, sinceMs) ?? []);
}

function cacheFolders(): readonly string[] {
  const named = Object.entries(environmentOfRun(process.env, {}))
    .filter(([name, value]) => NAMES_CACHE.test(name) && isAbsolute(value))
    .map(([, value]) => resolve(value));
  return [...new Set([...named, ...USUAL.map((name) => join(homedir(), name))])];
}

/** @param others caches that are looked at by themselves */
function findWriteIn(root: string, others: readonly string[], sinceMs: number): string | null {
  let level = [root];
  let seen = 0;
  for (let depth = 0; depth < MAX_DEPTH && seen < MAX_ENTRIES; depth += 1) {
    const below: string[] = [];
    for (const folder of level)
      for (const entry of entriesOf(folder)) {
        seen += 1;
        const path = join(folder, entry.name);
        if (entry.isFile() && isChangedSince(path, sinceMs)) return path;
        if (entry.isDirectory() && !SAFE.test(entry.name) && !others.includes(path)) below.push(path);
      }
    level = below;
  }
  return null;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // Not there, or not readable.
    return [];
  }
}

function isChangedSince(path: string, sinceMs: number): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat !== undefined && Math.max(stat.mtimeMs, stat.ctimeMs) >= sinceMs;
}
