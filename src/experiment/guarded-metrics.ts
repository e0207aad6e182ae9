/** Secondary metrics that must not get worse: those of the gate, and those of claims in the config or in the pull request. */
import { claimedNoWorse } from '../config/claim/claim.ts';
import { claimsInText } from '../config/claim/claims-in-text.ts';
import type { LoadedConfig } from '../config/file/load.ts';
import { guardedMetrics } from '../config/schema/gate-schema.ts';

export function allGuarded(
  { gate, claims, metrics, models }: Pick<LoadedConfig, 'gate' | 'claims' | 'metrics' | 'models'>,
  description: string | null | undefined,
): readonly string[] {
  const variants = models.variants.map(({ name }) => name);
  const ofPullRequest = claimsInText(description ?? '', { metrics, variants });
  return [...new Set([...guardedMetrics(gate), ...claimedNoWorse([...claims, ...ofPullRequest.claims])])];
}
