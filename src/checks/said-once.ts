import type { Check } from './check.ts';

/** Where a check could not be made for any model, for one and the same reason, one row says so for all of them. */
export function sayOnce(checks: readonly Check[]): Check[] {
  const sayings = new Map<string, Set<string>>();
  for (const { id, status, message } of checks) {
    sayings.set(id, (sayings.get(id) ?? new Set()).add(`${status} ${message}`));
  }
  const said = new Set<string>();
  return checks.flatMap((check) => {
    if (check.status !== 'not-checked' || sayings.get(check.id)?.size !== 1) return [check];
    if (said.has(check.id)) return [];
    said.add(check.id);
    const isOne = checks.filter(({ id }) => id === check.id).length === 1;
    return [isOne ? check : { ...check, model: null }];
  });
}
