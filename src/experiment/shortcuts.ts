/**
 * Trains with shortcuts first: runs of a module share processes, and replay steps. A plain repeat of the last run of a process tells whether that
 * changed a result; then all is trained again without. Nothing is judged before.
 */
import { repeatedRun } from '../checks/evidence/repeated-run.ts';
import { isSameRun } from '../checks/evidence/run-trace.ts';
import { UserError } from '../config/user-error.ts';
import type { RunRecord } from '../records/record.ts';
import { type ExtraTraining, type PlannedExtraRuns, tookShortcuts } from './extra-runs.ts';
import type { Training } from './looks/train-until-decided.ts';
import type { Experiment } from './prepare.ts';

interface Trained extends ExtraTraining {
  readonly training: Training;
}

/** @param train the runs of the comparison; `isAgain`: without shortcuts, and without what is on record by now; in the time that is left */
export async function trainVerified(
  experiment: Experiment,
  planned: Pick<PlannedExtraRuns, 'train'>,
  train: (isAgain: boolean, totalMinutes: number | undefined) => Promise<Training>,
): Promise<Trained> {
  const { request, warn } = experiment;
  const start = performance.now();
  const minutes = request.totalMinutes ?? experiment.config.limits['total-minutes'];
  const training = await train(false, minutes);
  const extra = await planned.train(training);
  const changed = changedRun(experiment, training, extra);
  if (changed === null) return { training, ...extra };
  const told = `${changed.model}, seed ${changed.seed}: a run without shortcuts (trainer.shortcuts) did not confirm the result`;
  if (request.recordsOnly === true) throw new UserError(`${told}; train this experiment again`);
  const notice = `${told}, so all runs are trained again without them; set trainer.shortcuts: false to train once`;
  warn(notice);
  const plain = await train(true, minutes && Math.round(minutes - (performance.now() - start) / 60_000));
  const known = { ...plain, notice, again: new Map([...plain.again, ...repeatsOf(extra)]) };
  return { training: known, ...(await planned.train(known)) };
}

function repeatsOf(extra: ExtraTraining): Array<[string, RunRecord]> {
  const found = [...extra.extraRuns].flatMap(([kind, of]) => (kind.isRepeat ? [of] : []));
  const groups = found.flatMap((of) => ('untrained' in of ? [] : of));
  return groups.flatMap(({ records }) => records.map((run): [string, RunRecord] => [run.fingerprint, run]));
}

/** @returns a run that came out otherwise, or of which nobody knows; null where all shortcuts hold */
function changedRun(
  { config, models }: Experiment,
  training: Training,
  extra: ExtraTraining,
): RunRecord | null {
  if (!tookShortcuts(training)) return null;
  const names = config.metrics.map(({ name }) => name);
  const repeats = repeatsOf(extra).map(([, run]) => run);
  const repeated = models.flatMap(({ name }) => repeatedRun(name, training.records) ?? []);
  const differs = (run: RunRecord) => {
    const again = repeats.find(({ model, seed }) => model === run.model && seed === run.seed);
    return again === undefined || !isSameRun(again, run, names);
  };
  return repeated.filter(({ shortcuts }) => shortcuts !== undefined).find(differs) ?? null;
}
