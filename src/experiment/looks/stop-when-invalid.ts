/**
 * Finds out while runs are trained that the verdict will be invalid whatever the others are: a program ignores its seed or its fold,
 * or more runs have failed than may fail of all that are planned.
 */
import { failedRuns, failedShare } from '../../checks/comparison/failed-runs.ts';
import { traceOf } from '../../checks/comparison/run-trace.ts';
import { isSettled, seedEffect } from '../../checks/comparison/seed-effect.ts';
import type { CheckDefinition } from '../../checks/define-check.ts';
import { setupOf } from '../../checks/evidence.ts';
import { runChecks } from '../../checks/run-checks.ts';
import { UserError } from '../../config/user-error.ts';
import { foldOf } from '../../plan/runs/folds.ts';
import type { PlannedRun, PreparedModel } from '../../plan/runs/plan-runs.ts';
import type { RunRecord } from '../../records/record.ts';
import type { Experiment } from '../prepare.ts';

/** A first failure may be the machine's. After three of one model their messages show what they have in common. */
const FEWEST_FAILURES = 3;

interface Watched extends Pick<Experiment, 'config' | 'looks'> {
  /** The baseline first. */
  readonly models: readonly Pick<PreparedModel, 'name'>[];
}

/** Of one model. */
interface Seen {
  readonly own: RunRecord[];
  failed: number;
  readonly traces: Set<string>;
  readonly folds: Map<string, number>;
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
  const names = config.metrics.map(({ name }) => name);
  const seenOf = new Map<string, Seen>();
  const hopeless = new Set<string>();
  let isSure = false;
  const fails = (check: CheckDefinition, records: readonly RunRecord[], model: string) =>
    runChecks([check], { ...setup, models: [{ name: model }], records, seedLines: null }, config.checks).some(
      ({ status }) => status === 'fail',
    );

  /** Only a run that was there before can have the check fail: experiments of thousands of runs are not gone through at each. */
  function ignoresSeed({ own, traces }: Seen, record: RunRecord): boolean {
    if (record.status !== 'ok') return false;
    const before = traces.size;
    if (traces.add(traceOf(record, names)).size > before) return false;
    return isSettled(own, record.model) && fails(seedEffect, own, record.model);
  }

  function isHopeless({ own, failed }: Seen, model: string): boolean {
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
      const { model, status } = record;
      const seen: Seen = seenOf.get(model) ?? { own: [], failed: 0, traces: new Set(), folds: new Map() };
      seenOf.set(model, seen);
      seen.own.push(record);
      if (status !== 'ok') seen.failed += 1;
      if (config.folds !== null) refuseIgnoredFold(record, seen.folds, config.folds.k);
      if (!hopeless.has(model) && isHopeless(seen, model)) hopeless.add(model);
      isSure = ignoresSeed(seen, record) || nothingIsLeft() || isSure;
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

/** @param seen seeds by repeat and test examples @throws UserError where two folds of a repeat were tested on the same examples */
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

/** Models whose share of failed runs is above the limit as yet. More runs may bring it down, so they are not settled. */
export function tooOftenFailed(
  models: readonly PreparedModel[],
  records: readonly RunRecord[],
  limit: number,
): ReadonlySet<string> {
  const failing = models.map(({ name }) => name).filter((name) => failedShare(records, name) > limit);
  return new Set(failing.includes('baseline') ? models.map(({ name }) => name) : failing);
}
