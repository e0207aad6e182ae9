import type { ComparedRefs } from '../code/compared-refs.ts';
import { openCommitEvaluation } from './evaluation-in-git.ts';

interface OutdatedRequest {
  readonly root: string;
  /** For an index of git. */
  readonly scratch: string;
  /** null where no model names base or head. */
  readonly refs: ComparedRefs | null;
}

/**
 * Evaluation files that the base has changed since the head left it: a branch that began before a metric was fixed is measured by the old one.
 *
 * @param paths as the config names them, and from the root
 */
export async function findOutdatedEvaluation(
  { root, scratch, refs }: OutdatedRequest,
  paths: ReadonlyArray<readonly [name: string, path: string]>,
): Promise<readonly string[]> {
  if (refs === null || refs.base === refs.baseTip || paths.length === 0) return [];
  const left = await openCommitEvaluation(root, refs.base, scratch);
  const tip = await openCommitEvaluation(root, refs.baseTip, scratch);
  const outdated: string[] = [];
  for (const [name, path] of paths)
    if ((await left.digest(path)) !== (await tip.digest(path))) outdated.push(name);
  return outdated;
}
