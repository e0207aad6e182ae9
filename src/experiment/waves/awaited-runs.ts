/** What an experiment lacks that is judged from records alone: the runs of its next wave. */
import { UserError } from '../../config/user-error.ts';
import { type PlannedRun, type PreparedModel, planRuns, seedsBetween } from '../../plan/runs/plan-runs.ts';
import type { Wave } from '../../plan/runs/plan-waves.ts';
import type { RunRecord } from '../../records/record.ts';
import { type AwaitedWave, WAVE_SCHEMA } from '../../report/waves.ts';
import type { RunContext } from '../../train/run/train-run.ts';

/** Runs of one kind, and what it takes to train them. */
export interface AwaitedRuns {
  readonly runs: readonly PlannedRun[];
  readonly context: RunContext;
}

interface AwaitedLook {
  readonly kind: 'look';
  /** The baseline, and the variants that are not settled. */
  readonly models: readonly PreparedModel[];
  /** Pairs of the look that cannot be judged yet. */
  readonly pairs: number;
  readonly waves: readonly Wave[];
  readonly known: ReadonlyMap<string, RunRecord>;
  readonly context: RunContext;
}

/** Every look that was needed is judged; checks want runs of their own. */
interface AwaitedChecks {
  readonly kind: 'checks';
  readonly groups: readonly AwaitedRuns[];
}

export type Awaited = AwaitedLook | AwaitedChecks;

/** Thrown where records decide and do not suffice. Nothing is wrong: somebody has to train more. */
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
  /** Pairs that there are after it; null for runs of checks. */
  readonly pairs: number | null;
  readonly groups: readonly AwaitedRuns[];
}

/**
 * The wave that is trained next. Runs of earlier waves that never came are trained again in it.
 *
 * @param asked the number of a wave; without it the first that the look needs and whose last pair is not on record
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
  // One arm's record is no pair: those of the baseline may be left from an earlier change.
  const isThere = (seed: number) => models.every(({ fingerprint }) => known.has(fingerprint(seed)));
  // One whose last pair is not on record may be under way, and what is lost of one that is over is trained with the next.
  const next = waves.find((wave) => wave.pairs >= pairs && !isThere(wave.pairs)) ?? waves.at(-1);
  if (next === undefined) throw new Error('an experiment has at least one look');
  return next;
}

export function describeWave({ wave, pairs, groups }: NextWave): AwaitedWave {
  const runs = groups.flatMap((group) => group.runs.map(({ model, seed }) => ({ model: model.name, seed })));
  return { schema: WAVE_SCHEMA, wave, pairs, runs };
}
