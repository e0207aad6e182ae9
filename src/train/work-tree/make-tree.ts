import {
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fchownSync,
  futimesSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  type Stats,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import { readWhole } from '../../files/open-file.ts';
import type { TreeFile, TreeListing } from './list-tree.ts';

/**
 * Limits of what is copied and not linked, because a program may overwrite it. A copy takes as long as ten links, so only small files
 * near the program are copied.
 */
const COPIES = { files: 64, bytesEach: 64 * 1024, bytes: 512 * 1024 };
/** With copy on write (XFS, Btrfs, APFS), a copy takes no space, and as long as five links. */
const CLONES = { files: 1_000, bytesEach: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY };
const BLOCK_BYTES = 4096;
const DONE_IN_ONE_GO = 500;

/** @returns the paths of files that runs share by links */
export async function makeTree(
  root: string,
  { folders, files, links, shared, repositories }: TreeListing,
  target: string,
): Promise<ReadonlySet<string>> {
  mkdirSync(target, { recursive: true });
  for (const folder of folders) mkdirSync(join(target, folder));
  const linked = new Set<string>();
  const clones = canClone(root, files, target);
  const take = createBudget(clones ? CLONES : COPIES);
  const copy = clones ? copyAsItIs : copySmall;
  for (const [index, file] of files.entries()) {
    if (index % DONE_IN_ONE_GO === DONE_IN_ONE_GO - 1) await pause();
    const from = join(root, file.path);
    const to = join(target, file.path);
    if (take(file)) copy(from, to);
    else if (linkOrCopy(from, to)) linked.add(file.path);
  }
  for (const { path, target: leadsTo } of links) makeLink(leadsTo, join(target, path));
  for (const path of shared) makeLink(join(root, path), join(target, path));
  // Git finds its data there, and so the commit that is checked out.
  for (const { path, data } of repositories)
    writeFileSync(join(target, path), `gitdir: ${data.split(sep).join('/')}\n`);
  return linked;
}

/** A folder with more entries does not hold a program's own data. */
const MAX_BESIDE = 1_000;

/** Links all entries of a folder, so that a tree finds `../data` as its original does. */
export function linkAll(folder: string, target: string): void {
  mkdirSync(target, { recursive: true });
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    // An unreadable folder is treated as empty.
    return;
  }
  if (names.length > MAX_BESIDE) return;
  for (const name of names) makeLink(join(folder, name), join(target, name));
}

function createBudget(limits: typeof COPIES): (file: TreeFile) => boolean {
  let files = 0;
  let bytes = 0;
  return (file) => {
    const onDisk = Math.max(1, Math.ceil(file.bytes / BLOCK_BYTES)) * BLOCK_BYTES;
    if (file.bytes > limits.bytesEach || files === limits.files || bytes + onDisk > limits.bytes)
      return false;
    files += 1;
    bytes += onDisk;
    return true;
  };
}

function canClone(root: string, [file]: readonly TreeFile[], target: string): boolean {
  if (file === undefined) return false;
  try {
    copyFileSync(join(root, file.path), join(target, file.path), constants.COPYFILE_FICLONE_FORCE);
    return true;
  } catch {
    return false;
  }
}

/** Keeps the time of change, which make and Python compare. */
function copyAsItIs(from: string, to: string): void {
  const stat = lstatSync(from, { throwIfNoEntry: false });
  // If a run has replaced it, the comparison of the code finds that.
  if (stat?.isFile() !== true) return;
  copyFileSync(from, to, constants.COPYFILE_FICLONE);
  utimesSync(to, stat.atime, stat.mtime);
}

/** Copies a small file; never waits for a pipe that a run has put in its place. */
function copySmall(from: string, to: string): void {
  const stat = lstatSync(from, { throwIfNoEntry: false });
  if (stat?.isFile() !== true) return;
  const bytes = readWhole(from, Number.POSITIVE_INFINITY);
  const file = openSync(to, 'w', stat.mode);
  try {
    writeFileSync(file, bytes);
    keepOwner(file, stat);
    fchmodSync(file, stat.mode);
    futimesSync(file, stat.atime, stat.mtime);
  } finally {
    closeSync(file);
  }
}

/** Keeps the owner where the system allows it, as cp does for root. */
function keepOwner(file: number, { uid, gid }: Stats): void {
  if (uid === process.getuid?.() && gid === process.getgid?.()) return;
  try {
    fchownSync(file, uid, gid);
  } catch {
    // Only root gives files away.
  }
}

/** @returns whether a write in place changes the file at `from` */
function linkOrCopy(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
  }
  try {
    // Another disk or owner still allows a symbolic link.
    symlinkSync(from, to);
    return true;
  } catch {
    copyAsItIs(from, to);
    return false;
  }
}

/** On Windows, few users may make symbolic links, and all may make junctions. */
function makeLink(target: string, path: string): void {
  const place = resolve(dirname(path), target);
  if (process.platform !== 'win32') symlinkSync(target, path);
  else if (statSync(place, { throwIfNoEntry: false })?.isDirectory() === true)
    symlinkSync(place, path, 'junction');
  else linkOrCopy(place, path);
}
