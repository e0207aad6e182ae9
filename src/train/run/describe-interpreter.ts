import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pythonWith } from './interpreters.ts';

const NO_MODULE = /^ModuleNotFoundError: No module named '([\w.]{1,200})'/m;
const NO_INTERPRETER =
  /^(?:pyenv: .*(?:not found|not installed).*|No version is set for command .*|EnvironmentLocationNotFound: .*|.*conda.*: (?:command )?not found.*)$/m;
const MAX_LINE_CHARS = 200;

interface Place {
  /** The config's folder in the run's work tree. */
  readonly directory: string;
  /** Of that work tree. */
  readonly root: string;
  /** Whether the config has `trainer.setup`. */
  readonly hasSetup: boolean;
  /** Path of the Python that the command starts; null: it is not known. */
  readonly python?: string | null;
}

/**
 * An interpreter that lacks a package, or a shim that has no interpreter, fails every run alike: no other seed would fare better.
 *
 * @param printed what a run printed that failed; untrusted
 * @returns what to do about it; null for other failures, and where the module is the repository's own
 */
export async function describeInterpreter(
  printed: string,
  { directory, root, hasSetup, python = null }: Place,
): Promise<string | null> {
  const [missing] = NO_INTERPRETER.exec(printed) ?? [];
  if (missing !== undefined)
    return `${missing.trim().slice(0, MAX_LINE_CHARS)}; name the interpreter itself in trainer.command (such as .venv/bin/python), or create an environment in trainer.setup`;
  const [, module = ''] = NO_MODULE.exec(printed) ?? [];
  const [top = ''] = module.split('.');
  if (top === '' || isOwn(top, [directory, root, join(root, 'src'), join(directory, 'src')])) return null;
  if (hasSetup)
    return `the interpreter has no module "${module}"; add the package to the ones that trainer.setup installs`;
  const other = await pythonWith([top], { except: python });
  const found = other === null ? '' : `, but ${other} on this machine has "${top}"`;
  const fix = `activate your environment before "conclusive run", name its interpreter in trainer.command (such as ${other ?? '.venv/bin/python'}), or install the packages in trainer.setup`;
  return `${python ?? 'the interpreter'} has no module "${module}"${found}; ${fix}`;
}

function isOwn(name: string, folders: readonly string[]): boolean {
  return folders.some((folder) => existsSync(join(folder, name)) || existsSync(join(folder, `${name}.py`)));
}
