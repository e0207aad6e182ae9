/** Names models after files if no column does: each file is one model or one run of it. */
import { basename, dirname, extname, join } from 'node:path';
import { seedIn, splitRunNames } from './run-names.ts';
import type { Table } from './table.ts';

export interface FilenameModel {
  /** Without its seed. */
  readonly model: string;
  readonly label: string;
  readonly seed: string | null;
}

/** @param areRuns a number at the end of a file's name is its seed */
export function modelsFromFilenames(
  tables: readonly Table[],
  areRuns: boolean,
): ReadonlyMap<string, FilenameModel> {
  const folders = [...new Set(tables.flatMap(({ folder }) => folder ?? []))];
  const files = tables.map(({ file }) => file);
  const labels = labelsOf(files);
  const named = splitRunNames(labels, areRuns);
  // The files of one folder may be of several models: `resnet_s1.log`, `vit_s1.log`.
  const isLone = folders.length === 1 && tables.every(({ folder }) => folder !== undefined);
  if (folders.length > 0 && !(isLone && named !== null)) return modelsFromFolders(tables, folders, areRuns);
  return new Map(
    files.map((file, index) => {
      const label = labels[index] as string;
      return [file, { label, ...(named?.[index] ?? { model: label, seed: null }) }];
    }),
  );
}

/** A folder is a model, and the names of its files give the seeds. */
function modelsFromFolders(
  tables: readonly Table[],
  folders: readonly string[],
  areRuns: boolean,
): ReadonlyMap<string, FilenameModel> {
  const labels = new Map(labelsOf(folders).map((label, index) => [folders[index] as string, label]));
  const seeds = tables.map(({ file }) => seedIn(stemOf(file), areRuns));
  const haveSeeds = seeds.every((seed) => seed !== null);
  return new Map(
    tables.map(({ file, folder = file }, index) => {
      const label = labels.get(folder) ?? stemOf(file);
      return [file, { label, model: label, seed: haveSeeds ? (seeds[index] as string) : null }];
    }),
  );
}

/** Names of files; paths from their first difference if two names are equal. */
export function labelsOf(files: readonly string[]): readonly string[] {
  const names = files.map(stemOf);
  if (new Set(names).size === names.length) return names;
  const paths = files.map((file) => join(dirname(file), stemOf(file)).split(/[\\/]/));
  const [first = []] = paths;
  let shared = 0;
  while (shared < first.length - 1 && paths.every((path) => path[shared] === first[shared])) shared += 1;
  return paths.map((path) => path.slice(shared).join('/'));
}

function stemOf(file: string): string {
  return basename(file, extname(file));
}

/** Fewer of its places are filled by chance. */
const NEARLY_FULL = 0.8;
const NUMBERED = /^(?:s|v|run|seed|fold)?\d+$/i;

/** The two parts of the first name, if the names are nearly all pairs of two lists: models and tasks. */
export function gridIn(names: readonly string[]): readonly [string, string] | null {
  const ends = [/^(.+?)(?:__|[_.@+ -])(.+)$/, /^(.+)(?:__|[_.@+ -])(.+)$/];
  for (const end of ends) {
    const parts = names.map((name) => end.exec(name)?.slice(1) ?? []);
    const [first, second] = [0, 1].map((at) => new Set(parts.map((part) => part[at])));
    if (first === undefined || second === undefined || first.size < 2 || second.size < 2) continue;
    const isNumbered = [...second].every((part) => part === undefined || NUMBERED.test(part));
    if (isNumbered || parts.some((part) => part.length < 2)) continue;
    const [model = '', task = ''] = parts[0] ?? [];
    if (names.length >= Math.max(4, NEARLY_FULL * first.size * second.size)) return [model, task];
  }
  return null;
}
