import { ConfigError } from '../../config/file/config-error.ts';
import { type LoadedConfig, parseConfig } from '../../config/file/load.ts';
import { type PolicyChange, policyChanges } from '../../config/file/policy-changes.ts';
import type { ConfigSchema } from '../../config/schema/schema.ts';

export interface ProposedPolicy {
  readonly notice: string | null;
  readonly changes: readonly PolicyChange[];
}

export interface ProposedTexts {
  /** From the repository's root. */
  readonly path: string;
  readonly governing: LoadedConfig;
  /** At the merge base; null: no config. */
  readonly before: string | null;
  /** On the branch; null: no config. */
  readonly after: string | null;
  readonly schema: ConfigSchema;
}

export function proposedPolicy({ path, governing, before, after, schema }: ProposedTexts): ProposedPolicy {
  if (before === after) return { notice: null, changes: [] };
  const governs = `the base's config applies here, and the change takes effect once merged`;
  if (after === null) return { notice: `this branch removes ${path}; ${governs}`, changes: [] };
  const proposed = parse(after, path, schema);
  if (typeof proposed === 'string')
    return {
      notice: `this branch makes ${path} invalid: ${proposed}; ${governs}`,
      changes: [],
    };
  const start = before === null ? governing : parse(before, path, schema);
  const changes = policyChanges({
    governing,
    before: typeof start === 'string' ? governing : start,
    proposed,
  });
  return { notice: `this branch changes ${path}; ${governs}`, changes };
}

/** @returns the config, or its first error */
function parse(text: string, path: string, schema: ConfigSchema): LoadedConfig | string {
  try {
    return parseConfig(text, path, schema);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n', 1)[0] ?? '';
    throw error;
  }
}
