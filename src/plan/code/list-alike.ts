/** What models' trees have, told by the same rule for all, so that two of them compare. */
import { listCheckout, listWorktree } from '../../git/standing-tree.ts';
import { listCommit, type TreeListing } from '../../git/tree.ts';
import type { PreparedModel } from '../runs/plan-runs.ts';

/** Git tells where both are commits: one of them may not be checked out. Else the files on disk do. */
export async function listAlike(
  one: PreparedModel,
  other: PreparedModel,
): Promise<readonly [TreeListing, TreeListing]> {
  const isInGit = one.commit !== null && other.commit !== null;
  return [await listOne(one, isInGit), await listOne(other, isInGit)];
}

function listOne({ root, directory, commit }: PreparedModel, isInGit: boolean): Promise<TreeListing> {
  const place = root ?? directory;
  if (commit === null) return listCheckout(place, ['']);
  return isInGit ? listCommit(place, commit, ['']) : listWorktree(place, commit, ['']);
}
