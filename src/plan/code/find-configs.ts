/** Finds Conclusive's other configs next to this one: they decide no run of it. */
import { join, posix } from 'node:path';
import { MAX_CONFIG_BYTES, parseConfig } from '../../config/file/load.ts';
import type { ConfigSchema } from '../../config/schema/schema.ts';
import { UserError } from '../../config/user-error.ts';
import { readTextOrNull } from '../../files/open-file.ts';
import { readCommittedFile } from '../../git/repository.ts';
import type { TreeListing } from '../../git/tree.ts';

/** A folder with more holds other YAML files, and each counts as code. */
const MAX_FILES = 50;

export interface ConfigsRequest {
  readonly listing: TreeListing;
  /** From the root, with forward slashes. */
  readonly config: string;
  readonly schema: ConfigSchema;
  /** Folder of the checked-out files, or the repository and a commit whose files are not checked out. */
  readonly from: { readonly directory: string } | { readonly root: string; readonly commit: string };
}

/** @returns valid configs alone, since a file of a training program may look like one */
export async function findConfigs({ listing, config, schema, from }: ConfigsRequest): Promise<Set<string>> {
  const folder = posix.dirname(config);
  const near = [...listing.keys()].filter(
    (path) => path !== config && posix.dirname(path) === folder && /\.ya?ml$/i.test(path),
  );
  const found = new Set([config]);
  for (const path of near.length > MAX_FILES ? [] : near) {
    const text =
      'commit' in from
        ? await readCommittedFile(from.root, from.commit, path)
        : readTextOrNull(join(from.directory, path), MAX_CONFIG_BYTES);
    if (text !== null && isConfig(text, path, schema)) found.add(path);
  }
  return found;
}

function isConfig(text: string, path: string, schema: ConfigSchema): boolean {
  try {
    parseConfig(text, path, schema);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
