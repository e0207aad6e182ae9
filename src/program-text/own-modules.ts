/** The repository's own modules that a Python program imports, and how Python finds them. */
import { posix } from 'node:path';
import type { Sources } from './list-sources.ts';
import { Python } from './python-tree.ts';

interface OwnModules {
  readonly texts: readonly string[];
  /** Folders for PYTHONPATH. */
  readonly paths: readonly string[];
  /** `package.train`, if the file starts only as a part of its package. */
  readonly module: string | null;
}

const MAX_MODULES = 12;

export async function findOwnModules({ files, text }: Sources, file: string): Promise<OwnModules> {
  const program = await text(file);
  const known = new Set(files);
  const module = moduleOf(file, program, known);
  const start = module === null ? posix.dirname(file) : '.';
  const package_ = packageRoot(file, known);
  const roots = [...new Set([start, '.', 'src', package_])];
  const texts = new Map([[file, program]]);
  const paths = new Set<string>();
  const open = [file];
  for (let next = open.shift(); next !== undefined && texts.size < MAX_MODULES; next = open.shift()) {
    for (const { isRelative, path } of importsOf(texts.get(next) ?? '', next)) {
      const root = isRelative ? '.' : roots.find((one) => fileOf(posix.join(one, path), known) !== null);
      const found = root === undefined ? null : fileOf(posix.join(root, path), known);
      if (root === undefined || found === null || texts.has(found) || texts.size >= MAX_MODULES) continue;
      if (!isRelative && root !== start) paths.add(root);
      texts.set(found, await text(found));
      open.push(found);
    }
  }
  if (module !== null && package_ !== '.') paths.add(package_);
  return { texts: [...texts.values()], paths: [...paths], module };
}

/** A file with relative imports fails when it is started by its path. */
function moduleOf(file: string, program: string, known: ReadonlySet<string>): string | null {
  const isMain = posix.basename(file) === '__main__.py';
  const isPart = known.has(posix.join(posix.dirname(file), '__init__.py'));
  const isRelative = isPart && importsOf(program, file).some((one) => one.isRelative);
  if (!isMain && !isRelative) return null;
  const path = posix.relative(packageRoot(file, known), file).replace(/(?:\/__main__)?\.py$/, '');
  return path.replaceAll('/', '.');
}

/** The folder that holds the outermost package of a file. */
function packageRoot(file: string, known: ReadonlySet<string>): string {
  let folder = posix.dirname(file);
  if (posix.basename(file) === '__main__.py') folder = posix.dirname(folder);
  while (folder !== '.' && known.has(`${folder}/__init__.py`)) folder = posix.dirname(folder);
  return folder;
}

/** @returns top-level names that the program imports whenever it starts */
export function importedPackages(text: string): string[] {
  const python = new Python(text);
  const always = python.all('ImportStatement').filter(({ parent }) => parent?.name === 'Script');
  const names = always.flatMap((node) => {
    const statement = python.textOf(node).replaceAll(/#.*$/gm, '');
    const from = /^from\s+([\w]+)/.exec(statement)?.[1];
    if (from !== undefined) return [from];
    return statement.startsWith('import') ? namesIn(statement.replace(/^import\s+/, ''), /\w+/) : [];
  });
  return [...new Set(names)];
}

interface Import {
  /** Relative imports have their path from the repository. */
  readonly isRelative: boolean;
  readonly path: string;
}

/** @returns paths without an extension of modules and imported names, which may be modules */
function importsOf(text: string, file: string): Import[] {
  const python = new Python(text);
  return python.all('ImportStatement').flatMap((node) => {
    const statement = python.textOf(node).replaceAll(/#.*$/gm, '');
    const [, dots = '', module = '', list = ''] =
      /^from\s+(\.*)\s*([\w.]*)\s+import\s+\(?([\s\S]*)$/.exec(statement) ?? [];
    if (list === '')
      return namesIn(statement.replace(/^import\s+/, ''), /[\w.]+/).map((name) => ({
        isRelative: false,
        path: name.replaceAll('.', '/'),
      }));
    const isRelative = dots !== '';
    const up = isRelative ? [posix.dirname(file), ...Array(dots.length - 1).fill('..')] : [];
    const path = posix.join(...up, module.replaceAll('.', '/'));
    return [path, ...namesIn(list, /\w+/).map((name) => posix.join(path, name))].map((one) => ({
      isRelative,
      path: one,
    }));
  });
}

function namesIn(list: string, name: RegExp): string[] {
  return list.split(',').flatMap((part) => name.exec(part)?.[0] ?? []);
}

function fileOf(path: string, known: ReadonlySet<string>): string | null {
  const normal = posix.normalize(path);
  return [`${normal}.py`, `${normal}/__init__.py`].find((one) => known.has(one)) ?? null;
}
