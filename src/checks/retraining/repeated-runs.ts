/** The runs of `checks.reproducible`: the first seed of every model a second time. */
import { z } from 'zod';
import { planRuns } from '../../plan/runs/plan-runs.ts';
import type { RunRecord } from '../../records/record.ts';
import { asRepeat, type Compared, defineExtraRuns } from '../extra-runs.ts';

const FIRST_SEED = 1;
/** `auto` repeats runs that are no longer. */
const CHEAP_SECONDS = 10;

const reproducibleSchema = z
  .union([z.boolean(), z.literal('auto')], { error: 'must be true, false or "auto"' })
  .default('auto')
  .describe(
    'Whether the first seed of every model is trained twice, to check that the result is the same. `auto`: for commands whose run took at most ten seconds.',
  );

export const repeatedRuns = defineExtraRuns({
  options: { reproducible: reproducibleSchema },
  isRepeat: true,
  plan({ models, trainer }, { reproducible: asked }) {
    // A module's run is a process with all of its chance seeded: by itself it is repeated only where the config asks for it.
    const isProbed = asked === true || (asked === 'auto' && trainer.kind === 'command');
    const runs = isProbed ? planRuns(models, [FIRST_SEED]) : [];
    return {
      groups: runs.map((run) => ({ model: run.model.name, runs: [asRepeat(run)] })),
    };
  },
  isWorthwhile({ model }, compared, { reproducible: asked }) {
    const first = firstRun(model.name, compared);
    return first !== null && (asked === true || isCheap(first));
  },
  isSure({ model }, records, { reproducible: asked }) {
    const first = firstOf(model.name, records);
    return first !== null && (asked === true || isCheap(first));
  },
});

/** The run of the comparison that is repeated; null where it did not finish, and where nothing was compared: then what is wrong is known. */
export function firstRun(model: string, { records, comparisons }: Compared): RunRecord | null {
  return comparisons.length === 0 ? null : firstOf(model, records);
}

function firstOf(model: string, records: readonly RunRecord[]): RunRecord | null {
  const isFirst = (run: RunRecord) => run.model === model && run.seed === FIRST_SEED && run.status === 'ok';
  return records.find(isFirst) ?? null;
}

function isCheap({ cost }: RunRecord): boolean {
  return cost.wallSeconds <= CHEAP_SECONDS;
}
