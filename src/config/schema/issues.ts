/** How the rules of the schema report: a problem, and the key that has it. */
import type { core } from 'zod';

export type Context = Pick<core.$RefinementCtx, 'addIssue'>;
export type Report = (path: ReadonlyArray<string | number>, message: string) => void;

export function reporter(context: Context): Report {
  return (path, message) => context.addIssue({ code: 'custom', path: [...path], message });
}
