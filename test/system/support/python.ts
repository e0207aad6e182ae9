/** Python interpreters of this machine, for experiments that are run for real. */
import { execFileSync } from 'node:child_process';

/** PyTorch may be Debian's, which belongs to the system's Python. */
const INTERPRETERS = ['python3', '/usr/bin/python3'];

/** The first Python that can import all of these modules, null where none can. */
export function findPython(...modules: readonly string[]): string | null {
  const imports = ['pass', ...modules.map((name) => `import ${name}`)].join('; ');
  return (
    INTERPRETERS.find((python) => {
      try {
        execFileSync(python, ['-c', imports], { stdio: 'ignore' });
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
