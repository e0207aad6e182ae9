import { z } from 'zod';
import type { Described } from '../described.ts';
import type { LoadedConfig } from './load.ts';

export const policyChangeSchema = z.object({
  key: z
    .string()
    .describe(
      'Path of the setting, such as metrics.accuracy.margin. List items go by name if they have one.',
    ),
  base: z.string().nullable().describe('The value that applies; null: not set.'),
  proposed: z.string().nullable().describe('null: not set.'),
});
export type PolicyChange = Described<typeof policyChangeSchema>;

export interface PolicyConfigs {
  readonly governing: LoadedConfig;
  /** At the merge base: the base's later changes are not the branch's proposals. */
  readonly before: LoadedConfig;
  readonly proposed: LoadedConfig;
}

const MAX_VALUE_CHARS = 200;
/** Equal characters shown before a difference. */
const CONTEXT_CHARS = 20;
/** Keys that can loosen a gate come first, since a report shows only a few changes. */
const DECISIVE = /^(?:gate|evaluat(?:e|ion)|alpha|seeds|verdict)(?:\.|$)/;

export function policyChanges({ governing, before, proposed }: PolicyConfigs): PolicyChange[] {
  const base = valuesOf(governing);
  const start = valuesOf(before);
  const end = valuesOf(proposed);
  return [...new Set([...base.keys(), ...start.keys(), ...end.keys()])]
    .filter((key) => start.get(key) !== end.get(key) && base.get(key) !== end.get(key))
    .map((key) => ({ key, ...fromDifference(base.get(key) ?? null, end.get(key) ?? null) }))
    .sort((a, b) => rank(a) - rank(b));
}

function rank({ key, base }: PolicyChange): number {
  if (DECISIVE.test(key)) return 0;
  return base === null ? 2 : 1;
}

function valuesOf({ path: _path, unit, ...policy }: LoadedConfig): ReadonlyMap<string, string> {
  // `evaluate` says both.
  const shown = unit === undefined ? policy : { ...policy, trainer: undefined, seeds: undefined };
  return new Map(flatten(shown, ''));
}

function flatten(value: unknown, key: string): Array<readonly [string, string]> {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [[key, String(value)]];
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object'))
    return [[key, value.length === 0 ? '(none)' : value.join(', ')]];
  const entries = Array.isArray(value)
    ? value.map((item, index) => named(item) ?? ([String(index + 1), item] as const))
    : Object.entries(value);
  return entries.flatMap(([name, item]) => flatten(item, key === '' ? name : `${key}.${name}`));
}

/** The `name` of a list item is left out of its values. */
function named(item: unknown): readonly [string, object] | null {
  if (typeof item !== 'object' || item === null || !('name' in item)) return null;
  const { name, ...rest } = item;
  return typeof name === 'string' ? [name, rest] : null;
}

/** Otherwise two long values would look alike. */
function fromDifference(base: string | null, proposed: string | null): Omit<PolicyChange, 'key'> {
  let same = 0;
  while (base !== null && same < base.length && base[same] === proposed?.[same]) same += 1;
  const start = same - CONTEXT_CHARS;
  const shown = (value: string | null) =>
    value === null ? null : (start > 1 ? `…${value.slice(start)}` : value).slice(0, MAX_VALUE_CHARS);
  return { base: shown(base), proposed: shown(proposed) };
}
