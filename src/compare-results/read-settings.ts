/** Builds the settings of a config from the options of the call. */
import type { z } from 'zod';
import { CONFIG_SCHEMA } from '../checks/config-schema.ts';
import { describeOption } from '../config/file/messages.ts';
import { normaliseSeeds, type Seeds } from '../config/file/normalise.ts';
import { gateCasesSchema } from '../config/schema/gate-cases-schema.ts';
import { alphaSchema, type Config, configShape, DEFAULT_ALPHA } from '../config/schema/schema.ts';
import type { TaskQuestion, TaskScale } from '../config/schema/task-questions.ts';
import { parseSeeds } from '../config/seeds-option.ts';
import { UserError } from '../config/user-error.ts';
import type { PolicyWords } from '../verdict/gate.ts';
import type { Pairing } from './choose-pairing.ts';

export interface SettingOptions {
  readonly alpha: number | undefined;
  /** How the results came about: `fixed` (and undefined), `paired` or `unpaired`, or `6..25` for a sequential design. */
  readonly design: string | undefined;
  /** What a verdict over several tasks is about: `these-tasks` (and undefined), or `new-tasks`. */
  readonly question?: TaskQuestion | undefined;
  /** The largest loss that a task may have. */
  readonly noTaskWorseThan?: number | undefined;
  /** Tasks that may get worse all the same. */
  readonly allowTasks?: readonly string[];
  /** No case that always passed may pass less often. */
  readonly noCaseRegresses?: boolean | undefined;
  /** Cases that must pass in every repeat. */
  readonly mustPass?: readonly string[];
  /** The least deciding score that passes. */
  readonly passMark?: number | undefined;
  /** File with a random and a human score for each task, between which scores are shares. */
  /** Averages the tasks whatever their scales. */
  readonly combine?: 'mean' | undefined;
  readonly normalise?: string | undefined;
  /** Share of the runs of a model that may fail. */
  readonly failedRuns: number | undefined;
  /** Verdicts that fail the gate. Default: the config's. */
  readonly failOn: readonly string[];
}

export interface Settings extends Pick<Config, 'gate' | 'limits' | 'checks'> {
  readonly alpha: number;
  /** null: a fixed design of all runs. */
  readonly seeds: Seeds | null;
  /** null: the seeds decide. */
  readonly pairing: Pairing | null;
  /** null: not stated. */
  readonly question: TaskQuestion | null;
  readonly scale: TaskScale;
  readonly isMeanStated: boolean;
}

export function readSettings(options: SettingOptions): Settings {
  const { alpha, design, question, combine, normalise, failedRuns, failOn } = options;
  const shape = configShape;
  const gate = failOn.length === 0 ? undefined : { 'fail-on': failOn };
  const limits = failedRuns === undefined ? undefined : { 'failed-runs': failedRuns };
  return {
    alpha: read('--alpha', alphaSchema, alpha ?? DEFAULT_ALPHA),
    ...readDesign(design),
    question: question ?? null,
    scale: normalise === undefined ? 'metric' : 'normalised',
    isMeanStated: combine === 'mean',
    gate: {
      ...read('--fail-on', shape.gate, gate),
      tasks: taskGuardOf(options),
      cases: casePolicyOf(options),
    },
    limits: read('--failed-runs', shape.limits, limits),
    checks: CONFIG_SCHEMA.shape.checks.parse(undefined),
  };
}

function taskGuardOf({ noTaskWorseThan, allowTasks = [] }: SettingOptions): Config['gate']['tasks'] {
  if (noTaskWorseThan !== undefined) return { 'no-worse-than': noTaskWorseThan, allow: [...allowTasks] };
  if (allowTasks.length === 0) return undefined;
  throw new UserError('--allow-task: is for a gate on tasks; add --no-task-worse-than SIZE');
}

/** @returns undefined without an option of it */
function casePolicyOf({ noCaseRegresses, mustPass = [], passMark }: SettingOptions): Config['gate']['cases'] {
  if (noCaseRegresses === undefined && mustPass.length === 0 && passMark === undefined) return undefined;
  return read('--must-pass', gateCasesSchema, {
    'no-case-regresses': noCaseRegresses,
    'must-pass': mustPass,
    'pass-mark': passMark,
  });
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

function readDesign(design = 'fixed'): Pick<Settings, 'seeds' | 'pairing'> {
  if (design === 'fixed') return { seeds: null, pairing: null };
  if (design === 'paired' || design === 'unpaired') return { seeds: null, pairing: design };
  const seeds = normaliseSeeds(parseSeeds('--design', design));
  if (seeds.kind === 'sequential') return { seeds, pairing: 'paired' };
  throw new UserError(
    `--design: must be "fixed" (all available seeds), "paired" or "unpaired", or the minimum and maximum seeds of a sequential design, such as 6..25; found "${design}"`,
  );
}

function read<Schema extends z.ZodType>(option: string, schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UserError(`${option}: ${describeOption(parsed.error.issues, value)}`);
}
