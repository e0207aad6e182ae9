/**
 * Trains with shortcuts first: runs of a module share processes and replay steps. Plain repeats of the last run of each process show whether
 * that changed a result; then everything is trained again without shortcuts. Nothing is judged before.
 */
import { repeatedRunsOf } from '../checks/evidence/repeated-run.ts';
import { UserError } from '../config/user-error.ts';
import type { RunRecord } from '../records/record.ts';
import { isSameContent } from '../records/store/contradiction.ts';
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
  const training = await train({});
  const extra = await planned.train(training);
  const changed = changedRun(experiment, training, extra);
  if (changed === null) {
    const unconfirmed = training.records.filter(({ shortcuts }) => shortcuts && !shortcuts.isConfirmed);
    if (request.recordsOnly !== true) await store.confirm(unconfirmed.map(({ fingerprint }) => fingerprint));
    return { training, ...extra };
  }
  const told = `${changed.model}, seed ${changed.seed}: a run without shortcuts (trainer.shortcuts) did not confirm the result`;
  if (request.recordsOnly === true) throw new UserError(`${told}; train this experiment again`);
  const notice = `${told}, so all runs are trained again without them; set trainer.shortcuts: false to train once`;
  warn(notice);
  const plain = training.records.filter(({ shortcuts }) => shortcuts === undefined);
  const spent = (performance.now() - start) / 60_000;
  const again = await train({
    shortcuts: undefined,
    onlyKnown: new Map(plain.map((run) => [run.fingerprint, run])),
    request: { ...request, totalMinutes: minutes && Number(Math.max(0, minutes - spent).toFixed(2)) },
  });
  const known = { ...again, notice, again: new Map([...again.again, ...repeatsOf(extra)]) };
  const second = await planned.train(known);
  const { costs } = second;
  const first = extra.costs;
  return {
    training: known,
    ...second,
    costs: {
      ...costs,
      trained: costs.trained + first.trained,
      wallSeconds: costs.wallSeconds + first.wallSeconds,
      cpuSeconds: costs.cpuSeconds + first.cpuSeconds,
    },
  };
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
  const repeated = models.flatMap(({ name }) => repeatedRunsOf(name, training.records));
  const differs = (run: RunRecord) => {
    const again = repeats.find(({ model, seed }) => model === run.model && seed === run.seed);
    return again === undefined ? run.shortcuts?.isConfirmed !== true : !isSameContent(again, run);
  };
  return repeated.filter(({ shortcuts }) => shortcuts !== undefined).find(differs) ?? null;
}
