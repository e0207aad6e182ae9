/**
 * What Python imports in place of a file that is named under `evaluation`. Its `FileFinder` takes, in this order: a folder with `__init__`,
 * a compiled extension, the source, bytecode; a folder without `__init__` comes last.
 * https://docs.python.org/3/reference/import.html#finders-and-loaders
 */
import { posix } from 'node:path';

const MODULE = /\.(?:pyc?|pyw|so|pyd)$/i;
const COMPILED = /\.(?:pyc|so|pyd)$/i;
const PACKAGE = /^__init__\..*(?:pyc?|pyw|so|pyd)$/i;
const CACHE = '__pycache__';

/** Names in a folder, none where there is no folder; null where nobody can tell, as for a submodule that is not checked out. */
export type ListNames = (folder: string) => Promise<readonly string[] | null>;

/**
 * Case doesn't count: file systems of macOS and Windows ignore it.
 *
 * @param path from the root, with forward slashes
 * @returns files and folders, from the root and in order
 */
export async function pythonShadows(path: string, list: ListNames): Promise<readonly string[]> {
  const parts = path.split('/');
  const found: string[] = [];
  for (const [index, name] of parts.entries()) {
    const folder = parts.slice(0, index).join('/');
    const isFile = index === parts.length - 1 && /\.py$/i.test(name);
    if (isFile) found.push(...(await besideFile(folder, name, list)));
    else if (!(await isPackage(posix.join(folder, name), list)))
      found.push(...(await namesLike(folder, name, MODULE, list)));
  }
  return found.sort();
}

async function besideFile(folder: string, file: string, list: ListNames): Promise<readonly string[]> {
  const stem = file.slice(0, -'.py'.length);
  const folders = ((await list(folder)) ?? []).filter((name) => isSame(name, stem));
  const packages: string[] = [];
  for (const name of folders) {
    const path = posix.join(folder, name);
    if (await isPackage(path, list)) packages.push(path);
  }
  const compiled = await namesLike(folder, stem, COMPILED, list);
  // Python runs this bytecode without a look at the source if the bytecode says that it needs no check.
  return [...packages, ...compiled, ...(await namesLike(posix.join(folder, CACHE), stem, COMPILED, list))];
}

async function isPackage(folder: string, list: ListNames): Promise<boolean> {
  const names = await list(folder);
  return names === null || names.some((name) => PACKAGE.test(name));
}

async function namesLike(
  folder: string,
  stem: string,
  suffix: RegExp,
  list: ListNames,
): Promise<readonly string[]> {
  const start = `${stem.toLowerCase()}.`;
  return ((await list(folder)) ?? [])
    .filter((name) => name.toLowerCase().startsWith(start) && suffix.test(name))
    .map((name) => posix.join(folder, name));
}

function isSame(name: string, other: string): boolean {
  return name.toLowerCase() === other.toLowerCase();
}
