import { configSchema } from '../config/schema/schema.ts';
import type { CheckDefinition } from './define-check.ts';
import { CHECKS } from './registry.ts';

/** `conclusive.yml` with the options of every check. */
export const CONFIG_SCHEMA = configSchema({
  ids: CHECKS.map(({ id }) => id),
  options: mergeOptions(CHECKS),
  rules: [...new Set(CHECKS.flatMap(({ extraRuns }) => extraRuns ?? []))].map(({ refuse }) => refuse),
});

function mergeOptions(checks: readonly CheckDefinition[]): CheckDefinition['options'] {
  const merged = new Map<string, CheckDefinition['options'][string]>();
  for (const { id, options } of checks) {
    for (const [key, schema] of Object.entries(options)) {
      if ((merged.get(key) ?? schema) !== schema)
        throw new Error(`${id} and another check give checks.${key} two meanings`);
      merged.set(key, schema);
    }
  }
  return Object.fromEntries(merged);
}
