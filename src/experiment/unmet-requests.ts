/** Checks that a config key requested but that could not be made; readers would not look for them under "All checks". */
import type { Check } from '../checks/check.ts';
import type { Compared } from '../checks/extra-runs.ts';
import { CHECKS } from '../checks/registry.ts';
import type { ChecksConfig } from '../config/schema/checks-schema.ts';
import { overallVerdict } from '../verdict/overall.ts';

export function unmetRequests(compared: Compared, checks: readonly Check[], section: ChecksConfig): string[] {
  if (overallVerdict(compared.comparisons, checks).verdict === 'invalid') return [];
  return CHECKS.flatMap(({ id, requestedBy }) => {
    const key = requestedBy(section, compared);
    const missed = checks.find((check) => check.id === id && check.status === 'not-checked');
    if (key === null || missed === undefined) return [];
    const { model, message, advice } = missed;
    const who = model === null ? '' : ` for ${model}`;
    return [`checks.${key} is not checked${who}: ${message}${advice === null ? '' : `; ${advice}`}`];
  });
}
