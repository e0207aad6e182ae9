/** What a server has of GitHub's API. Gitea and Forgejo speak a part of it. */

export interface Server {
  /** As readers know it. */
  readonly name: string;
  /** Check runs; elsewhere a commit status stands for one. */
  readonly hasChecks: boolean;
  readonly hasGraphQl: boolean;
  /** Who placed a label, and who may push: what a label or a command needs to be honoured. */
  readonly tellsRights: boolean;
  /** Whether what a step writes to its summary is shown anywhere. */
  readonly showsSummaries: boolean;
  /** Users that a workflow's own token may write as. */
  readonly workflowUsers: readonly string[];
  /** What a token needs to post a commit status. */
  readonly statusPermission: 'statuses' | 'contents';
}

const GITHUB: Server = {
  name: 'GitHub',
  hasChecks: true,
  hasGraphQl: true,
  tellsRights: true,
  showsSummaries: true,
  // On github.com and GitHub Enterprise Server alike.
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

/**
 * @param apiUrl GITHUB_API_URL, which ends in `/api/v1` on Gitea and Forgejo
 * @param environment in which Forgejo's runner says so
 */
export function serverOf(
  apiUrl: string | undefined,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Server {
  if (!/\/api\/v1\/?$/.test(apiUrl ?? '')) return GITHUB;
  return Object.keys(environment).some((name) => name.startsWith('FORGEJO_')) ? FORGEJO : GITEA;
}
