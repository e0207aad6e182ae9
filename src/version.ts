/** The program's name, version and address, which only package.json states. */
import { existsSync, readFileSync } from 'node:fs';
import manifest from '../package.json' with { type: 'json' };

export const { name: PACKAGE, version: VERSION } = manifest;

const [, slug] = /^git\+https:\/\/github\.com\/([\w.-]+\/[\w.-]+)\.git$/.exec(manifest.repository.url) ?? [];
if (slug === undefined)
  throw new Error(
    `repository.url of package.json is ${manifest.repository.url}; write git+https://github.com/OWNER/NAME.git`,
  );

/** Owner and name on GitHub. */
export const REPOSITORY = slug;

/** Whether the package states its publisher. Until then `OWNER` is a placeholder. */
export const HAS_OWNER = !REPOSITORY.startsWith('OWNER/');

/** The action's tag of this version, for `uses` in a workflow. */
export const ACTION = `${REPOSITORY}@v${VERSION}`;

/** The schema of `conclusive.yml`, for editors. */
export const SCHEMA_URL = `https://raw.githubusercontent.com/${REPOSITORY}/v${VERSION}/schema/conclusive.schema.json`;

/**
 * The action by its commit if known, for `uses` in a workflow. No source can hold its own commit, so a release writes it
 * into package.json (`gitHead`) when it is published.
 */
export function pinnedAction(): string {
  const { name, version, gitHead } = publishedManifest();
  const isOurs = name === PACKAGE && version === VERSION;
  return isOurs && /^[0-9a-f]{40}$/.test(gitHead ?? '') ? `${REPOSITORY}@${gitHead} # v${VERSION}` : ACTION;
}

/** The package.json above the program, which may have been copied without it. */
function publishedManifest(): {
  readonly name?: string;
  readonly version?: string;
  readonly gitHead?: string;
} {
  const path = new URL('../package.json', import.meta.url);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}
