/**
 * What V8 has compiled of `dist`, kept for the next start. It lies in `dist` itself: who can write there can change the program anyway, and a
 * run that is kept apart can do neither. A folder in `/tmp` or the home would be a way into this program. The action keeps nothing: its
 * machine may run a job of somebody else next (docs/explanation/security.md).
 */
import { closeSync, constants as flags, lstatSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';

/** Node 20 has none of it. */
interface CompileCaching {
  readonly enableCompileCache: (folder: string) => { readonly status: number };
  readonly flushCompileCache: () => void;
  readonly constants: { readonly compileCacheStatus: { readonly ENABLED: number } };
}

const { enableCompileCache, flushCompileCache, constants } = module as unknown as Partial<CompileCaching>;

let inUse: string | null = null;
/** By which Node knows the folder, where it is to write no longer at some time. */
let descriptor: number | null = null;

/** Before anything else of the command line is loaded. Without a word where there can be no such folder. */
export function useCompileCache(program: string): void {
  // Node knows a variable that turns it off.
  if (enableCompileCache === undefined || process.env.NODE_DISABLE_COMPILE_CACHE !== undefined) return;
  const folder = join(program, '.cache');
  const isFree =
    isOurs(folder) && enableCompileCache(folder).status === constants?.compileCacheStatus.ENABLED;
  if (isFree) inUse = folder;
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
  if (process.platform !== 'linux' || enableCompileCache === undefined) return;
  try {
    descriptor = openSync(folder, flags.O_RDONLY | flags.O_DIRECTORY);
    enableCompileCache(`/proc/self/fd/${descriptor}`);
  } catch {
    // It has been removed meanwhile: then all is compiled.
  }
}

/** Before code of a user is loaded: what was loaded so far is written, and nothing after it. */
export function closeCompileCache(): void {
  if (descriptor === null) return;
  flushCompileCache?.();
  closeSync(descriptor);
  descriptor = null;
}

/** Made if need be; nobody else has made it, leads elsewhere from it or can write to it. */
function isOurs(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
    // Where `dist` lies in a repository, it is no change of that.
    writeFileSync(join(folder, '.gitignore'), '*\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
  }
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) return false;
  // On Windows rights are inherited from `dist`.
  return process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o022) === 0);
}
