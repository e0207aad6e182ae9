import type { ChecksConfig } from '../config/schema/checks-schema.ts';
import type { Check } from './check.ts';
import type { Gathered } from './evidence.ts';
import { CHECKS } from './registry.ts';
import { runChecks } from './run-checks.ts';

/**
 * Checks that already show an invalid comparison; some need no run.
 *
 * @returns the checks that fail and are not ignored
 */
export function findBroken(known: Gathered, section: ChecksConfig): Check[] {
  const invalidating = CHECKS.filter(({ invalidates }) => invalidates);
  return runChecks(invalidating, known, section).filter(({ status }) => status === 'fail');
}

/** Models with a failure that more runs cannot turn. */
export function findFinal(known: Gathered, section: ChecksConfig): ReadonlySet<string | null> {
  const checks = runChecks(
    CHECKS.filter(({ traits }) => traits.isFinal),
    known,
    section,
  );
  return new Set(checks.filter(({ status }) => status === 'fail').map(({ model }) => model));
}
