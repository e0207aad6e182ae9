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
  readonly links: ReadonlyArray<{ readonly path: string; readonly target: string }>;
  /** Folders with too many files, and special files. Each is one link that all runs share. */
  readonly shared: readonly string[];
  /** `.git` of the repository and its submodules, with the folder of git's data. */
  readonly repositories: ReadonlyArray<{ readonly path: string; readonly data: string }>;
}

export interface FileState {
  readonly inode: number;
  readonly bytes: number;
  readonly mtimeMs: number;
}

export interface TreeFile extends FileState {
  readonly path: string;
}

export interface TreeRequest {
  readonly root: string;
  readonly directory: string;
  /** Folder of records and reports: never part of a work tree. */
  readonly output: string;
  /** Paths from `directory` that no run is to find in its tree. */
  readonly outputs: readonly string[];
  /** A folder with more files than these is brought as one link. */
  readonly maxFiles?: number;
}

/** Linking this many takes half a second; more are a data set. */
const MAX_FILES = 50_000;
const MAX_POINTER_BYTES = 64 * 1024;
/** Reading more without a pause would delay the output of other runs. */
const READ_IN_ONE_GO = 2_000;
/** Programs rarely write to their own code while they run. */
const CODE =
  /\.(?:py|pyc|pyi|pyx|so|js|mjs|cjs|ts|mts|c|h|cc|cpp|hpp|cu|java|scala|go|rs|r|jl|sh|m|lua|ipynb)$/i;

/** Paths of a folder and of all below it. */
interface Part {
  readonly folders: string[];
  readonly files: string[];
  readonly links: string[];
  readonly shared: string[];
  readonly repositories: string[];
}

export async function listTree(request: TreeRequest): Promise<TreeListing> {
  const { root, directory, maxFiles = MAX_FILES } = request;
  const output = toRootPath(realPath(root), realPath(request.output));
  const start = toRootPath(root, directory);
  const outputs = request.outputs.map((path) => toRootPath(root, resolve(directory, path)));
  const isOutput = (path: string) => outputs.some((own) => contains(own, path));

  async function read(path: string): Promise<Part> {
    await pause();
    const part: Part = { folders: [], files: [], links: [], shared: [], repositories: [] };
    if (path !== '') part.folders.push(path);
    let entries: readonly Dirent[];
    try {
      entries = readdirSync(join(root, path), { withFileTypes: true });
    } catch {
      // A folder that is gone or unreadable is so for the runs as well.
      return path === '' ? part : asOneLink(path);
    }
    for (const entry of entries) {
      const own = path === '' ? entry.name : `${path}/${entry.name}`;
      const isPackages = entry.name === 'node_modules' && !contains(own, start);
      if (entry.name === '.git') part.repositories.push(own);
      else if (isOurs(own)) continue;
      else if (entry.isDirectory() && !isPackages) append(part, await read(own));
      else if (entry.isFile()) part.files.push(own);
      else if (entry.isSymbolicLink()) part.links.push(own);
      else part.shared.push(own);
    }
    const count = [...part.files, ...part.links].filter((file) => !isOutput(file)).length;
    // Tools write to a virtual environment, and expect it in its project.
    const mayBeShared = !contains(path, start) && !entries.some(({ name }) => name === 'pyvenv.cfg');
    return count > maxFiles && mayBeShared ? asOneLink(path) : part;
  }

  /** Whether it is the output folder of this experiment or, by the usual name, of another. */
  function isOurs(path: string): boolean {
    if (contains(path, start)) return false;
    return path === output || path === posix.join(output, 'tmp') || posix.basename(path) === '.conclusive';
  }

  const { folders, links, shared, repositories, ...found } = await read('');
  const files: TreeFile[] = [];
  for (const [index, path] of found.files.entries()) {
    if (index % READ_IN_ONE_GO === READ_IN_ONE_GO - 1) await pause();
    const file = fileAt(root, path);
    if (file !== null) files.push(file);
  }
  const rank = rankFrom(start);
  const ranked = files
    .filter(({ path }) => !isOutput(path))
    .map((file) => ({ file, rank: rank(file.path) }))
    .sort((a, b) => a.rank - b.rank);
  return {
    folders,
    files: ranked.map(({ file }) => file),
    outputs: files.filter(({ path }) => isOutput(path)),
    links: links.flatMap((path) => {
      const target = isOutput(path) ? null : targetOf(root, path);
      return target === null ? [] : [{ path, target }];
    }),
    shared,
    repositories: repositories.flatMap((path) => {
      const data = dataOf(join(root, path));
      return data === null ? [] : [{ path, data }];
    }),
  };
}

function asOneLink(path: string): Part {
  return { folders: [], files: [], links: [], shared: [path], repositories: [] };
}

function append(part: Part, below: Part): void {
  for (const key of ['folders', 'files', 'links', 'shared', 'repositories'] as const)
    for (const path of below[key]) part[key].push(path);
}

/** @returns null where there is no such file */
export function fileAt(root: string, path: string): TreeFile | null {
  const stat = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined || !stat.isFile()) return null;
  return { path, ...stateOf(stat) };
}

function stateOf({ ino, size, mtimeMs }: Stats): FileState {
  return { inode: ino, bytes: size, mtimeMs };
}

/** @param before undefined: there was no file */
export function isWritten(before: FileState | undefined, now: FileState): boolean {
  return before?.inode !== now.inode || before.bytes !== now.bytes || before.mtimeMs !== now.mtimeMs;
}

/** Whether all runs may write to a file of this name. */
export function isLog(path: string): boolean {
  return /\.(?:log|out|err)(?:\.\d+)?$/i.test(path);
}

/** Makes relative links that lead out of the tree absolute. */
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

/** Folder of git's data: `.git`, or where the file `.git` of a worktree or submodule points. */
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

/** Git reports real paths, but a config may be reached through a link. */
function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}
