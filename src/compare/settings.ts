/** What a config would say, from the options of the call: same rules, same defaults. */
import type { z } from 'zod';
import { type Config, configSchema } from '../config/schema.ts';
import { UserError } from '../config/user-error.ts';

export interface SettingOptions {
  readonly alpha: number | undefined;
  /** Share of the runs of a model that may fail. */
  readonly failedRuns: number | undefined;
  /** Verdicts that fail the gate; none: the config's default. */
  readonly failOn: readonly string[];
}

export type Settings = Pick<Config, 'alpha' | 'gate' | 'limits' | 'checks'>;

export function readSettings({ alpha, failedRuns, failOn }: SettingOptions): Settings {
  const { shape } = configSchema;
  const gate = failOn.length === 0 ? undefined : { 'fail-on': failOn };
  const limits = failedRuns === undefined ? undefined : { 'failed-runs': failedRuns };
  return {
    alpha: read('--alpha', shape.alpha, alpha),
    gate: read('--fail-on', shape.gate, gate),
    limits: read('--failed-runs', shape.limits, limits),
    checks: shape.checks.parse(undefined),
  };
}

function read<Schema extends z.ZodType>(option: string, schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UserError(
    `${option}: ${parsed.error.issues[0]?.message ?? 'is not allowed'}; found ${JSON.stringify(value)}`,
  );
}
