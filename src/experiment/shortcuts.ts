/**
 * Trains with shortcuts first: runs of a module share processes and replay steps. Plain repeats of the last run of each process show whether
 * that changed a result; then everything is trained again without shortcuts. Nothing is judged before.
 */
import { repeatedRunsOf } from '../checks/evidence/repeated-run.ts';
import { UserError } from '../config/user-error.ts';
import type { RunRecord } from '../records/record.ts';
import { nameRun } from '../records/run-name.ts';
import { isSameContent } from '../records/store/contradiction.ts';
import { costsOfWaves } from './costs/added-costs.ts';
import { type ExtraTraining, type PlannedExtraRuns, tookShortcuts } from './extra-runs.ts';
import type { Training } from './looks/train-until-decided.ts';
import type { Experiment } from './prepare.ts';

interface Trained extends ExtraTraining {
  readonly training: Training;
}

type Own = Partial<Pick<Experiment, 'request' | 'shortcuts' | 'onlyKnown'>>;

/** @param train the runs of the comparison, by an experiment with these changes */
export async function trainVerified(
  experiment: Experiment,
  planned: Pick<PlannedExtraRuns, 'train'>,
  train: (own: Own) => Promise<Training>,
): Promise<Trained> {
  const { request, warn, store } = experiment;
  const start = performance.now();
  const minutes = request.totalMinutes ?? experiment.config.limits['total-minutes'];
  const training = await train({}).catch(async (error: unknown) => {
    if (!(error instanceof UserError) || !(await hasUsedWorkers(experiment))) throw error;
    return error;
  });
  if (training instanceof UserError) {
    const again = await trainPlainly(
      `with shortcuts (trainer.shortcuts), training failed: ${training.message}`,
      [],
    );
    return withOthers(again, await planned.train('repeats', again));
  }
  const repeats = await planned.train('repeats', training);
  const changed = changedRun(experiment, training, repeats);
  if (changed === null) {
    const unconfirmed = training.trained.filter(({ shortcuts }) => shortcuts && !shortcuts.isConfirmed);
    if (request.recordsOnly !== true) await store.confirm(unconfirmed.map(({ fingerprint }) => fingerprint));
    return withOthers(training, repeats);
  }
  const told = `${nameRun(changed)}: a run without shortcuts (trainer.shortcuts) did not confirm the result`;
  if (request.recordsOnly === true) throw new UserError(`${told}; train this experiment again`);
  const again = await trainPlainly(told, training.trained);
  const first = repeats.costs;
  const costs = {
    ...again.costs,
    trained: again.costs.trained + first.trained,
    wallSeconds: again.costs.wallSeconds + first.wallSeconds,
    cpuSeconds:
      again.costs.cpuSeconds === null || first.cpuSeconds === null
        ? null
        : again.costs.cpuSeconds + first.cpuSeconds,
  };
  const known = { ...again, costs, again: new Map([...again.again, ...repeatsOf(repeats)]) };
  return withOthers(known, await planned.train('repeats', known));

  /** @param records of the training with shortcuts */
  async function trainPlainly(told: string, records: readonly RunRecord[]): Promise<Training> {
    const notice = `${told}, so all runs are trained again without them; set trainer.shortcuts: false to train once`;
    warn(notice);
    const plain = records.filter(({ shortcuts }) => shortcuts === undefined);
    const spent = (performance.now() - start) / 60_000;
    const again = await train({
      shortcuts: undefined,
      onlyKnown: new Map(plain.map((run) => [run.fingerprint, run])),
      request: { ...request, totalMinutes: minutes && Number(Math.max(0, minutes - spent).toFixed(2)) },
    });
    return { ...again, notice };
  }

  async function withOthers(training: Training, repeats: ExtraTraining): Promise<Trained> {
    const others = await planned.train('others', { ...training, costs: repeats.costs });
    const extraRuns = new Map([...repeats.extraRuns, ...others.extraRuns]);
    const costs =
      request.waves === undefined ? others.costs : costsOfWaves(others.costs, training, extraRuns);
    return { training, extraRuns, costs };
  }
}

/** Whether a run was not the first of its process, and unconfirmed: it may have met what another one left. */
async function hasUsedWorkers({ store, request, shortcuts }: Experiment): Promise<boolean> {
  if (shortcuts === undefined || request.recordsOnly === true) return false;
  const records = await store.list();
  return records.some((run) => (run.shortcuts?.earlier ?? 0) > 0 && run.shortcuts?.isConfirmed !== true);
}

function repeatsOf(extra: ExtraTraining): Array<[string, RunRecord]> {
  const found = [...extra.extraRuns].flatMap(([kind, of]) => (kind.isRepeat ? [of] : []));
  const groups = found.flatMap((of) => ('untrained' in of ? [] : of));
  return groups.flatMap(({ records }) => records.map((run): [string, RunRecord] => [run.fingerprint, run]));
}

/** @returns a run that a repeat changed, or that has none; null if all shortcuts hold */
function changedRun({ models }: Experiment, training: Training, extra: ExtraTraining): RunRecord | null {
  if (!tookShortcuts(training)) return null;
  const repeats = repeatsOf(extra).map(([, run]) => run);
  const repeated = models.flatMap(({ name }) => repeatedRunsOf(name, training.trained));
  const differs = (run: RunRecord) => {
    const again = repeats.find((one) => nameRun(one) === nameRun(run));
    return again === undefined ? run.shortcuts?.isConfirmed !== true : !isSameContent(again, run);
  };
  return repeated.filter(({ shortcuts }) => shortcuts !== undefined).find(differs) ?? null;
}
