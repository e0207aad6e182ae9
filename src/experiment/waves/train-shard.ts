/** Trains one job's part of a wave. Another job collects the records and judges. */
import { UserError } from '../../config/user-error.ts';
import { isOfShard, type Shard } from '../../plan/runs/plan-waves.ts';
import type { RunRecord } from '../../records/record.ts';
import { claimOutput } from '../../records/store/claim-output.ts';
import { trainRuns } from '../../train/schedule.ts';
import { discardChanged } from '../changed-code.ts';
import { type Experiment, type ExperimentRequest, prepare } from '../prepare.ts';
import { runsAtATime, startProgress } from '../run-context.ts';
import { findNextWave } from './find-next-wave.ts';

export interface ShardRequest extends ExperimentRequest {
  readonly waves: number;
  readonly shard: Shard;
  /** Default: the next wave according to the records. */
  readonly wave?: number | 'checks' | undefined;
}

export interface ShardOutcome {
  /** null if nothing is left to train. */
  readonly wave: number | 'checks' | null;
  readonly records: readonly RunRecord[];
  readonly outputDirectory: string;
}

/**
 * Trains the missing runs of this shard.
 *
 * @throws as `runExperiment`; also UserError if runs changed the code, whose records are discarded
 */
export async function trainShard(request: ShardRequest): Promise<ShardOutcome> {
  const prepared = await prepare(request);
  try {
    if (prepared.nothingToCompare !== null) throw new UserError(prepared.nothingToCompare);
    prepared.adopt(await claimOutput(prepared.scratch, request.shard));
    await request.onPrepared?.(prepared);
    const next = await findNextWave(prepared, request.wave);
    const records: RunRecord[] = [];
    const parallel = runsAtATime(prepared.config, request);
    const groups = (next?.groups ?? []).map(({ runs, context }) => ({
      runs: runs.filter(({ seed, model }) => isOfShard({ seed, task: model.task }, request.shard)),
      context: { ...context, recordsOnly: false, claim: undefined },
    }));
    const count = new Set(groups.flatMap(({ runs }) => runs.map(({ fingerprint }) => fingerprint))).size;
    const progress = startProgress(prepared);
    progress.expect({ least: count, most: count });
    for (const { runs, context } of groups) {
      const trained = await trainRuns(runs, new Map(), parallel, context, progress);
      records.push(...trained.records);
    }
    await refuseChanges(prepared);
    return { wave: next?.wave ?? null, records, outputDirectory: prepared.output };
  } catch (error) {
    await discardChanged(prepared);
    throw error;
  } finally {
    await prepared.close();
  }
}

async function refuseChanges(prepared: Experiment): Promise<void> {
  const { changed } = await prepared.inspectCode();
  const [first] = changed;
  if (first === undefined) return;
  throw new UserError(
    `runs changed ${first.files.slice(0, 3).join(', ')} of ${first.model} while others still read it, so the records of this shard are discarded; write only to the run directory`,
  );
}
