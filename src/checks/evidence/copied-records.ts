/** Finds runs that repeat a run of another model under another seed, which only a copy of its results does. */
import { finishedRuns } from '../../analysis/compare/samples.ts';
import type { RunRecord } from '../../records/record.ts';
import { isFineGrained } from '../comparison/seed-effect.ts';
import type { CopiedRun, Setup } from '../evidence.ts';
import { traceOf } from './run-trace.ts';

/** Under one seed, a change that did nothing repeats the baseline (`change-effect`). Within a model, see `seed-effect`. */
export function findCopiedRecords(
  { models, metrics }: Pick<Setup, 'models' | 'metrics'>,
  records: readonly RunRecord[],
): CopiedRun[] {
  const names = metrics.map(({ name }) => name);
  const first = new Map<string, CopiedRun['of']>();
  const copies: CopiedRun[] = [];
  for (const { name: model } of models) {
    for (const [trace, seed] of distinctTraces(finishedRuns(records, model), names)) {
      const of = first.get(trace) ?? { model, seed };
      first.set(trace, of);
      if (of.model !== model && of.seed !== seed) copies.push({ model, seed, of });
    }
  }
  return copies;
}

/** Fine-grained runs that no other run of the model repeats. */
function distinctTraces(
  runs: readonly RunRecord[],
  names: readonly string[],
): Array<readonly [trace: string, seed: number]> {
  const traces = runs.filter(isFineGrained).map((run) => [traceOf(run, names), run.seed] as const);
  return traces.filter(([trace]) => traces.filter(([other]) => other === trace).length === 1);
}
