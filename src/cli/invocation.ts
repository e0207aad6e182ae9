import { basename, dirname, relative, sep } from 'node:path';
import { PACKAGE } from '../version.ts';
import { shellCommand } from '../words/shell.ts';

/**
 * Command that calls this program again; npx and a clone put nothing on the PATH.
 *
 * @param script path that Node was given; a link on the PATH is named `conclusive`
 */
export function invocation(environment: NodeJS.ProcessEnv = process.env, script = process.argv[1]): string {
  if (environment.npm_command === 'exec') return `npx ${PACKAGE}`;
  return script !== undefined && isOfClone(script)
    ? `node ${shellCommand([fromHere(script)])}`
    : 'conclusive';
}

/** An installed package is excluded, because Windows starts it by its file. */
function isOfClone(script: string): boolean {
  return (
    basename(script) === 'cli.js' &&
    basename(dirname(script)) === 'dist' &&
    !/[\\/]node_modules[\\/]/.test(script)
  );
}

function fromHere(script: string): string {
  const path = relative(process.cwd(), script);
  // Shells of Windows accept slashes, and disagree about quoted backslashes.
  return (path.length < script.length ? path : script).split(sep).join('/');
}
