import { lstatSync, mkdirSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';

/** Node 22.1 and later have it. */
const { enableCompileCache } = module as { readonly enableCompileCache?: (folder: string) => unknown };

/**
 * Keeps V8's compiled code in `.cache` next to the program; whoever can write there can change the program anyway. Call it only in
 * processes that load no user code, because Node stores all that they load.
 */
export function useCompileCache(program: string): void {
  const { NODE_DISABLE_COMPILE_CACHE, NODE_COMPILE_CACHE } = process.env;
  if (NODE_DISABLE_COMPILE_CACHE !== undefined || NODE_COMPILE_CACHE !== undefined) return;
  const folder = join(program, '.cache');
  // Root must not leave files in another user's program, who could not remove them.
  if (enableCompileCache === undefined || !isMine(lstatSync(program))) return;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    return;
  }
  const found = lstatSync(folder);
  const isOpenToOthers = process.platform !== 'win32' && (found.mode & 0o022) !== 0;
  if (found.isDirectory() && isMine(found) && !isOpenToOthers) enableCompileCache(folder);
}

function isMine({ uid }: { readonly uid: number }): boolean {
  return process.getuid === undefined || uid === process.getuid();
}
