/** GitHub's words for what is stored; only the fields that Conclusive reads. */
import example from '../../github/payloads/pull_request.synchronize.json' with { type: 'json' };
import type { StoredArtifact } from './results.ts';
import type { LabelEvent, Role, StoredCheck, StoredComment } from './state.ts';

export function commentJson({ id, issue, author, body }: StoredComment, repository: string): object {
  const html_url = `https://github.com/${repository}/pull/${issue}#issuecomment-${id}`;
  return { id, html_url, user: userJson(author), body };
}

/** An app's user is named `name[bot]` and has the type Bot. */
export function userJson(login: string): object {
  const id = 1 + [...login].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0);
  const type = login.endsWith('[bot]') ? 'Bot' : 'User';
  return { login, id, html_url: `https://github.com/${login}`, type };
}

export function labelEventJson({ event, label, by }: LabelEvent, index: number): object {
  return { id: 5_000_000 + index, actor: userJson(by), event, label: { name: label } };
}

export function checkJson({ name, external_id = '' }: StoredCheck, id: number): object {
  return { id, name, external_id, html_url: `https://github.com/runs/${id}` };
}

export function permissionJson(login: string, role: Role): object {
  return { permission: role, user: userJson(login) };
}

export function artifactJson({ id, name }: StoredArtifact): object {
  return { id, name, expired: false };
}

export interface PullRequestState {
  readonly base: string;
  readonly head: string;
  readonly fork: boolean;
  readonly body: string | null;
}

/** GitHub's example with values of the test. */
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
