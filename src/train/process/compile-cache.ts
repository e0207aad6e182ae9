/**
 * What V8 has compiled of `dist`, kept for the next start. It lies in `dist` itself: who can write there can change the program anyway, and a
 * run that is kept apart can do neither. A folder in `/tmp` or the home would be a way into this program. The action keeps nothing: its
 * machine may run a job of somebody else next (docs/explanation/security.md).
 */
import {
  closeSync,
  constants as flags,
  lstatSync,
  mkdirSync,
  openSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';

/** Node has all of it from 22.10 on. */
interface CompileCaching {
  readonly enableCompileCache: (folder: string) => { readonly status: number };
  readonly flushCompileCache: () => void;
  readonly constants: { readonly compileCacheStatus: { readonly ENABLED: number } };
}

const caching = module as unknown as Partial<CompileCaching>;
const node: CompileCaching | null =
  caching.flushCompileCache === undefined ? null : (caching as CompileCaching);

const IGNORE_ALL = '*\n';

let inUse: string | null = null;
/** By which Node knows the folder, where it is to write no longer at some time. */
let descriptor: number | null = null;

/** Before anything else of the command line is loaded. Without a word where there can be no such folder. */
export function useCompileCache(program: string): void {
  // By the first Node keeps nothing, and by the second it keeps all in a folder of the user.
  const { NODE_DISABLE_COMPILE_CACHE, NODE_COMPILE_CACHE } = process.env;
  if (node === null || NODE_DISABLE_COMPILE_CACHE !== undefined || NODE_COMPILE_CACHE !== undefined) return;
  const folder = join(program, '.cache');
  // Root leaves nothing in somebody else's program, who could not remove it.
  if (!isMine(lstatSync(program)) || !isMade(folder)) return;
  if (node.enableCompileCache(folder).status === node.constants.compileCacheStatus.ENABLED) inUse = folder;
}

/** The folder that this program uses, for the processes that it starts; null: none. */
export function compileCache(): string | null {
  return inUse;
}

/**
 * The same in a process that was given the folder. Node writes all that was loaded when a process ends; here it can do so no longer once the
 * descriptor is closed, by which it knows the folder. Other systems than Linux have no such names.
 */
export function openCompileCache(folder: string): void {
  inUse = folder;
  if (process.platform !== 'linux' || node === null) return;
  try {
    descriptor = openSync(folder, flags.O_RDONLY | flags.O_DIRECTORY);
    node.enableCompileCache(`/proc/self/fd/${descriptor}`);
  } catch {
    // It has been removed meanwhile: then all is compiled.
  }
}

/** Before code of a user is loaded: what was loaded so far is written, and nothing after it. */
export function closeCompileCache(): void {
  if (descriptor === null) return;
  node?.flushCompileCache();
  closeSync(descriptor);
  descriptor = null;
}

/** @returns whether it is there now, and good to use */
function isMade(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
  }
  // Nobody else has made it, leads elsewhere from it or can write to it. On Windows rights are inherited from `dist`.
  const found = lstatSync(folder, { throwIfNoEntry: false });
  const isGood =
    found?.isDirectory() === true &&
    isMine(found) &&
    (process.platform === 'win32' || (found.mode & 0o022) === 0);
  if (!isGood) return false;
  try {
    // Where `dist` lies in a repository, the folder is no change of that.
    const ignore = join(folder, '.gitignore');
    if (statSync(ignore, { throwIfNoEntry: false })?.size !== IGNORE_ALL.length)
      writeFileSync(ignore, IGNORE_ALL);
    return true;
  } catch {
    return false;
  }
}

function isMine({ uid }: { readonly uid: number }): boolean {
  return process.getuid === undefined || uid === process.getuid();
}
