import { ConfigError } from './config-error.ts';
import { MAX_CONFIG_BYTES } from './load.ts';
import { parseYaml } from './yaml.ts';

export interface KeyLines {
  /** By metric, the line of its name. */
  readonly metrics: ReadonlyMap<string, number>;
  /** 1 without this key. */
  readonly checks: number;
}

const NONE: KeyLines = { metrics: new Map(), checks: 1 };

export function linesOfConfig(text: string): KeyLines {
  // Parsing takes time quadratic in the number of keys.
  if (text.length > MAX_CONFIG_BYTES) return NONE;
  try {
    const { value, positionOf, positionOfKey } = parseYaml(text, 'config');
    const { metrics, checks } = (value ?? {}) as { metrics?: unknown; checks?: unknown };
    const names = Array.isArray(metrics) ? metrics.map((metric: unknown) => nameOf(metric)) : [];
    return {
      metrics: new Map(
        names.flatMap((name, index) =>
          name === null ? [] : [[name, positionOf(['metrics', index, 'name'])?.line ?? 1] as const],
        ),
      ),
      checks: checks === undefined ? 1 : (positionOfKey(['checks'])?.line ?? 1),
    };
  } catch (error) {
    // The base's config may have governed, so this one can be invalid.
    if (error instanceof ConfigError) return NONE;
    throw error;
  }
}

function nameOf(metric: unknown): string | null {
  const name = typeof metric === 'object' && metric !== null && 'name' in metric ? metric.name : null;
  return typeof name === 'string' ? name : null;
}
