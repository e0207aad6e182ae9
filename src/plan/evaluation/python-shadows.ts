/**
 * Python may run or import these instead of the files under `evaluation`: every `__init__` between the root and a Python
 * file, and at every level another module or package of the same name. Source:
 * https://docs.python.org/3/reference/import.html
 */
import { posix } from 'node:path';

const SOURCE = /\.py$/i;
const MODULE = /\.(?:pyc?|pyw|so|pyd)$/i;
const INIT = '__init__';
const CACHE = '__pycache__';

/** Empty without a folder, null if unknown, as in a submodule that is not checked out. */
export type ListNames = (folder: string) => Promise<readonly string[] | null>;

/**
 * Case doesn't count, because file systems of macOS and Windows ignore it.
 *
 * @param path from the root, with forward slashes
 * @returns files and folders other than the path, from the root and in order
 */
export async function pythonShadows(path: string, list: ListNames): Promise<readonly string[]> {
  const parts = path.split('/');
  // A data file is not a module.
  if (!SOURCE.test(path) && (await list(path))?.length === 0) return [];
  const found = new Set<string>();
  for (const [index, name] of parts.entries()) {
    const folder = parts.slice(0, index).join('/');
    const isFile = index === parts.length - 1 && SOURCE.test(name);
    const stem = isFile ? name.slice(0, -'.py'.length) : name;
    if (folder !== '') await addModules(folder, INIT);
    await addModules(folder, stem);
    for (const other of (await list(folder)) ?? []) {
      const package_ = posix.join(folder, other);
      const isLike = other.toLowerCase() === stem.toLowerCase();
      if (isLike && (await isPackage(package_, list))) found.add(package_);
    }
  }
  for (const folder of parts.keys()) found.delete(parts.slice(0, folder + 1).join('/'));
  return [...found].sort();

  /** Bytecode can say that Python needs no check of the source. */
  async function addModules(folder: string, stem: string): Promise<void> {
    for (const place of [folder, posix.join(folder, CACHE)])
      for (const name of (await list(place)) ?? [])
        if (isModule(name, stem)) found.add(posix.join(place, name));
  }
}

async function isPackage(folder: string, list: ListNames): Promise<boolean> {
  const names = await list(folder);
  return names === null || names.some((name) => isModule(name, INIT));
}

function isModule(name: string, stem: string): boolean {
  return name.toLowerCase().startsWith(`${stem.toLowerCase()}.`) && MODULE.test(name);
}
