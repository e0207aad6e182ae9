/** Lists what a run's work tree is made of, and how each part is brought into it. */
import {
  type Dirent,
  existsSync,
  lstatSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  type Stats,
} from 'node:fs';
import { dirname, isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import { readTextOrNull } from '../../files/open-file.ts';
import { contains, toRootPath } from '../../plan/code/code-tree.ts';

/** All paths are from the root, with forward slashes. */
export interface TreeListing {
  /** Outer folders come first. */
  readonly folders: readonly string[];
  /** Files that a run is most likely to overwrite come first. */
  readonly files: readonly TreeFile[];
  /** Files under `trainer.outputs`, which no run finds in its tree. */
  readonly outputs: readonly TreeFile[];
  /** Symbolic links, with where they lead. */
  readonly links: ReadonlyArray<{ readonly path: string; readonly target: string }>;
  /** Folders of too many files, and what is neither file nor folder. Each is one link that all runs share. */
  readonly shared: readonly string[];
  /** `.git` of the repository and of its submodules, with the folder that git keeps its data in. */
  readonly repositories: ReadonlyArray<{ readonly path: string; readonly data: string }>;
}

export interface FileState {
  /** With the number of its device, it tells which file this is, whatever its name. */
  readonly inode: number;
  readonly bytes: number;
  readonly mtimeMs: number;
}

export interface TreeFile extends FileState {
  readonly path: string;
}

export interface TreeRequest {
  readonly root: string;
  /** Folder that the program is started in. */
  readonly directory: string;
  /** Folder of records and reports: never part of a work tree. */
  readonly output: string;
  /** Paths from `directory` that no run is to find in its tree. */
  readonly outputs: readonly string[];
  /** A folder with more files than these is brought as one link. */
  readonly maxFiles?: number;
}

/** Linking this many takes half a second; a folder with more holds a data set. */
const MAX_FILES = 50_000;
const MAX_POINTER_BYTES = 64 * 1024;
/** Reading more without a pause would delay the output of other runs. */
const READ_IN_ONE_GO = 2_000;
/** Programs rarely write to their own code while they run. */
const CODE =
  /\.(?:py|pyc|pyi|pyx|so|js|mjs|cjs|ts|mts|c|h|cc|cpp|hpp|cu|java|scala|go|rs|r|jl|sh|m|lua|ipynb)$/i;

/** Reads the whole tree, without following a link. */
export async function listTree(request: TreeRequest): Promise<TreeListing> {
  const walk = new Walk(request);
  const all = await walk.read('');
  const listing = {
    folders: [] as string[],
    files: [] as TreeFile[],
    outputs: [] as TreeFile[],
    links: [] as Array<{ path: string; target: string }>,
    shared: [] as string[],
    repositories: [] as Array<{ path: string; data: string }>,
  };
  const pending = [all];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    if (folder.isShared) {
      listing.shared.push(folder.path);
      continue;
    }
    if (folder.path !== '') listing.folders.push(folder.path);
    listing.shared.push(...folder.others);
    for (const path of folder.files) {
      const file = fileAt(request.root, path);
      if (file !== null) (walk.isOutput(path) ? listing.outputs : listing.files).push(file);
      if (listing.files.length % READ_IN_ONE_GO === 0) await pause();
    }
    for (const path of folder.links) {
      const target = targetOf(request.root, path);
      if (target !== null && !walk.isOutput(path)) listing.links.push({ path, target });
    }
    if (folder.repository !== null) {
      const data = dataOf(join(request.root, folder.repository));
      if (data !== null) listing.repositories.push({ path: folder.repository, data });
    }
    pending.push(...folder.folders);
  }
  const rank = rankFrom(toRootPath(request.root, request.directory));
  const ranked = listing.files.map((file) => ({ file, rank: rank(file.path) }));
  return { ...listing, files: ranked.sort((a, b) => a.rank - b.rank).map(({ file }) => file) };
}

interface Folder {
  readonly path: string;
  readonly folders: readonly Folder[];
  readonly files: readonly string[];
  readonly links: readonly string[];
  readonly others: readonly string[];
  readonly repository: string | null;
  readonly isShared: boolean;
  /** Files in and below the folder that are brought one by one. */
  readonly count: number;
}

class Walk {
  readonly #root: string;
  readonly #output: string;
  readonly #start: string;
  readonly #outputs: readonly string[];
  readonly #maxFiles: number;

  constructor({ root, directory, output, outputs, maxFiles = MAX_FILES }: TreeRequest) {
    this.#root = root;
    this.#output = toRootPath(realPath(root), realPath(output));
    this.#start = toRootPath(root, directory);
    this.#outputs = outputs.map((path) => toRootPath(root, resolve(directory, path)));
    this.#maxFiles = maxFiles;
  }

  async read(path: string): Promise<Folder> {
    await pause();
    const found = {
      path,
      folders: [] as Folder[],
      files: [] as string[],
      links: [] as string[],
      others: [] as string[],
      repository: null as string | null,
    };
    let entries: readonly Dirent[];
    try {
      entries = readdirSync(join(this.#root, path), { withFileTypes: true });
    } catch {
      // A folder that is gone or unreadable is so for the runs as well.
      return { ...found, isShared: path !== '', count: 0 };
    }
    for (const entry of entries) {
      const own = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.name === '.git') found.repository = own;
      else if (this.#isOurs(own)) continue;
      else if (entry.isDirectory() && entry.name === 'node_modules' && !contains(own, this.#start))
        found.others.push(own);
      else if (entry.isDirectory()) found.folders.push(await this.read(own));
      else if (entry.isFile()) found.files.push(own);
      else if (entry.isSymbolicLink()) found.links.push(own);
      else found.others.push(own);
    }
    const below = found.folders.reduce((sum, { count }) => sum + count, 0);
    const brought = [...found.files, ...found.links].filter((file) => !this.isOutput(file));
    const count = brought.length + below;
    // Tools write to a virtual environment, and expect it to be that of the project that it lies in.
    const mayBeShared = !contains(path, this.#start) && !entries.some(({ name }) => name === 'pyvenv.cfg');
    if (count <= this.#maxFiles || !mayBeShared) return { ...found, isShared: false, count };
    return { ...found, isShared: true, count: 1 };
  }

  isOutput(path: string): boolean {
    return this.#outputs.some((output) => contains(output, path));
  }

  /** Whether it is the output folder of this experiment or, by the usual name, of another. */
  #isOurs(path: string): boolean {
    if (contains(path, this.#start)) return false;
    const scratch = posix.join(this.#output, 'tmp');
    return path === this.#output || path === scratch || posix.basename(path) === '.conclusive';
  }
}

/** @returns null where there is no such file */
export function fileAt(root: string, path: string): TreeFile | null {
  const stat = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined || !stat.isFile()) return null;
  return { path, ...stateOf(stat) };
}

export function stateOf({ ino, size, mtimeMs }: Stats): FileState {
  return { inode: ino, bytes: size, mtimeMs };
}

/** @param before undefined: there was no file */
export function isWritten(before: FileState | undefined, now: FileState): boolean {
  return before?.inode !== now.inode || before.bytes !== now.bytes || before.mtimeMs !== now.mtimeMs;
}

/** Whether nobody takes a result from a file of this name, so that all runs may write to it. */
export function isLog(path: string): boolean {
  return /\.(?:log|out|err)(?:\.\d+)?$/i.test(path);
}

/** A relative link that leads out of the tree leads to the same place from anywhere. */
function targetOf(root: string, path: string): string | null {
  try {
    const target = readlinkSync(join(root, path));
    const place = resolve(dirname(join(root, path)), target);
    const isInside = isAbsolute(target) || !isOutside(root, place);
    return isInside ? target : place;
  } catch {
    return null;
  }
}

/** Git's own folder: `.git` itself, or where the file `.git` of a worktree or submodule points to. */
function dataOf(path: string): string | null {
  try {
    if (lstatSync(path).isDirectory()) return path;
    const [, pointer] = /^gitdir: (.+)$/m.exec(readTextOrNull(path, MAX_POINTER_BYTES) ?? '') ?? [];
    return pointer === undefined ? null : resolve(dirname(path), pointer);
  } catch {
    return null;
  }
}

/** Ranks files near the program's folder first, because results lie there. */
function rankFrom(start: string): (path: string) => number {
  const own = start === '' ? 0 : start.split('/').length;
  return (path) => {
    const depth = path.split('/').length;
    return (contains(start, path) ? depth - own : 100 + depth) + (CODE.test(path) ? 1000 : 0);
  };
}

function isOutside(root: string, path: string): boolean {
  const own = relative(root, path);
  return isAbsolute(own) || own.split(sep)[0] === '..';
}

/** Git reports the real path of the root, but a config may be reached through a link. */
function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}
