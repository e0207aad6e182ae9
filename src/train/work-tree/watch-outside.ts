/**
 * Files outside of the runs' trees that every run writes under one name and that are read: `/tmp/metrics.json`, or a file in the checkout by
 * its absolute path. A log that nobody reads is no matter. No operating system tells this without being asked for every single call. So it
 * is looked at what changes while a run is under way, among files whose names the program's own text has, in folders that its text has or
 * that programs like to write to.
 */
import { lstatSync, readdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { readTextOrNull } from '../../files/open-file.ts';
import { isOwnOutput, ownOutputs } from '../../plan/code/own-outputs.ts';
import type { TreeListing } from './list-tree.ts';
import { type FileState, isRead, isWritten, mayBeReadUnseen, stateOf } from './read-times.ts';

/** Programs, their configs, and scripts that start them. */
const TEXT =
  /(?:\.(?:py|sh|js|mjs|cjs|ts|r|jl|lua|ya?ml|toml|json|cfg|ini|ipynb)|\/?(?:Makefile|Dockerfile))$/i;
const FOREIGN = /(?:^|\/)(?:site-packages|dist-packages|node_modules|\.git)\//;
const MAX_TEXTS = 300;
const MAX_TEXT_BYTES = 256 * 1024;
const MAX_FOLDERS = 40;
/** A folder with more is a store of data, in which no program looks for its results. */
const MAX_ENTRIES = 5_000;
/** Of fewer, all may have met one download at their beginning. */
const FEWEST_RUNS = 3;

/** Words that may be paths; what is longer is none. */
const WORD = /[\w.+~/-]{3,300}/g;
/** What programs write: results, logs, weights. */
const FILE =
  /\.(?:jsonl?|csv|tsv|txt|log|ya?ml|toml|xml|db|sqlite3?|pt|pth|pkl|npy|npz|h5|keras|ckpt|bin|onnx|joblib|safetensors|parquet|model|out)$/i;

export interface OutsideRequest {
  /** That of the models, whose files are listed. */
  readonly root: string;
  /** That of the user, and the folder of the config in it. */
  readonly checkout: string;
  readonly directory: string;
  /** Folder of records and reports: runs write there by our own doing. */
  readonly output: string;
  readonly listing: Pick<TreeListing, 'files'>;
  /** Files that this program's own output goes to, whose names a Makefile may well have. */
  readonly own?: ReadonlySet<string>;
}

export interface OutsideWatch {
  /** Before a run starts. @returns what to call when it has ended */
  begin(model: string): () => void;
  /** Paths that every run of a model has written to, and that were read during most of them: once is somebody who had a look. */
  found(): readonly string[];
}

/** Of how many runs. */
interface Seen {
  readonly written: number;
  readonly read: number;
}

export function watchOutside(request: OutsideRequest): OutsideWatch {
  const { names, folders } = placesIn(request);
  const { own = ownOutputs() } = request;
  const ended = new Map<string, number>();
  /** By model and path. */
  const changed = new Map<string, Map<string, Seen>>();
  return {
    begin(model) {
      const before = look(names, folders, own);
      return () => {
        ended.set(model, (ended.get(model) ?? 0) + 1);
        const files = changed.get(model) ?? new Map<string, Seen>();
        changed.set(model, files);
        for (const [path, now] of look(names, folders, own)) {
          const old = before.get(path);
          if (!isWritten(old, now)) continue;
          const { written, read } = files.get(path) ?? { written: 0, read: 0 };
          files.set(path, { written: written + 1, read: read + Number(isRead(old, now)) });
        }
      };
    },
    found: () =>
      [...changed].flatMap(([model, files]) => {
        const runs = ended.get(model) ?? 0;
        if (runs < FEWEST_RUNS) return [];
        return [...files]
          .filter(([, { written }]) => written === runs)
          .filter(([path, { read }]) => read > runs / 2 || mayBeReadUnseen(path))
          .map(([path]) => path);
      }),
  };
}

function placesIn({ root, checkout, directory, output, listing }: OutsideRequest) {
  const names = new Set<string>();
  const folders = new Set([tmpdir(), homedir(), checkout, directory]);
  if (process.platform !== 'win32') folders.add('/tmp');
  const texts = listing.files.filter(
    ({ path, bytes }) => bytes <= MAX_TEXT_BYTES && TEXT.test(path) && !FOREIGN.test(path),
  );
  for (const { path } of texts.slice(0, MAX_TEXTS)) {
    for (const [word] of (readTextOrNull(join(root, path), MAX_TEXT_BYTES) ?? '').matchAll(WORD)) {
      const found = word.replace(/\.+$/, '');
      if (!FILE.test(found)) continue;
      names.add(found.slice(found.lastIndexOf('/') + 1));
      if (!found.includes('/')) continue;
      for (const folder of foldersOf(dirname(found), [checkout, directory])) folders.add(folder);
    }
  }
  const watched = [...folders].filter((folder) => !isWithin(output, folder));
  return { names, folders: watched.slice(0, MAX_FOLDERS) };
}

function isWithin(folder: string, path: string): boolean {
  const own = relative(folder, path);
  return !isAbsolute(own) && own.split(sep)[0] !== '..';
}

function foldersOf(folder: string, bases: readonly string[]): readonly string[] {
  if (folder.startsWith('~/')) return [join(homedir(), folder.slice(2))];
  return isAbsolute(folder) ? [folder] : bases.map((base) => resolve(base, folder));
}

function look(
  names: ReadonlySet<string>,
  folders: readonly string[],
  own: ReadonlySet<string>,
): ReadonlyMap<string, FileState> {
  const found = new Map<string, FileState>();
  for (const folder of folders) {
    const entries = entriesOf(folder);
    if (entries.length > MAX_ENTRIES) continue;
    for (const entry of entries) {
      if (!names.has(entry)) continue;
      const path = join(folder, entry);
      const stat = lstatSync(path, { throwIfNoEntry: false });
      if (stat?.isFile() === true && !isOwnOutput(path, own)) found.set(path, stateOf(stat));
    }
  }
  return found;
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Not there, or nobody's to list.
    return [];
  }
}
