/** Checks that the config asks for by a key of their own, and that could not be made. Under "All checks" nobody would look for them. */
import type { Comparison } from '../analysis/compare/comparison.ts';
import type { Check } from '../checks/check.ts';
import { ignoreChecks } from '../checks/ignore.ts';
import { isDecided } from '../checks/retraining/holding.ts';
import type { LoadedConfig } from '../config/file/load.ts';
import { overallVerdict } from '../verdict/overall.ts';

interface Answered {
  readonly config: Pick<LoadedConfig, 'checks'>;
  readonly comparisons: readonly Comparison[];
  readonly checks: readonly Check[];
}

/** @returns notices; none where the comparison is broken, which stops what checks would train */
export function askedInVain({ config, comparisons, checks }: Answered): string[] {
  if (overallVerdict(comparisons, ignoreChecks(checks, config.checks.ignore)).verdict === 'invalid')
    return [];
  const { variance, sensitivity, files, reproducible } = config.checks;
  // Where nothing is decided there is nothing that other settings could take away.
  const isDecidedAtAll = comparisons.some((one) => one.role === 'primary' && isDecided(one));
  const asked: ReadonlyArray<readonly [string, string, boolean]> = [
    ['files', 'leakage/exact', files !== undefined],
    ['reproducible', 'reproducible', reproducible === true],
    ['variance', 'variance-sources', variance !== undefined],
    ['sensitivity', 'sensitivity', sensitivity !== undefined && isDecidedAtAll],
  ];
  return asked.flatMap(([key, id, isAsked]) => {
    const missed = checks.find((check) => check.id === id && check.status === 'not-checked');
    if (!isAsked || missed === undefined) return [];
    const { model, message, advice } = missed;
    const who = model === null ? '' : ` for ${model}`;
    return [`checks.${key} is not checked${who}: ${message}${advice === null ? '' : `; ${advice}`}`];
  });
}
