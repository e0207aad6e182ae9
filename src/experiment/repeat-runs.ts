/** Trains the first seed of every model a second time, to see whether a seed gives the same twice. */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Repeat } from '../checks/retraining/reproducible.ts';
import { UserError } from '../config/user-error.ts';
import type { PlannedRun } from '../plan/runs/plan-runs.ts';
import { planRuns } from '../plan/runs/plan-runs.ts';
import type { RecordFolder } from '../records/store/record-folders.ts';
import { openRunStore } from '../records/store/store.ts';
import { lookUpRuns, trainRuns } from '../train/schedule.ts';
import { type Experiment, type ExperimentRequest, warnOf } from './prepare.ts';
import { runContext, type Training } from './train-until-decided.ts';

/** Folder in the output: a repeated run has model and seed of another, and is none of the comparison's. */
const FOLDER: RecordFolder = 'repeats';
const FIRST_SEED = 1;
/** `auto` repeats runs that are no longer. */
const CHEAP_SECONDS = 10;

export interface Repeats {
  readonly repeats: readonly Repeat[];
  readonly costs: Training['costs'];
  /** Throws away the records of models whose code changed under way. */
  discard(models: ReadonlySet<string>): Promise<void>;
}

/** Looks for records before anything is trained: what is found later may have been put there by a run. */
export async function prepareRepeats(experiment: Experiment, request: ExperimentRequest) {
  const { models, trainer, output, config } = experiment;
  const asked = config.checks.reproducible;
  // A module's run is a process with all of its chance seeded: by itself it is repeated only where the config asks for it.
  const isProbed = asked === true || (asked === 'auto' && trainer.kind === 'command');
  if (!isProbed) return { train: async ({ costs }: Training) => none(costs) };

  const plan = planRuns(models, [FIRST_SEED]);
  const runs = plan.map((run): PlannedRun => ({ ...run, fingerprint: repeated(run.fingerprint) }));
  const store = await openRunStore(join(output, FOLDER), warnOf(request));
  const context = { ...runContext({ ...experiment, store }, request), retries: 0 };
  const known = await lookUpRuns(runs, context);

  async function train(training: Training): Promise<Repeats> {
    // Nothing was compared: what is wrong is known, and no run more would tell.
    if (training.comparisons.length === 0) return none(training.costs);
    const start = performance.now();
    const firstOf = (run: PlannedRun) =>
      training.records.find(
        ({ model, seed, status }) => model === run.model.name && seed === run.seed && status === 'ok',
      );
    const chosen = runs.filter((run) => {
      const first = firstOf(run);
      return first !== undefined && (asked === true || first.cost.wallSeconds <= CHEAP_SECONDS);
    });
    try {
      const { records } = await trainRuns(chosen, known, training.costs.parallel, context);
      const again = new Map(records.map((record) => [record.model, record]));
      const cpuSeconds = records
        .filter(({ fingerprint }) => !known.has(fingerprint))
        .reduce((sum, { cost }) => sum + (cost.cpuSeconds ?? cost.wallSeconds), training.costs.cpuSeconds);
      return {
        repeats: runs.flatMap((run): Repeat[] => {
          const first = firstOf(run);
          return first === undefined
            ? []
            : [{ model: run.model.name, first, again: again.get(run.model.name) ?? null }];
        }),
        costs: {
          ...training.costs,
          cpuSeconds,
          wallSeconds: training.costs.wallSeconds + (performance.now() - start) / 1000,
        },
        discard: async (changed) => {
          for (const { model, fingerprint } of runs)
            if (changed.has(model.name)) await store.discard(fingerprint);
        },
      };
    } catch (error) {
      // The verdict stands without them.
      if (!(error instanceof UserError)) throw error;
      const problem = error.message;
      warnOf(request)(`no run was repeated: ${problem}`);
      const repeats = runs.flatMap((run): Repeat[] => {
        const first = firstOf(run);
        return first === undefined ? [] : [{ model: run.model.name, first, again: null, problem }];
      });
      return { ...none(training.costs), repeats };
    }
  }
  return { train };
}

function none(costs: Training['costs']): Repeats {
  return { repeats: [], costs, discard: async () => {} };
}

function repeated(fingerprint: string): string {
  return createHash('sha256').update(`${fingerprint} repeated`).digest('hex');
}
