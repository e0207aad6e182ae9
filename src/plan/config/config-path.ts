import { realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { UserError } from '../../config/user-error.ts';

export interface ConfigPlace {
  readonly repository: string;
  readonly config: string;
  /** Set if `repository` is within the checkout. */
  readonly checkout?: string | undefined;
  readonly governedByBase?: boolean | undefined;
}

/**
 * The config's path as git names it: with links resolved up to the root.
 *
 * The base's path is looked up in another commit, while links in the checkout are the branch's: with a link from
 * `conclusive.yml` to a new file, the base would lack a config, and the branch would govern itself. So only the path to the
 * checkout may have links.
 *
 * @returns an absolute path
 * @throws UserError for a link within the checkout if the base's config governs
 */
export async function findConfigPath(place: ConfigPlace): Promise<string> {
  const { repository, config, checkout = repository, governedByBase = false } = place;
  const written = resolve(repository, config);
  // A missing config is reported when it is read; its folder is still checked for links.
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
