/** Detects folds that overlap, as when a program splits by its seed. */
import { UserError } from '../../config/user-error.ts';
import { foldOf } from '../../plan/runs/folds.ts';
import { readPredictions } from '../../records/readers/predictions/predictions.ts';
import { show } from '../../records/readers/unreadable-run-error.ts';
import type { RunRecord } from '../../records/record.ts';
import type { Experiment } from '../prepare.ts';

type Watched = Pick<Experiment, 'config' | 'models' | 'store'>;

/**
 * Checks the baseline only; a check compares the variants' examples with it.
 *
 * @returns takes the next run; throws a UserError if its test examples belong to another fold
 */
export function watchFolds({ config, models, store }: Watched): (record: RunRecord) => Promise<void> {
  const { folds } = config;
  const baseline = models[0]?.name;
  const foldOfExample = new Map<number, Map<string, number>>();
  return async (record) => {
    if (folds === null || record.model !== baseline) return;
    const { fold, repeat } = foldOf(record.seed, folds);
    const seen = foldOfExample.get(repeat) ?? new Map<string, number>();
    foldOfExample.set(repeat, seen);
    for (const id of await namedExamples(record, store)) {
      const other = seen.get(id) ?? fold;
      if (other !== fold) {
        throw new UserError(
          `vary: folds: ${record.model} was tested on example ${show(id)} in folds ${Math.min(other, fold)} and ${Math.max(other, fold)} of repeat ${repeat}, but each example belongs to one fold. Seed the split with CONCLUSIVE_REPEAT only, and let CONCLUSIVE_FOLD choose the test part`,
        );
      }
      seen.set(id, fold);
    }
  };
}

/** Empty if a run has no ids, because a position is another example in every fold. */
async function namedExamples(record: RunRecord, store: Watched['store']): Promise<readonly string[]> {
  if (record.predictions === null) return [];
  const path = await store.predictionsOf(record);
  if (path === null) return [];
  const { splits } = await readPredictions(path);
  const ids = (splits.get('test') ?? splits.get('validation'))?.ids ?? [];
  return ids.every((id, index) => id === String(index)) ? [] : ids;
}
