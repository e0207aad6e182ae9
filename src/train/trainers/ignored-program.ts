import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';

interface Folders {
  /** Where the command is started: the config's folder in a work tree. */
  readonly directory: string;
  /** The config's folder in the checkout. */
  readonly checkout?: string | undefined;
}

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
  const [program = '', ...args] = argv;
  if (checkout === undefined || isAbsolute(program) || !/[\\/]/.test(program)) return argv;
  if (existsSync(resolve(directory, program))) return argv;
  const own = join(checkout, program);
  return existsSync(own) ? [own, ...args] : argv;
}
