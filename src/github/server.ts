/** The parts of GitHub's API that a server has. Gitea and Forgejo lack some. */

export interface Server {
  readonly name: string;
  /** Whether there are check runs; without them a commit status is posted. */
  readonly hasChecks: boolean;
  readonly hasGraphQl: boolean;
  /** Whether a workflow may ask who placed a label and who may push, which labels and commands need. */
  readonly tellsRights: boolean;
  /** Whether job summaries are shown. */
  readonly showsSummaries: boolean;
  /** Users that a workflow's token may write as. */
  readonly workflowUsers: readonly string[];
  /** Permission to post a commit status. */
  readonly statusPermission: 'statuses' | 'contents';
}

const GITHUB: Server = {
  name: 'GitHub',
  hasChecks: true,
  hasGraphQl: true,
  tellsRights: true,
  showsSummaries: true,
  workflowUsers: ['github-actions[bot]'],
  statusPermission: 'statuses',
};

const GITEA: Server = {
  name: 'Gitea',
  hasChecks: false,
  hasGraphQl: false,
  tellsRights: false,
  showsSummaries: false,
  workflowUsers: ['gitea-actions'],
  statusPermission: 'contents',
};

const FORGEJO: Server = { ...GITEA, name: 'Forgejo', workflowUsers: ['forgejo-actions', 'gitea-actions'] };

/** @param apiUrl ends in `/api/v1` on Gitea and Forgejo */
export function serverOf(
  apiUrl: string | undefined,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Server {
  if (!/\/api\/v1\/?$/.test(apiUrl ?? '')) return GITHUB;
  return Object.keys(environment).some((name) => name.startsWith('FORGEJO_')) ? FORGEJO : GITEA;
}
