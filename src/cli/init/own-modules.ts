/** The modules of a repository that a Python program imports, and the folders that Python has to look for them in. Nothing is run. */
import { posix } from 'node:path';
import type { Sources } from './program.ts';

export interface OwnModules {
  /** Of the program's own text and those of its modules, nearest first. */
  readonly texts: readonly string[];
  /** Folders that Python does not look in by itself, from the repository. */
  readonly paths: readonly string[];
  /** `package.train`, where the file can only be started as a part of its package; else null. */
  readonly module: string | null;
}

const MAX_MODULES = 12;

export async function findOwnModules(
  { files, text }: Sources,
  file: string,
  program: string,
): Promise<OwnModules> {
  const known = new Set(files);
  const module = moduleOf(file, program, known);
  const own = module === null ? posix.dirname(file) : '.';
  const roots = [...new Set([own, '.', 'src', packageRoot(file, known)])];
  const found = new Map([[file, program]]);
  const paths = new Set<string>();
  const open = [file];
  for (let next = open.shift(); next !== undefined && found.size < MAX_MODULES; next = open.shift()) {
    for (const name of importsOf(found.get(next) ?? '', next)) {
      const place = name.startsWith('./') ? fileOf(name, known) : null;
      const root = roots.find((one) => fileOf(posix.join(one, name), known) !== null);
      const path = place ?? (root === undefined ? null : fileOf(posix.join(root, name), known));
      if (path === null || found.has(path) || found.size >= MAX_MODULES) continue;
      if (place === null && root !== undefined && root !== own) paths.add(root);
      found.set(path, await text(path));
      open.push(path);
    }
  }
  if (module !== null && packageRoot(file, known) !== '.') paths.add(packageRoot(file, known));
  return { texts: [...found.values()], paths: [...paths], module };
}

/** Whether a module of this name is the repository's own. */
export function isOwnModule(name: string, file: string, files: readonly string[]): boolean {
  const roots = [posix.dirname(file), '.', 'src', packageRoot(file, new Set(files))];
  return roots.some((root) => {
    const path = posix.join(root, name);
    return files.some((one) => one === `${path}.py` || one.startsWith(`${path}/`));
  });
}

/** A file of a package that imports from its neighbours by a dot ends at once when it is started by its name. */
function moduleOf(file: string, program: string, known: ReadonlySet<string>): string | null {
  const isPart = known.has(posix.join(posix.dirname(file), '__init__.py'));
  const isMain = posix.basename(file) === '__main__.py';
  if (!(isPart || isMain) || !(isMain || /^\s*from\s+\.+\w*\s+import\b/m.test(program))) return null;
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

/** Paths without an ending, from a root, or from the repository with `./` for relative ones: the module, and each name, which may be one. */
function importsOf(text: string, file: string): string[] {
  const found: string[] = [];
  for (const [, dots = '', module = '', list = ''] of text.matchAll(
    /^[ \t]*from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+\(?((?:[^()#\n]|\n(?=[ \t]+\w))*)/gm,
  )) {
    const path = module.replaceAll('.', '/');
    const folder =
      dots === '' ? path : `./${posix.join(posix.dirname(file), ...Array(dots.length - 1).fill('..'), path)}`;
    const names = [...list.matchAll(/(?:^|,)\s*(\w+)/g)].map(([, name = '']) => name);
    found.push(folder, ...names.map((name) => `${folder}/${name}`));
  }
  for (const [, list = ''] of text.matchAll(/^[ \t]*import[ \t]+([^#;\n]+)/gm))
    found.push(...list.split(',').map((part) => (/[\w.]+/.exec(part)?.[0] ?? '').replaceAll('.', '/')));
  return found.filter((path) => path !== '' && path !== './');
}

function fileOf(path: string, known: ReadonlySet<string>): string | null {
  const normal = posix.normalize(path);
  return [`${normal}.py`, `${normal}/__init__.py`].find((one) => known.has(one)) ?? null;
}
