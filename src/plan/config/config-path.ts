import { realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { UserError } from '../../config/user-error.ts';

export interface ConfigPlace {
  /** Folder that `config` is relative to. */
  readonly repository: string;
  readonly config: string;
  /** Folder of the checkout, where the repository's folder is one within it. */
  readonly checkout?: string | undefined;
  readonly governedByBase?: boolean | undefined;
}

/**
 * Where the config is, in the words of git, which names its root without links.
 *
 * Where the base's config governs, the path is looked up in another commit. Links on the way are those of the branch: one
 * that makes `conclusive.yml` lead to a new file would have the base asked for a file that it does not have, and the
 * branch govern itself. So only the way to the checkout may lead through links.
 *
 * @returns an absolute path
 * @throws UserError for a link within the checkout, where the base's config governs
 */
export async function findConfigPath(place: ConfigPlace): Promise<string> {
  const { repository, config, checkout = repository, governedByBase = false } = place;
  const written = resolve(repository, config);
  // A config that is not there is reported where it is read; its folder tells of links all the same.
  const real = await realpath(written).catch(() => withoutLinks(dirname(written), written));
  if (!governedByBase) return real;
  const own = relative(checkout, written);
  const path = join(await realpath(checkout).catch(() => resolve(checkout)), own);
  if (real === path) return path;
  throw new UserError(
    `${own} leads to ${real} through a link, which a branch could change; remove the link, and name the file itself in the inputs "config" and "working-directory"`,
  );
}

async function withoutLinks(folder: string, file: string): Promise<string> {
  const real = await realpath(folder).catch(() => folder);
  return join(real, relative(folder, file));
}
