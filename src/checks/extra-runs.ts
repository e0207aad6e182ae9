/** Runs that are trained only for a check. They are never mixed with the comparison's. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Comparison } from '../analysis/compare/comparison.ts';
import type { LoadedConfig } from '../config/file/load.ts';
import type { ChecksConfig, RuledConfig } from '../config/schema/checks-schema.ts';
import type { Context } from '../config/schema/issues.ts';
import type { Reference } from '../plan/code/prepare-models.ts';
import type { PlannedRun, PreparedModel } from '../plan/runs/plan-runs.ts';
import type { RunRecord } from '../records/record.ts';

/** Keys of the section `checks` with their schemas. Checks that share a key share the schema object. */
export type OptionSchemas = Readonly<Record<string, z.ZodType>>;
export type OptionsOf<Schemas extends OptionSchemas> = z.output<z.ZodObject<Schemas>>;

interface Planning extends Pick<LoadedConfig, 'vary'> {
  /** The baseline first. */
  readonly models: readonly PreparedModel[];
  readonly trainer: { readonly kind: 'command' | 'module'; readonly hasShortcuts?: boolean };
  readonly reference: Reference | null;
  /** Pairs at each planned look. */
  readonly looks: readonly number[];
}

export interface Compared {
  readonly records: readonly RunRecord[];
  readonly comparisons: readonly Comparison[];
  /** Runs that were repeated already, by the fingerprint of the repeat. */
  readonly again?: ReadonlyMap<string, RunRecord>;
}

/** Runs that are judged together, such as all under one setting. */
export type PlannedGroup<Part> = Part & { readonly runs: readonly PlannedRun[] };
export type TrainedGroup<Part> = Omit<Part, 'runs'> & { readonly records: readonly RunRecord[] };

export interface ExtraRunsPlan<Part> {
  /** Empty if the config asks for none. */
  readonly groups: ReadonlyArray<PlannedGroup<Part>>;
  /** A run to train first; `whyIdle` uses it to decide about the others. */
  readonly probe?: PlannedRun | null;
}

interface ExtraRunsSpec<Schemas extends OptionSchemas, Part> {
  readonly options: Schemas;
  /**
   * Whether they repeat runs of the comparison. Repeats are not retried and not counted, and are useful for an
   * invalid comparison, too.
   */
  readonly isRepeat: boolean;
  plan(planning: Planning, options: OptionsOf<Schemas>): ExtraRunsPlan<Part>;
  /** Whether a planned run is useful, given the comparison. */
  isWorthwhile(run: PlannedRun, compared: Compared, options: OptionsOf<Schemas>): boolean;
  /** Whether these records already show that `isWorthwhile` will be true. Default: false. */
  isSure?(run: PlannedRun, records: readonly RunRecord[], options: OptionsOf<Schemas>): boolean;
  /** @returns why the other runs would be useless; null if they may be useful */
  whyIdle?(probe: RunRecord, compared: Compared, metrics: readonly string[]): string | null;
  /** Reports options that mean nothing in this config. */
  refuse?(config: RuledConfig, options: OptionsOf<Schemas>, context: Context): void;
}

/** Like `ExtraRunsSpec`, but takes the whole section `checks` as options. */
export interface ExtraRuns<Part> {
  readonly options: OptionSchemas;
  readonly isRepeat: boolean;
  plan(planning: Planning, section: ChecksConfig): ExtraRunsPlan<Part>;
  isWorthwhile(run: PlannedRun, compared: Compared, section: ChecksConfig): boolean;
  isSure(run: PlannedRun, records: readonly RunRecord[], section: ChecksConfig): boolean;
  whyIdle(probe: RunRecord, compared: Compared, metrics: readonly string[]): string | null;
  refuse(config: RuledConfig, context: Context): void;
}

/** The records by group, or why there are none. */
export type ExtraRunsFound = ReadonlyArray<TrainedGroup<unknown>> | { readonly untrained: string };
export type TrainedExtraRuns = ReadonlyMap<ExtraRuns<unknown>, ExtraRunsFound>;

export function defineExtraRuns<Schemas extends OptionSchemas, Part>(
  spec: ExtraRunsSpec<Schemas, Part>,
): ExtraRuns<Part> {
  const schema = z.object(spec.options);
  return {
    options: spec.options,
    isRepeat: spec.isRepeat,
    plan: (planning, section) => spec.plan(planning, schema.parse(section)),
    isWorthwhile: (run, compared, section) => spec.isWorthwhile(run, compared, schema.parse(section)),
    isSure: (run, records, section) => spec.isSure?.(run, records, schema.parse(section)) ?? false,
    whyIdle: (probe, compared, metrics) => spec.whyIdle?.(probe, compared, metrics) ?? null,
    // The schema has checked the type; it reports values out of range itself.
    refuse: (config, context) =>
      spec.refuse?.(config, config.checks as unknown as OptionsOf<Schemas>, context),
  };
}

/** Has its own fingerprint, or the store would return the first run. */
export function asRepeat(run: PlannedRun): PlannedRun {
  return { ...run, fingerprint: repeatOf(run.fingerprint) };
}

/** The fingerprint of a run's repeat. */
export function repeatOf(fingerprint: string): string {
  return createHash('sha256').update(`${fingerprint} repeated`).digest('hex');
}
