import { claimsInText } from '../config/claim/claims-in-text.ts';
import type { LoadedConfig } from '../config/file/load.ts';
import type { Claimed } from '../verdict/claim.ts';

/** Both claims count, so a pull request can add to the config's claims but not replace them. */
export function claimedBeforehand(
  { metrics, models, claims }: Pick<LoadedConfig, 'metrics' | 'models' | 'claims'>,
  description: string | null | undefined,
): { readonly claimed: readonly Claimed[]; readonly notices: readonly string[] } {
  const words = { metrics, variants: models.variants.map(({ name }) => name) };
  const own = claimsInText(description ?? '', words);
  return {
    claimed: [
      { source: 'pull-request', claims: own.claims },
      { source: 'config', claims },
    ],
    notices: own.problems.map((problem) => `a claim of the pull request is ignored: ${problem}`),
  };
}
