import type { CodeTree, TreeRequest } from '../code/code-tree.ts';
import { openCommitEvaluation } from './evaluation-in-git.ts';

interface EvaluationsRequest extends Pick<TreeRequest, 'root' | 'worktrees'> {
  /** Whether one of the models is not checked out. */
  readonly headIsForeign: boolean;
}

/**
 * Reads what models are measured on, of all by the same rule: where one is not checked out, git tells it of every commit.
 *
 * @param paths as the config names them, and from the root
 * @returns path of the config -> digest, null where there is nothing
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
