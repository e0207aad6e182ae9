/**
 * Finds out while runs are trained that the verdict will be invalid whatever the others are: a program ignores its seed or its fold,
 * or more runs have failed than may fail of all that are planned.
 */
import { failedRuns, failedShare } from '../checks/comparison/failed-runs.ts';
import { isSettled, seedEffect } from '../checks/comparison/seed-effect.ts';
import type { CheckDefinition } from '../checks/define-check.ts';
import { setupOf } from '../checks/evidence.ts';
import { runChecks } from '../checks/run-checks.ts';
import { UserError } from '../config/user-error.ts';
import { foldOf } from '../plan/runs/folds.ts';
import type { PlannedRun, PreparedModel } from '../plan/runs/plan-runs.ts';
import type { RunRecord } from '../records/record.ts';
import type { Experiment } from './prepare.ts';

/** A first failure may be the machine's. After three of one model their messages show what they have in common. */
const FEWEST_FAILURES = 3;

interface Watched extends Pick<Experiment, 'config' | 'looks'> {
  /** The baseline first. */
  readonly models: readonly Pick<PreparedModel, 'name'>[];
}

interface Watch {
  /**
   * Takes the next record.
   *
   * @returns whether a check is sure to fail, so that the verdict is invalid
   * @throws UserError for a fold that is ignored: no check speaks of that
   */
  isInvalid(record: RunRecord): boolean;
  /** Takes what is on record of these runs; answers as `isInvalid`. */
  isInvalidAlready(runs: readonly PlannedRun[], known: ReadonlyMap<string, RunRecord>): boolean;
  wasInvalid(): boolean;
}

export function watchRuns({ config, looks, models }: Watched): Watch {
  const setup = setupOf({ config, models });
  const planned = looks.at(-1) ?? 0;
  const byModel = new Map<string, RunRecord[]>();
  const hopeless = new Set<string>();
  let isSure = false;
  const fails = (check: CheckDefinition, records: readonly RunRecord[], model: string) =>
    runChecks([check], { ...setup, models: [{ name: model }], records, seedLines: null }, config.checks).some(
      ({ status }) => status === 'fail',
    );

  const ignoresSeed = (own: readonly RunRecord[], model: string) =>
    isSettled(own, model) && fails(seedEffect, own, model);

  function isHopeless(own: readonly RunRecord[], model: string): boolean {
    const failed = own.filter(({ status }) => status !== 'ok').length;
    return (
      failed >= FEWEST_FAILURES &&
      failed > config.limits['failed-runs'] * planned &&
      fails(failedRuns, own, model)
    );
  }

  /** Without the baseline nothing can be compared, and a variant that cannot be does not keep the others. */
  function nothingIsLeft(): boolean {
    const [baseline, ...variants] = models.map(({ name }) => hopeless.has(name));
    return baseline === true || variants.every((isLost) => isLost);
  }

  const watch: Watch = {
    isInvalid(record) {
      const own = [...(byModel.get(record.model) ?? []), record];
      byModel.set(record.model, own);
      if (config.folds !== null) refuseIgnoredFold(own, config.folds.k);
      if (isHopeless(own, record.model)) hopeless.add(record.model);
      isSure ||= ignoresSeed(own, record.model) || nothingIsLeft();
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

export function neverFinished({ name }: PreparedModel, records: readonly RunRecord[]): boolean {
  return !records.some((record) => record.model === name && record.status === 'ok');
}

/** Models whose share of failed runs is above the limit as yet. More runs may bring it down, so they are not settled. */
export function tooOftenFailed(
  models: readonly PreparedModel[],
  records: readonly RunRecord[],
  limit: number,
): ReadonlySet<string> {
  const failing = models.map(({ name }) => name).filter((name) => failedShare(records, name) > limit);
  return new Set(failing.includes('baseline') ? models.map(({ name }) => name) : failing);
}
