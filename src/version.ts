/** What the program is called and where it is published: package.json is the one place that says so. */
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

/** Whether the package says who publishes it. Until then `OWNER` is a name to be replaced. */
export const HAS_OWNER = !REPOSITORY.startsWith('OWNER/');

/** What a workflow names in `uses`: the tag of this version. */
export const ACTION = `${REPOSITORY}@v${VERSION}`;

/** The schema of `conclusive.yml`, for editors. */
export const SCHEMA_URL = `https://raw.githubusercontent.com/${REPOSITORY}/v${VERSION}/schema/conclusive.schema.json`;

/**
 * What a workflow names in `uses`, by the commit of this version where the package knows it: a release writes it into
 * package.json (`gitHead`) when it is published, as no source can hold the commit that it is part of.
 */
export function pinnedAction(): string {
  const { name, version, gitHead } = publishedManifest();
  const isOurs = name === PACKAGE && version === VERSION;
  return isOurs && /^[0-9a-f]{40}$/.test(gitHead ?? '') ? `${REPOSITORY}@${gitHead} # v${VERSION}` : ACTION;
}

/** The package.json that lies above the program, which may have been copied without it. */
function publishedManifest(): {
  readonly name?: string;
  readonly version?: string;
  readonly gitHead?: string;
} {
  const path = new URL('../package.json', import.meta.url);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}
