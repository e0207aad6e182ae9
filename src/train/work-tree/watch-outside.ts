/**
 * Finds files outside of the runs' trees that every run writes under one name, such as a file in the checkout by its absolute path: one run may read
 * what another has written. No operating system tells of all writes, so this compares, before and after each run, the files whose paths
 * stand in the text of the program, and those of its names in folders that programs like to write to.
 */
import { lstatSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { readTextOrNull } from '../../files/open-file.ts';
import { isOwnOutput, ownOutputs } from '../../plan/code/own-outputs.ts';
import { type FileState, isWritten, stateOf, type TreeListing } from './list-tree.ts';

/** Programs, their configs, and scripts that start them. */
const TEXT =
  /(?:\.(?:py|sh|js|mjs|cjs|ts|r|jl|lua|ya?ml|toml|json|cfg|ini|ipynb)|\/?(?:Makefile|Dockerfile))$/i;
const FOREIGN = /(?:^|\/)(?:site-packages|dist-packages|node_modules|\.git)\//;
const MAX_TEXTS = 300;
const MAX_TEXT_BYTES = 256 * 1024;
const MAX_PATHS = 2_000;
/** With fewer runs, all of them may have met one download at their beginning. */
const FEWEST_RUNS = 3;

/** Words that may be paths; a longer word is none. */
const WORD = /[\w.+~/-]{3,300}/g;
/** What programs write and read again: results and weights, and no logs. */
const FILE =
  /\.(?:jsonl?|csv|tsv|txt|ya?ml|toml|xml|db|sqlite3?|pt|pth|pkl|npy|npz|h5|keras|ckpt|bin|onnx|joblib|safetensors|parquet|model)$/i;

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
  /** Call before a run starts. @returns what to call when it has ended */
  begin(model: string): () => void;
  /** Paths that every run of a model has written to. */
  found(): readonly string[];
}

interface Seen {
  runs: number;
  /** Path -> number of runs that wrote to it. */
  readonly written: Map<string, number>;
}

export function watchOutside(request: OutsideRequest): OutsideWatch {
  const paths = pathsIn(request);
  const { own = ownOutputs() } = request;
  const models = new Map<string, Seen>();
  return {
    begin(model) {
      const before = look(paths);
      return () => {
        const seen = models.get(model) ?? { runs: 0, written: new Map() };
        models.set(model, seen);
        seen.runs += 1;
        for (const [path, now] of look(paths))
          if (isWritten(before.get(path), now)) seen.written.set(path, (seen.written.get(path) ?? 0) + 1);
      };
    },
    found: () =>
      [...models.values()].flatMap(({ runs, written }) =>
        [...written.keys()].filter(
          (path) => runs >= FEWEST_RUNS && written.get(path) === runs && !isOwnOutput(path, own),
        ),
      ),
  };
}

function pathsIn({ root, checkout, directory, output, listing }: OutsideRequest): readonly string[] {
  const absolute = new Set<string>();
  const stated = new Set<string>();
  const named = new Set<string>();
  const places = [tmpdir(), homedir(), checkout, directory];
  const texts = listing.files.filter(
    ({ path, bytes }) => bytes <= MAX_TEXT_BYTES && TEXT.test(path) && !FOREIGN.test(path),
  );
  for (const { path } of texts.slice(0, MAX_TEXTS)) {
    for (const [word] of (readTextOrNull(join(root, path), MAX_TEXT_BYTES) ?? '').matchAll(WORD)) {
      const file = word.replace(/\.+$/, '');
      if (!FILE.test(file)) continue;
      if (file.startsWith('~/')) absolute.add(join(homedir(), file.slice(2)));
      else if (isAbsolute(file)) absolute.add(file);
      else for (const place of [checkout, directory]) stated.add(resolve(place, file));
      for (const place of places) named.add(join(place, basename(file)));
    }
  }
  return [...new Set([...absolute, ...stated, ...named])]
    .filter((path) => !isWithin(output, path))
    .slice(0, MAX_PATHS);
}

function isWithin(folder: string, path: string): boolean {
  const own = relative(folder, path);
  return !isAbsolute(own) && own.split(sep)[0] !== '..';
}

function look(paths: readonly string[]): ReadonlyMap<string, FileState> {
  const found = new Map<string, FileState>();
  for (const path of paths) {
    try {
      const stat = lstatSync(path, { throwIfNoEntry: false });
      if (stat?.isFile() === true) found.set(path, stateOf(stat));
    } catch {
      // Nobody may look there.
    }
  }
  return found;
}
