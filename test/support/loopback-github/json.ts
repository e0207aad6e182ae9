/** What is stored, as GitHub's API words it. */
import example from '../../github/payloads/pull_request.synchronize.json' with { type: 'json' };
import type { StoredArtifact } from './results.ts';
import {
  type LabelEvent,
  type Role,
  type StoredCheck,
  type StoredComment,
  type StoredStatus,
  timestamp,
} from './state.ts';

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
export function userJson(login: string, apiUrl: string): object {
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

export function labelEventJson({ event, label, by }: LabelEvent, index: number, apiUrl: string): object {
  return {
    id: 5_000_000 + index,
    node_id: `LE_${index}`,
    url: `${apiUrl}/events/${index}`,
    actor: userJson(by, apiUrl),
    event,
    commit_id: null,
    commit_url: null,
    created_at: timestamp(index),
    performed_via_github_app: null,
    label: { name: label, color: 'ededed' },
  };
}

export function checkJson(check: StoredCheck, id: number, apiUrl: string): object {
  const { output, ...rest } = check;
  return {
    ...rest,
    id,
    node_id: `CR_${id}`,
    external_id: check.external_id ?? '',
    url: `${apiUrl}/check-runs/${id}`,
    html_url: `https://github.com/runs/${id}`,
    details_url: check.details_url ?? null,
    status: 'completed',
    started_at: timestamp(0),
    completed_at: timestamp(0),
    output: {
      title: output.title,
      summary: output.summary,
      text: null,
      annotations_count: output.annotations.length,
      annotations_url: `${apiUrl}/check-runs/${id}/annotations`,
    },
    check_suite: { id: 1 },
    app: null,
    pull_requests: [],
  };
}

export function statusJson(status: StoredStatus, creator: string, apiUrl: string): object {
  const { sha, ...rest } = status;
  return {
    ...rest,
    url: `${apiUrl}/statuses/${sha}`,
    avatar_url: null,
    id: 1,
    node_id: 'SC_1',
    target_url: null,
    created_at: timestamp(0),
    updated_at: timestamp(0),
    creator: userJson(creator, apiUrl),
  };
}

export function permissionJson(login: string, role: Role, apiUrl: string): object {
  return { permission: role, role_name: role, user: { ...userJson(login, apiUrl), role_name: role } };
}

export function artifactJson({ id, name, run }: StoredArtifact, apiUrl: string): object {
  const url = `${apiUrl}/artifacts/${id}`;
  return {
    id,
    node_id: `AR_${id}`,
    name,
    size_in_bytes: 1000,
    url,
    archive_download_url: `${url}/zip`,
    expired: false,
    created_at: timestamp(id),
    expires_at: timestamp(id + 1_000_000),
    updated_at: timestamp(id),
    workflow_run: { id: run },
  };
}

export interface PullRequestState {
  readonly base: string;
  readonly head: string;
  readonly fork: boolean;
  readonly body: string | null;
}

/** GitHub's own example, with what the tests decide on. */
export function pullRequestJson(
  number: number,
  { base, head, fork, body }: PullRequestState,
  labels: ReadonlySet<string>,
): object {
  const { pull_request: pull } = example;
  const repo = fork ? { ...pull.head.repo, id: 7, full_name: 'stranger/models' } : pull.head.repo;
  return {
    ...pull,
    number,
    body,
    labels: [...labels].map((name) => ({ ...pull.labels[0], name })),
    base: { ...pull.base, ref: 'main', sha: base, repo: { ...pull.base.repo, default_branch: 'main' } },
    head: { ...pull.head, ref: 'topic', sha: head, repo },
  };
}
