/** Python interpreters of this machine, for experiments that are run for real. */
import { execFileSync } from 'node:child_process';

/** PyTorch may be Debian's, which belongs to the system's Python. */
const INTERPRETERS = ['python3', '/usr/bin/python3'];

/**
 * The first Python that can import all of these modules, null where none can. A skip is seen by nobody in CI: there it is an
 * error.
 */
export function pythonWith(...modules: readonly string[]): string | null {
  const found = INTERPRETERS.find((python) => {
    try {
      execFileSync(python, ['-c', `import ${modules.join(', ')}`], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
  if (found === undefined && process.env.CI === 'true')
    throw new Error(`no python3 has ${modules.join(' and ')}; .ci/run installs them`);
  return found ?? null;
}
