import manifest from '../package.json' with { type: 'json' };

export const VERSION: string = manifest.version;

const { repository } = manifest as { readonly repository?: string | { readonly url: string } };
const [, owned] =
  /github(?:\.com[/:]|:)([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(
    typeof repository === 'object' ? repository.url : (repository ?? ''),
  ) ?? [];

/** What a workflow names in `uses`; until the package says where it is published, a name to be replaced. */
export const ACTION = owned === undefined ? 'OWNER/conclusive-action@COMMIT' : `${owned}@v${VERSION}`;

/** The schema of `conclusive.yml`, for editors. */
export const SCHEMA_URL = `https://unpkg.com/${manifest.name}@${VERSION}/schema/conclusive.schema.json`;
