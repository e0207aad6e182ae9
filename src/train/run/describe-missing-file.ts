import { existsSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';

/** Words by which programs and interpreters say that a file is not there. */
const IS_MISSING =
  /no such file|not found|n[o']t (?:find|open|exist)|n't exist|cannot (?:find|open)|unable to open|ENOENT/i;
/** In quotes, or with a folder or an ending. */
const PATHS = /'([^'\n]+)'|"([^"\n]+)"|([\w@.~+-]+(?:[\\/][\w@.+-]+)+|[\w-]+\.\w{1,10})/g;
const MAX_LINES = 20;
const MAX_PATHS = 30;
const MAX_PATH_CHARS = 200;

interface Folders {
  /** The ref's work tree, where the program was run. */
  readonly directory: string;
  readonly checkout: string;
  /** What the work tree is of. */
  readonly ref: string;
}

/**
 * A work tree has what git knows of a ref, and no more: data that git ignores lies in the checkout alone, and a program that works
 * there finds nothing in it.
 *
 * @param printed untrusted: a file of the checkout is looked for under the last paths in it, and none outside of it
 * @returns what to do about it; null where the program missed no such file
 */
export function describeMissingFile(printed: string, { directory, checkout, ref }: Folders): string | null {
  for (const path of missedPaths(printed, directory)) {
    if (!existsSync(join(checkout, path)) || existsSync(join(directory, path))) continue;
    return `${path} is in the checkout, but not in the work tree of ${ref}: git ignores it, or that commit lacks it. Use an absolute path, fetch or link it in trainer.setup (dvc pull, ln -s), or commit it`;
  }
  return null;
}

function missedPaths(printed: string, directory: string): ReadonlySet<string> {
  const lines = printed.split('\n').filter((line) => IS_MISSING.test(line));
  const found = lines.slice(-MAX_LINES).flatMap((line) => [...line.matchAll(PATHS)]);
  const inside = found.slice(-MAX_PATHS).flatMap(([, single, double, bare]) => {
    const path = single ?? double ?? bare ?? '';
    if (path.length > MAX_PATH_CHARS || path.includes('\0')) return [];
    const own = relative(directory, isAbsolute(path) ? path : join(directory, path));
    return own === '' || isAbsolute(own) || own.split(sep)[0] === '..' ? [] : [own];
  });
  return new Set(inside);
}
