import { posix, relative, sep } from 'node:path';
import { CONFIG_SCHEMA } from '../checks/config-schema.ts';
import { git } from '../git/git.ts';
import { findConfigPath } from '../plan/config/config-path.ts';
import { openConfig } from '../plan/config/open-config.ts';
import type { ExperimentRequest } from './prepare.ts';

/** Files that decide how git converts other files. */
const DECIDES_OTHERS = ['**/.gitattributes', '**/.gitmodules'];

/**
 * Checks whether a change touches anything under `paths`. The config itself always counts.
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
  if (config.paths === undefined || root === null || refs === null || refs.head === null) return null;
  const own = relative(root, configPath).split(sep).join('/');
  const folder = posix.dirname(own);
  const patterns = config.paths.map((path) => posix.join(folder, path).replace(/\/$/, ''));
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
