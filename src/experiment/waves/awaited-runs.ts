/** Runs of the next wave, for an experiment that is judged from records alone. */
import { UserError } from '../../config/user-error.ts';
import { type PlannedRun, type PreparedModel, planRuns, seedsBetween } from '../../plan/runs/plan-runs.ts';
import type { Wave } from '../../plan/runs/plan-waves.ts';
import type { RunRecord } from '../../records/record.ts';
import { type AwaitedWave, WAVE_SCHEMA } from '../../report/waves.ts';
import type { RunContext } from '../../train/run/train-run.ts';

export interface AwaitedRuns {
  readonly runs: readonly PlannedRun[];
  readonly context: RunContext;
}

interface AwaitedLook {
  readonly kind: 'look';
  /** The baseline and all undecided variants. */
  readonly models: readonly PreparedModel[];
  /** Pairs of the next look. */
  readonly pairs: number;
  readonly waves: readonly Wave[];
  readonly known: ReadonlyMap<string, RunRecord>;
  readonly context: RunContext;
}

/** All looks are judged; only checks need more runs. */
interface AwaitedChecks {
  readonly kind: 'checks';
  readonly groups: readonly AwaitedRuns[];
}

export type Awaited = AwaitedLook | AwaitedChecks;

/** Other jobs must train more before the records can be judged. */
export class AwaitedRunsError extends Error {
  override name = 'AwaitedRunsError';
  readonly awaited: Awaited;
  constructor(awaited: Awaited) {
    super('runs are still to come');
    this.awaited = awaited;
  }
}

export interface NextWave {
  readonly wave: number | 'checks';
  /** Pairs after this wave; null for runs of checks. */
  readonly pairs: number | null;
  readonly groups: readonly AwaitedRuns[];
}

/**
 * The wave to train next, with lost runs of earlier waves.
 *
 * @param asked number of a wave. Default: the first that the look needs and whose last pair is missing
 */
export function nextWave(awaited: Awaited, asked?: number | 'checks'): NextWave {
  if (awaited.kind === 'checks') {
    const isAsked = asked === undefined || asked === 'checks';
    return { wave: 'checks', pairs: null, groups: isAsked ? awaited.groups : [] };
  }
  const { models, waves, known, context } = awaited;
  if (asked === 'checks') return { wave: 'checks', pairs: null, groups: [] };
  const wave = asked === undefined ? followingWave(awaited) : waves.find(({ wave }) => wave === asked);
  if (wave === undefined)
    throw new UserError(
      `there is no wave ${asked}: this experiment has ${waves.length} waves; choose one from 1 to ${waves.length}`,
    );
  const missing = planRuns(models, seedsBetween(0, wave.pairs)).filter((run) => !known.has(run.fingerprint));
  return { ...wave, groups: [{ runs: missing, context }] };
}

function followingWave({ models, waves, pairs, known }: AwaitedLook): Wave {
  // The baseline's record may be from an earlier change.
  const isThere = (seed: number) =>
    planRuns(models, [seed]).every(({ fingerprint }) => known.has(fingerprint));
  // A wave whose last pair is missing may be running.
  const next = waves.find((wave) => wave.pairs >= pairs && !isThere(wave.pairs)) ?? waves.at(-1);
  if (next === undefined) throw new Error('an experiment has at least one look');
  return next;
}

/** As plans and waves list it. */
function runOf({ name: model, task }: Pick<PreparedModel, 'name' | 'task'>, seed: number) {
  return { model, ...(task === undefined ? {} : { task }), seed };
}

export function describeWave({ wave, pairs, groups }: NextWave): AwaitedWave {
  const runs = groups.flatMap((group) => group.runs.map(({ model, seed }) => runOf(model, seed)));
  return { schema: WAVE_SCHEMA, wave, pairs, runs };
}
