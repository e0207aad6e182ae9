import type { ZodError } from 'zod';

/**
 * The first thing that a schema objects to, with the key that it is about.
 *
 * @param above keys that lead to the value that was checked
 */
export function firstIssue({ issues: [issue] }: ZodError, ...above: readonly string[]): string {
  return `${[...above, ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? 'not allowed'}`;
}
