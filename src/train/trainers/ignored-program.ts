import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';

interface Folders {
  /** Where the command is started: the config's folder in a work tree. */
  readonly directory: string;
  /** The config's folder in the checkout. */
  readonly checkout?: string | undefined;
}

/** Of an environment, behind `env NAME=value` and `sh -c '…'` as well. */
const PYTHON = /(?:^|[\\/])(?:bin[\\/]python[\d.]*|Scripts[\\/]python\.exe)$/i;

/**
 * `.venv/bin/python` is in the checkout and in no work tree, since git ignores it: then the checkout's is meant. It is code of nobody's
 * commit, as a program on the PATH is.
 *
 * @param argv of a command whose program may be a path
 */
export function withIgnoredProgram(
  argv: readonly string[],
  { directory, checkout }: Folders,
): readonly string[] {
  if (checkout === undefined) return argv;
  return argv.map((argument, place) => {
    const isProgram = place === 0 ? /[\\/]/.test(argument) : PYTHON.test(argument);
    if (!isProgram || isAbsolute(argument) || existsSync(resolve(directory, argument))) return argument;
    const own = join(checkout, argument);
    return existsSync(own) ? own : argument;
  });
}
