/**
 * Finds shared files outside of the runs' trees. A file is shared if every run of a model wrote it, or found it as an earlier run had
 * made it. It is a log, and not shared, if runs only add to its end. No system reports all writes, so paths and names in the program's
 * text are compared before and after each run.
 */
import { createHash } from 'node:crypto';
import { lstatSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { readBeginning, readTextOrNull } from '../../files/open-file.ts';
import { isOwnOutput, ownOutputs } from '../../plan/code/own-outputs.ts';
import { type FileState, isLog, isWritten, stateOf, type TreeListing } from './list-tree.ts';

/** Programs, their configs, and scripts that start them. */
const TEXT =
  /(?:\.(?:py|sh|js|mjs|cjs|ts|r|jl|lua|ya?ml|toml|json|cfg|ini|ipynb)|\/?(?:Makefile|Dockerfile))$/i;
const FOREIGN = /(?:^|\/)(?:site-packages|dist-packages|node_modules|\.git)\//;
const MAX_TEXTS = 300;
const MAX_TEXT_BYTES = 256 * 1024;
const MAX_PATHS = 2_000;
/** With fewer runs, another program's write may fall into all of them. */
const FEWEST_RUNS = 3;
/** A larger file that changes is no log. */
const MAX_LOG_BYTES = 64 * 1024 * 1024;

/** Words that may be paths; a longer word is none. */
const WORD = /[\w.+~/-]{3,300}/g;
/** A relative path is one only with such a name: results and weights. */
const FILE =
  /\.(?:jsonl?|csv|tsv|txt|ya?ml|toml|xml|db|sqlite3?|pt|pth|pkl|npy|npz|h5|keras|ckpt|bin|onnx|joblib|safetensors|parquet|model)$/i;
/** Files there change whenever they are read. */
const KERNEL = /^\/(?:proc|sys)\//;

export interface OutsideRequest {
  /** Root of the models' tree, whose files are listed. */
  readonly root: string;
  /** The user's checkout, and the config's folder in it. */
  readonly checkout: string;
  readonly directory: string;
  /** Folder of records and reports, which is not watched. */
  readonly output: string;
  readonly listing: Pick<TreeListing, 'files'>;
  /** Files that receive this program's output, which a Makefile may name. */
  readonly own?: ReadonlySet<string>;
}

export interface OutsideWatch {
  /** Call before a run starts. @returns what to call when it has ended */
  begin(model: string): () => void;
  found(): readonly string[];
}

interface Seen {
  runs: number;
  /** Path -> number of runs that wrote it or found it as an earlier run had made it. */
  readonly touched: Map<string, number>;
}

export function watchOutside(request: OutsideRequest): OutsideWatch {
  const paths = pathsIn(request);
  const { own = ownOutputs() } = request;
  const logs = new Logs();
  const atFirst = look(paths, logs);
  const models = new Map<string, Seen>();
  return {
    begin(model) {
      const before = look(paths, logs);
      return () => {
        const seen = models.get(model) ?? { runs: 0, touched: new Map() };
        models.set(model, seen);
        seen.runs += 1;
        for (const [path, now] of look(paths, logs))
          if (!atFirst.has(path) || isWritten(before.get(path), now))
            seen.touched.set(path, (seen.touched.get(path) ?? 0) + 1);
      };
    },
    found: () =>
      [...models.values()].flatMap(({ runs, touched }) =>
        [...touched.keys()].filter(
          (path) =>
            runs >= FEWEST_RUNS && touched.get(path) === runs && !logs.has(path) && !isOwnOutput(path, own),
        ),
      ),
  };
}

/** Files that grew and kept all earlier bytes. */
class Logs {
  readonly #known = new Map<string, { readonly state: FileState; readonly digest: string | null }>();
  readonly #grown = new Set<string>();
  readonly #rewritten = new Set<string>();

  has(path: string): boolean {
    return this.#grown.has(path) && !this.#rewritten.has(path);
  }

  see(path: string, state: FileState): void {
    const known = this.#known.get(path);
    if (known !== undefined && !isWritten(known.state, state)) return;
    this.#known.set(path, { state, digest: digestOf(path, state.bytes) });
    if (known === undefined) return;
    const { bytes } = known.state;
    if (known.digest === null || digestOf(path, bytes) !== known.digest) this.#rewritten.add(path);
    else if (bytes > 0 && state.bytes > bytes) this.#grown.add(path);
  }
}

/** @returns null for a file that is larger than a log, gone or not to be read */
function digestOf(path: string, bytes: number): string | null {
  if (bytes > MAX_LOG_BYTES) return null;
  try {
    return createHash('sha256').update(readBeginning(path, bytes)).digest('hex');
  } catch {
    return null;
  }
}

function pathsIn({ root, checkout, directory, output, listing }: OutsideRequest): readonly string[] {
  const absolute = new Set<string>();
  const stated = new Set<string>();
  const names = new Set<string>();
  const texts = listing.files.filter(
    ({ path, bytes }) => bytes <= MAX_TEXT_BYTES && TEXT.test(path) && !FOREIGN.test(path),
  );
  for (const { path } of texts.slice(0, MAX_TEXTS)) {
    for (const [word] of (readTextOrNull(join(root, path), MAX_TEXT_BYTES) ?? '').matchAll(WORD)) {
      const file = word.replace(/\.+$/, '');
      if (isLog(file)) continue;
      if (file.startsWith('~/')) absolute.add(join(homedir(), file.slice(2)));
      else if (isAbsolute(file) && !file.startsWith('//')) absolute.add(resolve(file));
      else if (FILE.test(file)) for (const place of [checkout, directory]) stated.add(resolve(place, file));
      if (FILE.test(file)) names.add(basename(file));
    }
  }
  const folders = [tmpdir(), homedir(), checkout, directory, ...[...absolute].filter(isFolder)];
  const named = folders.flatMap((folder) => [...names].map((name) => join(folder, name)));
  return [...new Set([...absolute, ...stated, ...named])]
    .filter((path) => !isWithin(output, path) && !KERNEL.test(path))
    .slice(0, MAX_PATHS);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

function isWithin(folder: string, path: string): boolean {
  const own = relative(folder, path);
  return !isAbsolute(own) && own.split(sep)[0] !== '..';
}

function look(paths: readonly string[], logs: Logs): ReadonlyMap<string, FileState> {
  const found = new Map<string, FileState>();
  for (const path of paths) {
    try {
      const stat = lstatSync(path, { throwIfNoEntry: false });
      if (stat?.isFile() !== true) continue;
      const state = stateOf(stat);
      logs.see(path, state);
      found.set(path, state);
    } catch {
      // No permission to look.
    }
  }
  return found;
}
