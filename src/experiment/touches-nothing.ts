import { posix, relative, sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { CONFIG_SCHEMA } from '../checks/config-schema.ts';
import type { LoadedConfig } from '../config/file/load.ts';
import { UserError } from '../config/user-error.ts';
import { git } from '../git/git.ts';
import { readCommittedFile } from '../git/repository.ts';
import { fields } from '../git/tree.ts';
import type { ComparedRefs } from '../plan/code/compared-refs.ts';
import { isOwnFile } from '../plan/code/prepare-models.ts';
import { findConfigPath } from '../plan/config/config-path.ts';
import { openConfig } from '../plan/config/open-config.ts';
import type { ExperimentRequest } from './prepare.ts';

/** Files that decide how git converts other files. */
const DECIDES_OTHERS = ['**/.gitattributes', '**/.gitmodules'];

/**
 * Checks whether a change touches anything under `paths`, or only adds what `conclusive init` writes. A change of the base's config
 * always counts.
 *
 * @returns a sentence for the reader; null if the experiment must run
 * @throws UserError for a config or refs that cannot be used
 */
export async function touchesNothing(request: ExperimentRequest): Promise<string | null> {
  const configPath = await findConfigPath(request);
  const { config, root, refs } = await openConfig({
    ...request,
    configPath,
    schema: CONFIG_SCHEMA,
    governedByBase: request.governedByBase ?? false,
  });
  if (root === null || refs === null || refs.head === null) return null;
  const own = relative(root, configPath).split(sep).join('/');
  const added = await addsOnlyOwnFiles({ root, config, refs, own });
  if (added !== null || config.paths === undefined) return added;
  const folder = posix.dirname(own);
  const patterns = config.paths.map((path) => posix.join(folder, path).replace(/\/$/, ''));
  const outside = patterns.findIndex((pattern) => /^\.\.(?:\/|$)/.test(pattern));
  if (outside !== -1)
    throw new UserError(
      `${own}: paths[${outside}] "${config.paths[outside]}" is outside the repository; name files of the repository`,
    );
  // Git's own patterns: `*` stays within a folder, `**` does not, and a folder stands for all that is in it.
  const globs = [...DECIDES_OTHERS, ...patterns].map((pattern) => `:(top,glob)${pattern}`);
  const changed = await git(
    root,
    ...['diff', '--name-only', '--no-renames', '--ignore-submodules=none', '-z', refs.base, refs.head],
    ...['--', `:(top,literal)${own}`, ...globs],
  );
  if (changed !== '') return null;
  return `no file listed in \`paths\` of ${own} has changed, so nothing was measured`;
}

interface Compared {
  readonly root: string;
  readonly config: LoadedConfig;
  readonly refs: ComparedRefs;
  /** The config, from the root. */
  readonly own: string;
}

/** Without a config on the base, no policy is changed either: the first pull request brings only Conclusive. */
async function addsOnlyOwnFiles({ root, config, refs, own }: Compared): Promise<string | null> {
  const { baseline, variants, reference } = config.models;
  const isOfCode = (model: typeof baseline) => isDeepStrictEqual(model.params, baseline.params);
  const differByCode =
    baseline.ref === 'base' && variants.every((one) => one.ref === 'head' && isOfCode(one));
  if (!differByCode || reference !== undefined) return null;
  if ((await readCommittedFile(root, refs.baseTip, own)) !== null) return null;
  const options = ['--name-only', '--no-renames', '--ignore-submodules=none', '-z'];
  const changed = fields(await git(root, 'diff', ...options, refs.base, refs.head ?? 'HEAD'));
  if (!changed.every((file) => isOwnFile(file, own))) return null;
  return `this change adds only ${own}, workflows and .gitignore, which no run reads, so nothing was measured`;
}
