import { claimsInText } from '../config/claims-in-text.ts';
import type { LoadedConfig } from '../config/load.ts';
import type { Claimed } from '../verdict/claim.ts';

/**
 * What was claimed before the runs: by the pull request, and where that says nothing that can be read, by the config that governs.
 * A pull request may claim more or less than the config, since a claim only says what is expected; what must not happen is the
 * gate's affair.
 */
export function claimedBeforehand(
  { metrics, models, claims }: Pick<LoadedConfig, 'metrics' | 'models' | 'claims'>,
  description: string | null | undefined,
): { readonly claimed: Claimed; readonly notices: readonly string[] } {
  const words = { metrics, variants: models.variants.map(({ name }) => name) };
  const own = claimsInText(description ?? '', words);
  return {
    claimed:
      own.claims.length > 0 ? { source: 'pull-request', claims: own.claims } : { source: 'config', claims },
    notices: own.problems.map((problem) => `a claim of the pull request is not read: ${problem}`),
  };
}
