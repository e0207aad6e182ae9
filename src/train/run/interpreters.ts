/** Which Python of this machine has a module that a program imports. */
import { accessSync, constants, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { execute } from '../../child-output.ts';
import { trainingEnvironment } from '../process/environment.ts';

const PYTHON = /^(?:.*[\\/])?python[\d.]*$/i;
const USUAL = [
  '/usr/bin/python3',
  '/usr/local/bin/python3',
  '/opt/homebrew/bin/python3',
  '/opt/conda/bin/python',
];
const OF_HOME = ['miniconda3', 'anaconda3', 'miniforge3'];
const MAX_TRIED = 8;
const PROBE_MS = 5000;
/** Prints the modules that are not there, and imports none. */
const PROBE =
  'import sys, importlib.util as u; print("\\n".join(m for m in sys.argv[1:] if u.find_spec(m) is None))';

/** @returns the path of a command's Python; null where the command starts another program */
export function pythonOf([program = '']: readonly string[], path = process.env.PATH): string | null {
  if (!PYTHON.test(program)) return null;
  return isAbsolute(program) ? program : (onPath([program], path)[0] ?? null);
}

/** Python 3.10 and later know their own modules; an earlier one prints none. */
const PROBE_OWN =
  'import sys; print("\\n".join(m for m in sys.argv[1:] if m not in getattr(sys, "stdlib_module_names", sys.argv)))';

/** @param modules top-level names @returns those that this Python lacks; null if it does not say */
export function missingModules(
  python: string,
  modules: readonly string[],
): Promise<readonly string[] | null> {
  return probe(python, PROBE, modules);
}

/** @param modules top-level names @returns those that do not come with Python; null if it does not say */
export function installedModules(
  python: string,
  modules: readonly string[],
): Promise<readonly string[] | null> {
  return probe(python, PROBE_OWN, modules);
}

async function probe(
  python: string,
  text: string,
  modules: readonly string[],
): Promise<readonly string[] | null> {
  // Python looks for modules in the current folder first.
  const options = { timeout: PROBE_MS, cwd: dirname(python), env: trainingEnvironment(process.env, {}) };
  try {
    const { stdout } = await execute(python, ['-c', text, ...modules], options);
    return String(stdout).split(/\s+/).filter(Boolean);
  } catch {
    // It is no Python, is too slow, or is a shim that starts nothing.
    return null;
  }
}

/** @returns a Python on the PATH or in a usual folder that has all the modules; null if none does */
export async function pythonWith(
  modules: readonly string[],
  {
    except = null,
    path = process.env.PATH,
  }: { readonly except?: string | null; readonly path?: string | undefined } = {},
): Promise<string | null> {
  const ofHome = OF_HOME.map((name) => join(homedir(), name, 'bin/python'));
  const all = [...onPath(['python3', 'python'], path), ...[...USUAL, ...ofHome].filter(isExecutable)];
  // `/bin` is often a link to `/usr/bin`; pyenv's shims share a file, too.
  const byFile = new Map(all.map((python) => [realpathSync(python), python] as const).reverse());
  const others = [...byFile.values()].reverse().filter((python) => python !== except);
  for (const python of others.slice(0, MAX_TRIED))
    if ((await missingModules(python, modules))?.length === 0) return python;
  return null;
}

/** Relative entries of a PATH would be folders of the repository. */
function onPath(names: readonly string[], path = ''): string[] {
  const folders = path.split(delimiter).filter(isAbsolute);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).filter(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
