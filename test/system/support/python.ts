/** Python interpreters of this machine, for experiments that are run for real. */
import { execFileSync } from 'node:child_process';

/** PyTorch may be Debian's, which belongs to the system's Python. */
const INTERPRETERS = ['python3', '/usr/bin/python3'];

/** Looks for them without importing them, which takes seconds. An empty folder of that name has no origin. */
const HAS_ALL =
  'import importlib.util as u, sys; sys.exit(not all(getattr(u.find_spec(name), "origin", None) for name in sys.argv[1:]))';

/** The first Python that has all of these modules, null where none has. */
export function findPython(...modules: readonly string[]): string | null {
  return (
    INTERPRETERS.find((python) => {
      try {
        execFileSync(python, ['-c', HAS_ALL, ...modules], { stdio: 'ignore' });
        return true;
      } catch {
        return false;
      }
    }) ?? null
  );
}

/** The same for tests that CI has to run: a skip is seen by nobody there, so it is an error. */
export function pythonWith(...modules: readonly string[]): string | null {
  const found = findPython(...modules);
  if (found === null && process.env.CI === 'true')
    throw new Error(`no python3 has ${modules.join(' and ')}; .ci/run installs them`);
  return found;
}
