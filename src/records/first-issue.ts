import type { ZodError } from 'zod';

/**
 * The first issue of a schema, with its key.
 *
 * @param above keys that lead to the checked value
 */
export function firstIssue({ issues: [issue] }: ZodError, ...above: readonly string[]): string {
  return `${[...above, ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? 'not allowed'}`;
}
