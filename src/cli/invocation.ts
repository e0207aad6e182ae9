import { basename, dirname, relative, sep } from 'node:path';
import { quote } from 'shell-quote';
import { PACKAGE } from '../version.ts';

/**
 * What a user types to call this program again: npx puts nothing on the PATH, and neither does a clone.
 *
 * @param script as Node was given it: by its link on the PATH, it is called `conclusive`
 */
export function invocation(environment: NodeJS.ProcessEnv = process.env, script = process.argv[1]): string {
  if (environment.npm_command === 'exec') return `npx ${PACKAGE}`;
  return script !== undefined && isOfClone(script) ? `node ${quote([fromHere(script)])}` : 'conclusive';
}

/** Where it is installed, what is on the PATH may start it by its file (Windows). */
function isOfClone(script: string): boolean {
  return (
    basename(script) === 'cli.js' &&
    basename(dirname(script)) === 'dist' &&
    !/[\\/]node_modules[\\/]/.test(script)
  );
}

function fromHere(script: string): string {
  const path = relative(process.cwd(), script);
  // Shells of Windows take slashes too, and quotes for backslashes not all in the same way.
  return (path.length < script.length ? path : script).split(sep).join('/');
}
