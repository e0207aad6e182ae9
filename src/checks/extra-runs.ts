/** Runs that a check trains for itself, once no run of the comparison is left to begin. They are never mixed with the comparison's. */
import { type core, z } from 'zod';
import type { Comparison } from '../analysis/compare/comparison.ts';
import type { LoadedConfig } from '../config/file/load.ts';
import type { ChecksConfig, RuledConfig } from '../config/schema/checks-schema.ts';
import type { Reference } from '../plan/code/prepare-models.ts';
import type { PlannedRun, PreparedModel } from '../plan/runs/plan-runs.ts';
import type { RunRecord } from '../records/record.ts';
import type { OptionSchemas, OptionsOf } from './options.ts';

/** What the runs are planned for. */
interface Planning extends Pick<LoadedConfig, 'vary'> {
  /** The baseline first. */
  readonly models: readonly PreparedModel[];
  readonly trainer: { readonly kind: 'command' | 'module'; readonly hasShortcuts?: boolean };
  readonly reference: Reference | null;
  /** Pairs at each planned look. */
  readonly looks: readonly number[];
}

/** What the comparison came to. */
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
  /** Empty where the config asks for none. */
  readonly groups: ReadonlyArray<PlannedGroup<Part>>;
  /** A run to train before all others: `whyIdle` tells from it whether they are worth it. */
  readonly probe?: PlannedRun | null;
}

interface ExtraRunsSpec<Schemas extends OptionSchemas, Part> {
  readonly options: Schemas;
  /**
   * Whether they are runs of the comparison over again, to see that they come out the same: then none is retried, none is
   * counted a second time, and they tell something of a broken comparison too.
   */
  readonly isRepeat: boolean;
  plan(planning: Planning, options: OptionsOf<Schemas>): ExtraRunsPlan<Part>;
  /** Whether a planned run can tell anything, now that the comparison is known. */
  isWorthwhile(run: PlannedRun, compared: Compared, options: OptionsOf<Schemas>): boolean;
  /** Whether `isWorthwhile` will be true if anything is compared, as far as these records tell. Default: nobody knows. */
  isSure?(run: PlannedRun, records: readonly RunRecord[], options: OptionsOf<Schemas>): boolean;
  /** @returns why the other runs would tell nothing; null where they may */
  whyIdle?(probe: RunRecord, compared: Compared, metrics: readonly string[]): string | null;
  /** Reports what makes the options meaningless in a config as a whole. */
  refuse?(
    config: RuledConfig,
    options: OptionsOf<Schemas>,
    context: Pick<core.$RefinementCtx, 'addIssue'>,
  ): void;
}

/** As `ExtraRunsSpec` says, for the whole section `checks` in place of the options. */
export interface ExtraRuns<Part> {
  readonly options: OptionSchemas;
  readonly isRepeat: boolean;
  plan(planning: Planning, section: ChecksConfig): ExtraRunsPlan<Part>;
  isWorthwhile(run: PlannedRun, compared: Compared, section: ChecksConfig): boolean;
  isSure(run: PlannedRun, records: readonly RunRecord[], section: ChecksConfig): boolean;
  whyIdle(probe: RunRecord, compared: Compared, metrics: readonly string[]): string | null;
  refuse(config: RuledConfig, context: Pick<core.$RefinementCtx, 'addIssue'>): void;
}

/** What became of the runs: their records by group, or why there are none. */
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
    // What the schema has let through is of its kind; values beyond a bound are reported beside what is refused here.
    refuse: (config, context) =>
      spec.refuse?.(config, config.checks as unknown as OptionsOf<Schemas>, context),
  };
}
