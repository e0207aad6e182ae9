import { ConfigError } from './config-error.ts';
import { MAX_CONFIG_BYTES } from './load.ts';
import { parseYaml } from './yaml.ts';

export interface KeyLines {
  /** Metric -> line of its name. */
  readonly metrics: ReadonlyMap<string, number>;
  /** Line of the key `checks`, or the first. */
  readonly checks: number;
}

const NONE: KeyLines = { metrics: new Map(), checks: 1 };

/** Where the keys stand that a finding can be pinned to. A text that is no config has no such lines. */
export function linesOfConfig(text: string): KeyLines {
  // Parsing takes time that grows with the square of the number of keys.
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
    // The config that governed is another one, that of the base: this one may be anything.
    if (error instanceof ConfigError) return NONE;
    throw error;
  }
}

function nameOf(metric: unknown): string | null {
  const name = typeof metric === 'object' && metric !== null && 'name' in metric ? metric.name : null;
  return typeof name === 'string' ? name : null;
}
