/**
 * A work tree for each run. Programs write fixed names next to their code (`metrics.json`, `checkpoint.pt`): in a shared folder, runs
 * would read each other's numbers or resume from each other.
 *
 * A tree has links to the files of the model's tree, and is removed with the run. Files that are still shared are compared when all
 * runs are done (`find-shared-writes.ts`).
 */
import { basename, dirname, join, relative } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { holdFolder } from '../../files/held-folder.ts';
import { digestTree, type TreeBytes } from '../../git/tree-bytes.ts';
import { changesOf } from '../../plan/code/tree-changes.ts';
import type { PreparedModel } from '../../plan/runs/plan-runs.ts';
import { findNewFiles } from './find-new-files.ts';
import { findSharedWrites } from './find-shared-writes.ts';
import { listTree, type TreeListing } from './list-tree.ts';
import { linkAll, makeTree } from './make-tree.ts';
import { takeOutputs } from './take-outputs.ts';

export interface WorkTreesRequest {
  /** The user's checkout; trees of commits belong to the experiment. */
  readonly checkout: string;
  /** Folder of records and reports: never part of a work tree. */
  readonly output: string;
  /** Whether `trainer.setup` adds files to the trees of commits. Without it, `inspect` of the code finds all new files. */
  readonly hasSetup?: boolean;
  readonly outputs?: readonly string[] | undefined;
}

export interface WorkTree {
  readonly root: string;
  /** The config's folder in it. */
  readonly directory: string;
  /** Replaces paths in this tree by those in the model's tree, such as in a traceback. */
  withPathsOfModel(text: string): string;
  /** Absolute paths of `trainer.outputs`, whether or not they exist. */
  readonly outputs: readonly string[];
  /** Moves the outputs into the run directory. @returns a sentence about each that was not moved */
  takeOutputs(runDirectory: string): readonly string[];
  /** New files in `directory`, as paths from there. */
  findNewFiles(): readonly string[];
  close(): void;
}

export interface WorkTrees {
  /**
   * Makes the work tree of a run in an existing folder, after `trainer.setup`.
   *
   * @throws UserError if it cannot be made, such as on a full disk
   */
  make(model: Pick<PreparedModel, 'directory' | 'root'>, folder: string): Promise<WorkTree>;
  /** Shared files that were written to, from the root of the model's tree, by that root. */
  findSharedWrites(): Promise<ReadonlyMap<string, readonly string[]>>;
}

interface Listed {
  readonly listing: TreeListing;
  readonly linked: Set<string>;
  /** Digests of a commit's tree, with what setup has left there. */
  readonly bytes: TreeBytes | null;
}

export function openWorkTrees({
  checkout,
  output,
  hasSetup = false,
  outputs = [],
}: WorkTreesRequest): WorkTrees {
  const known = new Map<string, Promise<Listed>>();
  let made = 0;
  return {
    async make({ directory, root = directory }, folder) {
      // Next to a checkout are files of the user, which runs find next to their trees.
      const beside = root === checkout ? join(dirname(folder), 'beside') : null;
      made += 1;
      const own = join(beside ?? join(folder, 'tree'), `${basename(folder)}-${made}`);
      const listed = known.get(root) ?? list();
      known.set(root, listed);
      try {
        const { listing, linked } = await listed;
        for (const path of await makeTree(root, listing, own)) linked.add(path);
      } catch (error) {
        throw new UserError(`cannot create a run's work tree from ${root}: ${(error as Error).message}`, {
          cause: error,
        });
      }
      const { listing } = await listed;
      const held = holdFolder(own);
      const heldDirectory = join(held.path, relative(root, directory));
      const ownDirectory = join(own, relative(root, directory));
      return {
        root: own,
        directory: ownDirectory,
        withPathsOfModel: (text) => text.replaceAll(own, root),
        outputs: outputs.map((output) => join(ownDirectory, output)),
        takeOutputs: (runDirectory) => takeOutputs(heldDirectory, outputs, runDirectory),
        findNewFiles: () => findNewFiles(held.path, listing, heldDirectory),
        close: () => held.close(),
      };

      async function list(): Promise<Listed> {
        if (beside !== null) linkAll(dirname(root), beside);
        const listing = await listTree({ root, directory, output, outputs });
        const bytes = root === checkout || !hasSetup ? null : await digestTree(root);
        return { listing, linked: new Set(), bytes };
      }
    },
    async findSharedWrites() {
      const found = new Map<string, readonly string[]>();
      for (const [root, listed] of known) {
        const { bytes, ...one } = await listed;
        const ofCommit = async () => (bytes === null ? [] : changesOf(bytes, root));
        const files = root === checkout ? findSharedWrites({ root, ...one }) : await ofCommit();
        if (files.length > 0) found.set(root, files);
      }
      return found;
    },
  };
}
