/** Finds out after the first runs that a program ignores its seed or its fold, before the others are trained. */
import { ignoreChecks } from '../checks/ignore.ts';
import { checkSeedEffect, isSeedIgnored } from '../checks/seed-effect.ts';
import { UserError } from '../config/user-error.ts';
import { foldOf } from '../plan/folds.ts';
import type { PlannedRun } from '../plan/runs.ts';
import type { RunRecord } from '../records/record.ts';
import type { Experiment } from './prepare.ts';

interface ChanceWatch {
  /**
   * Takes the next record.
   *
   * @returns whether the check of the seed will fail, so that the verdict is invalid
   * @throws UserError for a fold that is ignored: no check speaks of that
   */
  isInVain(record: RunRecord): boolean;
  /** Takes what is on record of these runs; answers as `isInVain`. */
  isInVainAlready(runs: readonly PlannedRun[], known: ReadonlyMap<string, RunRecord>): boolean;
  wasInVain(): boolean;
}

export function watchChance({ config }: Pick<Experiment, 'config'>): ChanceWatch {
  const names = config.metrics.map(({ name }) => name);
  const byModel = new Map<string, RunRecord[]>();
  let inVain = false;
  const watch: ChanceWatch = {
    isInVain(record) {
      const own = [...(byModel.get(record.model) ?? []), record];
      byModel.set(record.model, own);
      if (config.folds !== null) refuseIgnoredFold(own, config.folds.k);
      inVain ||=
        isSeedIgnored(own, record.model, names) &&
        ignoreChecks([checkSeedEffect(own, record.model, names)], config.checks.ignore)[0]?.status === 'fail';
      return inVain;
    },
    isInVainAlready(runs, known) {
      for (const { model, fingerprint } of runs) {
        const record = known.get(fingerprint);
        if (record !== undefined) watch.isInVain({ ...record, model: model.name });
      }
      return inVain;
    },
    wasInVain: () => inVain,
  };
  return watch;
}

/** @throws UserError where two folds of a repeat were tested on the same examples */
function refuseIgnoredFold(records: readonly RunRecord[], k: number): void {
  const seen = new Map<string, RunRecord>();
  for (const record of records) {
    const examples = record.predictions?.examples ?? null;
    if (examples === null) continue;
    const { fold, repeat } = foldOf(record.seed, { k });
    const key = `${repeat} ${examples}`;
    const other = seen.get(key);
    if (other !== undefined) {
      throw new UserError(
        `vary: folds: ${record.model} was tested on the same examples in folds ${foldOf(other.seed, { k }).fold} and ${fold} of repeat ${repeat}, so the fold does not reach the program; read CONCLUSIVE_FOLD, or pass {fold} in trainer.command`,
      );
    }
    seen.set(key, record);
  }
}
