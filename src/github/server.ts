/** A server with GitHub's API or a part of it. */
export interface Server {
  readonly name: string;
  /** Others have no checks, GraphQL or job summaries, and do not tell who placed a label or may push. */
  readonly isGitHub: boolean;
  /** Users that a workflow's token may write as. */
  readonly workflowUsers: readonly string[];
}

const GITHUB: Server = { name: 'GitHub', isGitHub: true, workflowUsers: ['github-actions[bot]'] };
const GITEA: Server = { name: 'Gitea', isGitHub: false, workflowUsers: ['gitea-actions'] };
const FORGEJO: Server = {
  name: 'Forgejo',
  isGitHub: false,
  workflowUsers: ['forgejo-actions', 'gitea-actions'],
};

/** @param apiUrl ends in `/api/v1` on Gitea and Forgejo */
export function serverOf(
  apiUrl: string | undefined,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Server {
  if (!/\/api\/v1\/?$/.test(apiUrl ?? '')) return GITHUB;
  return Object.keys(environment).some((name) => name.startsWith('FORGEJO_')) ? FORGEJO : GITEA;
}
