import type { CodeTree, TreeRequest } from '../code/code-tree.ts';
import type { ComparedRefs } from '../code/compared-refs.ts';
import { openCommitEvaluation } from './evaluation-in-git.ts';

interface EvaluationsRequest extends Pick<TreeRequest, 'root' | 'worktrees'> {
  readonly headIsForeign: boolean;
}

/**
 * If one model is not checked out, git answers for every commit, so that one rule holds for all.
 *
 * @param paths as the config names them, and from the root
 * @returns path of the config -> digest; null if nothing is there
 */
export function evaluationReader(
  { headIsForeign, root, worktrees }: EvaluationsRequest,
  paths: ReadonlyArray<readonly [name: string, path: string]>,
): (tree: CodeTree) => Promise<Record<string, string | null>> {
  const known = new Map<CodeTree, Promise<Record<string, string | null>>>();
  const read = async (tree: CodeTree) => {
    const { digest } =
      headIsForeign && tree.commit !== null
        ? await openCommitEvaluation(root, tree.commit, worktrees)
        : { digest: tree.evaluation };
    const found: Record<string, string | null> = {};
    for (const [name, path] of paths) found[name] = await digest(path);
    return found;
  };
  return (tree) => {
    const files = known.get(tree) ?? read(tree);
    known.set(tree, files);
    return files;
  };
}

interface OutdatedRequest {
  readonly root: string;
  /** For an index of git. */
  readonly scratch: string;
  /** Null if no model names base or head. */
  readonly refs: ComparedRefs | null;
}

/**
 * An old branch would be measured by a metric that the base has fixed since.
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
