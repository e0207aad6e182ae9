import { PACKAGE } from '../version.ts';

/** What a user types to call this program again: npx puts nothing on the PATH. */
export function invocation(environment: NodeJS.ProcessEnv = process.env): string {
  return environment.npm_command === 'exec' ? `npx ${PACKAGE}` : 'conclusive';
}
