/** Lists the trees of models by one rule for all, so that they can be compared. */
import { listCheckout, listWorktree } from '../../git/standing-tree.ts';
import { listCommit, type TreeListing } from '../../git/tree.ts';
import type { PreparedModel } from '../runs/plan-runs.ts';

/** Git lists them if both are commits, since one may not be checked out; else the files on disk count. */
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
