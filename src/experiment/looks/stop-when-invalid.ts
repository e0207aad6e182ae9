/** Detects during training that the verdict will be invalid, whatever the remaining runs bring. */
import { failedShare } from '../../analysis/compare/samples.ts';
import { setupOf } from '../../checks/evidence.ts';
import { watchForFailure } from '../../checks/find-broken.ts';
import { UserError } from '../../config/user-error.ts';
import { foldOf } from '../../plan/runs/folds.ts';
import type { PlannedRun, PreparedModel } from '../../plan/runs/plan-runs.ts';
import type { RunRecord } from '../../records/record.ts';
import { arePairsTasks, averaged } from '../means-of-tasks.ts';
import type { Experiment } from '../prepare.ts';

interface Watched extends Pick<Experiment, 'config' | 'looks'>, Partial<Pick<Experiment, 'isSeedUnread'>> {
  /** The baseline first. */
  readonly models: readonly Pick<PreparedModel, 'name'>[];
}

interface Watch {
  /**
   * Takes the next record.
   *
   * @returns whether the verdict is certain to be invalid
   * @throws UserError for a program that ignores its fold
   */
  isInvalid(record: RunRecord): boolean;
  /** Takes the existing records of these runs; answers as `isInvalid`. */
  isInvalidAlready(runs: readonly PlannedRun[], known: ReadonlyMap<string, RunRecord>): boolean;
  wasInvalid(): boolean;
}

export function watchRuns({ config, looks, models, isSeedUnread }: Watched): Watch {
  const tasks = config.tasks?.length ?? 1;
  const setup = setupOf({ config, models, isSeedUnread });
  const startWatch = () => watchForFailure(setup, config.checks, looks.at(-1) ?? 0);
  const ofSeeds = startWatch();
  /** The check of one task fails the whole experiment. */
  const ofTasks = new Map((config.tasks ?? []).map(({ name }) => [name, startWatch()]));
  const seenFolds = new Map(models.map(({ name }) => [name, new Map<string, number>()]));
  const bySeed = new Map<string, RunRecord[]>();
  let isSure = false;
  const watch: Watch = {
    isInvalid(record) {
      const folds = seenFolds.get(record.model);
      if (config.folds !== null && folds !== undefined) refuseIgnoredFold(record, folds, config.folds.k);
      const seed = withRun(record);
      // For new tasks, the others count where one is lost.
      if (arePairsTasks(config)) return isSure;
      if (ofTasks.get(record.task ?? '')?.(record)) isSure = true;
      if (seed.length === tasks) for (const mean of averaged(seed, config)) isSure ||= ofSeeds(mean);
      return isSure;
    },
    isInvalidAlready(runs, known) {
      for (const { model, fingerprint } of runs) {
        const record = known.get(fingerprint);
        if (record !== undefined) watch.isInvalid({ ...record, model: model.name });
      }
      return isSure;
    },
    wasInvalid: () => isSure,
  };
  return watch;

  /** A seed is judged when it has ended on every task. */
  function withRun(record: RunRecord): readonly RunRecord[] {
    const key = `${record.seed} ${record.model}`;
    const own = [...(bySeed.get(key) ?? []), record];
    bySeed.set(key, own);
    return own;
  }
}

/** @param seen seeds by repeat and test examples @throws UserError if two folds of a repeat have the same test examples */
function refuseIgnoredFold({ model, seed, predictions }: RunRecord, seen: Map<string, number>, k: number) {
  const examples = predictions?.examples ?? null;
  if (examples === null) return;
  const { fold, repeat } = foldOf(seed, { k });
  const key = `${repeat} ${examples}`;
  const other = seen.get(key);
  if (other !== undefined)
    throw new UserError(
      `vary: folds: ${model} was tested on the same examples in folds ${foldOf(other, { k }).fold} and ${fold} of repeat ${repeat}, so the fold does not reach the program. Read CONCLUSIVE_FOLD, or pass {fold} in trainer.command`,
    );
  seen.set(key, seed);
}

export function neverFinished({ name }: PreparedModel, records: readonly RunRecord[]): boolean {
  return !records.some((record) => record.model === name && record.status === 'ok');
}

/** Models whose share of failed runs is above the limit so far. More runs can lower it. */
export function tooOftenFailed(
  models: readonly PreparedModel[],
  records: readonly RunRecord[],
  limit: number,
): ReadonlySet<string> {
  const failing = models.map(({ name }) => name).filter((name) => failedShare(records, name) > limit);
  return new Set(failing.includes('baseline') ? models.map(({ name }) => name) : failing);
}
