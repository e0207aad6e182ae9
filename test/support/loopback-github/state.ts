/** The comments of one repository, as GitHub's API words them. */
export interface StoredComment {
  readonly id: number;
  readonly issue: number;
  readonly author: string;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
  /** How often it was changed after it was made. */
  edits: number;
}

const FIRST_DAY = Date.UTC(2026, 0, 1);

export class Comments {
  readonly all: StoredComment[] = [];

  add(issue: number, author: string, body: string): StoredComment {
    const id = 1_000_000 + this.all.length;
    const createdAt = this.#now();
    const comment = { id, issue, author, body, createdAt, updatedAt: createdAt, edits: 0 };
    this.all.push(comment);
    return comment;
  }

  change(comment: StoredComment, body: string): void {
    comment.body = body;
    comment.edits += 1;
    comment.updatedAt = this.#now();
  }

  /** A clock of its own, a second a comment, so that nothing depends on the machine's. */
  #now(): string {
    return new Date(FIRST_DAY + this.all.length * 1000).toISOString().replace('.000Z', 'Z');
  }
}

export function commentJson(comment: StoredComment, apiUrl: string, repository: string): object {
  const page = `https://github.com/${repository}/pull/${comment.issue}`;
  const issueUrl = `${apiUrl}/repos/${repository}/issues/${comment.issue}`;
  return {
    url: `${apiUrl}/repos/${repository}/issues/comments/${comment.id}`,
    html_url: `${page}#issuecomment-${comment.id}`,
    issue_url: issueUrl,
    id: comment.id,
    node_id: `IC_${comment.id}`,
    user: userJson(comment.author, apiUrl),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    body: comment.body,
    author_association: 'NONE',
    performed_via_github_app: null,
  };
}

/** An app's user is named `name[bot]` and has the type Bot. */
function userJson(login: string, apiUrl: string): object {
  const url = `${apiUrl}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id: 1 + [...login].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0),
    node_id: `U_${login}`,
    avatar_url: 'https://avatars.githubusercontent.com/u/1?v=4',
    gravatar_id: '',
    url,
    html_url: `https://github.com/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false,
  };
}
