import type { ChecksConfig } from '../config/schema/checks-schema.ts';
import type { Check } from './check.ts';
import type { Gathered } from './evidence.ts';
import { CHECKS } from './registry.ts';
import { runChecks } from './run-checks.ts';

/**
 * What shows already that the comparison is broken. Some checks need no run to tell, and are judged before the first; others follow as
 * more becomes known.
 *
 * @returns the checks that fail and are not ignored
 */
export function findBroken(known: Gathered, section: ChecksConfig): Check[] {
  const invalidating = CHECKS.filter(({ invalidates }) => invalidates);
  return runChecks(invalidating, known, section).filter(({ status }) => status === 'fail');
}

/** Models that a check fails, whatever more runs would bring. */
export function findFinal(known: Gathered, section: ChecksConfig): ReadonlySet<string | null> {
  const checks = runChecks(
    CHECKS.filter(({ traits }) => traits.isFinal),
    known,
    section,
  );
  return new Set(checks.filter(({ status }) => status === 'fail').map(({ model }) => model));
}
