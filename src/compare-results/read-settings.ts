/** Builds the settings of a config from the options of the call. */
import type { z } from 'zod';
import { CONFIG_SCHEMA } from '../checks/config-schema.ts';
import { describeOption } from '../config/file/messages.ts';
import { normaliseSeeds, type Seeds } from '../config/file/normalise.ts';
import { alphaSchema, type Config, configShape, DEFAULT_ALPHA } from '../config/schema/schema.ts';
import { parseSeeds } from '../config/seeds-option.ts';
import { UserError } from '../config/user-error.ts';
import type { PolicyWords } from '../verdict/gate.ts';

export interface SettingOptions {
  readonly alpha: number | undefined;
  /** `fixed` (default), or `6..25` for a sequential design. */
  readonly design: string | undefined;
  /** Share of the runs of a model that may fail. */
  readonly failedRuns: number | undefined;
  /** Verdicts that fail the gate. Default: the config's. */
  readonly failOn: readonly string[];
}

export interface Settings extends Pick<Config, 'gate' | 'limits' | 'checks'> {
  readonly alpha: number;
  /** null: a fixed design of all runs. */
  readonly seeds: Seeds | null;
}

export function readSettings({ alpha, design, failedRuns, failOn }: SettingOptions): Settings {
  const shape = configShape;
  const gate = failOn.length === 0 ? undefined : { 'fail-on': failOn };
  const limits = failedRuns === undefined ? undefined : { 'failed-runs': failedRuns };
  return {
    alpha: read('--alpha', alphaSchema, alpha ?? DEFAULT_ALPHA),
    seeds: readDesign(design),
    gate: read('--fail-on', shape.gate, gate),
    limits: read('--failed-runs', shape.limits, limits),
    checks: CONFIG_SCHEMA.shape.checks.parse(undefined),
  };
}

/** The gate is an option of the call, not a config. */
export function policyWordsOf({ failOn }: Pick<SettingOptions, 'failOn'>): PolicyWords {
  const isChosen = failOn.length > 0;
  const failed = isChosen ? 'listed in --fail-on' : 'which blocks by default (--fail-on changes that)';
  return {
    owner: isChosen ? '--fail-on' : 'the default gate',
    listedIn: (list) => (list === 'fail-on' ? failed : 'which does not block'),
  };
}

function readDesign(design = 'fixed'): Seeds | null {
  if (design === 'fixed') return null;
  const seeds = normaliseSeeds(parseSeeds('--design', design));
  if (seeds.kind === 'sequential') return seeds;
  throw new UserError(
    `--design: must be "fixed" (all available seeds), or the minimum and maximum seeds of a sequential design, such as 6..25; found "${design}"`,
  );
}

function read<Schema extends z.ZodType>(option: string, schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UserError(`${option}: ${describeOption(parsed.error.issues, value)}`);
}
