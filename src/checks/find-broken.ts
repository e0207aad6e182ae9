import type { ChecksConfig } from '../config/schema/checks-schema.ts';
import type { RunRecord } from '../records/record.ts';
import type { Check } from './check.ts';
import type { CheckDefinition } from './define-check.ts';
import type { Gathered, Setup } from './evidence.ts';
import { CHECKS } from './registry.ts';
import { runChecks } from './run-checks.ts';

/** Checks that already show an invalid comparison; some need no run. Ignored ones are left out. */
export function findBroken(known: Gathered, section: ChecksConfig): Check[] {
  return failuresOf(
    CHECKS.filter(({ invalidates }) => invalidates),
    known,
    section,
  );
}

/** Models with a failure that more runs can't undo. */
export function findFinal(known: Gathered, section: ChecksConfig): ReadonlySet<string | null> {
  const checks = CHECKS.filter(({ traits }) => traits.isFinal);
  return new Set(failuresOf(checks, known, section).map(({ model }) => model));
}

function failuresOf(checks: readonly CheckDefinition[], known: Gathered, section: ChecksConfig): Check[] {
  return runChecks(checks, known, section).filter(({ status }) => status === 'fail');
}

/**
 * Follows the runs as they end.
 *
 * @param planned runs of each model
 * @returns takes the next record, and returns whether the comparison is broken, whatever the other runs bring
 */
export function watchForFailure(
  setup: Setup,
  section: ChecksConfig,
  planned: number,
): (record: RunRecord) => boolean {
  const models = new Map(setup.models.map(({ name }) => [name, watchModel(name)]));
  const lost = new Set<string>();
  let isBroken = false;

  function watchModel(name: string) {
    const own: RunRecord[] = [];
    const known = { ...setup, models: [{ name }], records: own };
    return (record: RunRecord) => {
      own.push(record);
      const failed = CHECKS.filter(
        (check) =>
          check.traits.early?.isCertain(own, setup, planned) &&
          failuresOf([check], known, section).length > 0,
      );
      if (failed.length > 0) lost.add(name);
      return failed.some(({ traits }) => traits.early?.breaks === 'experiment');
    };
  }

  /** Without the baseline nothing can be compared. One lost variant does not stop the others. */
  function isNothingLeft(): boolean {
    const [baseline, ...variants] = setup.models.map(({ name }) => lost.has(name));
    return baseline === true || variants.every((isLost) => isLost);
  }

  return (record) => {
    const breaksAll = models.get(record.model)?.(record) ?? false;
    isBroken ||= breaksAll || isNothingLeft();
    return isBroken;
  };
}
