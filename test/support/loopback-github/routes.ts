/** The routes that the action uses, with GitHub's words for refusals. */
import { type Answer, type Call, forbidden, invalid, page, refuse } from './answers.ts';
import {
  artifactJson,
  checkJson,
  commentJson,
  labelEventJson,
  type PullRequestState,
  permissionJson,
  pullRequestJson,
  userJson,
} from './json.ts';
import type { Results } from './results.ts';
import type {
  Comments,
  Grant,
  LabelEvent,
  Reaction,
  Role,
  Scope,
  StoredCheck,
  StoredComment,
  StoredStatus,
} from './state.ts';

export type ServerKind = 'github' | 'enterprise' | 'gitea' | 'forgejo';

export interface World {
  readonly apiUrl: string;
  readonly repository: string;
  readonly comments: Comments;
  /** Whether a list shows a comment yet. */
  isListed(comment: StoredComment): boolean;
  readonly pullRequests: Map<number, PullRequestState>;
  readonly labelEvents: LabelEvent[];
  /** Labels on the pull request. */
  readonly labels: Set<string>;
  /** Commits of branches. */
  readonly pushed: Set<string>;
  readonly checks: StoredCheck[];
  readonly statuses: StoredStatus[];
  readonly reactions: Reaction[];
  readonly results: Results;
  readonly roles: Map<string, Role>;
  /** Permissions of the token. */
  readonly grants: Map<Scope, Grant>;
  /** Owner of the token. */
  readonly viewer: string;
  readonly isGitea: boolean;
}

type Handler = (call: Call, world: World, parameter: string) => Answer;

const MAX_BODY_CHARS = 65_536;
const MAX_SUMMARY_CHARS = 65_535;
const MAX_ANNOTATIONS = 50;

const ROUTES: ReadonlyArray<readonly [string, RegExp, Handler]> = [
  ['GET', /^\/issues\/(\d+)\/comments$/, listComments],
  ['POST', /^\/issues\/(\d+)\/comments$/, createComment],
  ['GET', /^\/issues\/comments\/(\d+)$/, (_call, world, id) => commentOf(world, id)],
  ['PATCH', /^\/issues\/comments\/(\d+)$/, updateComment],
  ['DELETE', /^\/issues\/comments\/(\d+)$/, deleteComment],
  ['POST', /^\/issues\/comments\/(\d+)\/reactions$/, react],
  ['GET', /^\/issues\/(\d+)\/events$/, listEvents],
  ['GET', /^\/pulls$/, listPullRequests],
  ['GET', /^\/pulls\/(\d+)$/, getPullRequest],
  ['GET', /^\/actions\/runs\/(\d+)\/artifacts$/, listArtifacts],
  ['GET', /^\/actions\/artifacts\/(\d+)\/zip$/, getArtifact],
  ['POST', /^\/check-runs$/, createCheck],
  ['GET', /^\/commits\/([0-9a-f]{40})\/check-runs$/, listChecks],
  ['POST', /^\/statuses\/([0-9a-f]{40})$/, createStatus],
  ['GET', /^\/collaborators\/([^/]+)\/permission$/, getPermission],
];

export function answer(call: Call, world: World): Answer {
  const given = answerOfGitHub(call, world);
  if (!world.isGitea || given.status < 400) return given;
  // Gitea's refusals link to its API and name no field.
  const { message } = given.body as { message: string };
  return { ...given, body: { errors: null, message, url: `${world.apiUrl.replace(/v1$/, '')}swagger` } };
}

function answerOfGitHub(call: Call, world: World): Answer {
  if (world.isGitea) {
    if (call.path === '/user') return { status: 200, body: { id: -2, login: world.viewer } };
    if (NOT_ON_GITEA.test(call.path)) return refuse(404, '404 page not found');
    if (call.path.endsWith('/permission')) return refuse(403, 'Only admins can query all permissions');
  }
  if (call.path === '/graphql') return graphql(call, world);
  // As for an installation token.
  if (call.path === '/user') return forbidden();
  const prefix = `/repos/${world.repository}`;
  const path = call.path.startsWith(prefix) ? call.path.slice(prefix.length) : '';
  for (const [method, pattern, handler] of ROUTES) {
    const match = method === call.method ? pattern.exec(path) : null;
    if (match !== null) return handler(call, world, decodeURIComponent(match[1] ?? ''));
  }
  return refuse(404, 'Not Found');
}

const NOT_ON_GITEA = /^\/graphql$|\/check-runs$|\/issues\/\d+\/events$/;

/** Installation tokens may query `viewer` but not `GET /user`. */
function graphql({ body }: Call, { viewer }: World): Answer {
  const query = (body as { query?: unknown } | null)?.query;
  if (typeof query === 'string' && /^query\s*\{\s*viewer\s*\{\s*login\s*\}\s*\}$/.test(query)) {
    return { status: 200, body: { data: { viewer: { login: viewer } } } };
  }
  const errors = [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }];
  return { status: 200, body: { errors } };
}

function listComments(call: Call, world: World, issue: string): Answer {
  if (!world.pullRequests.has(Number(issue))) return refuse(404, 'Not Found');
  if (world.grants.get('pull-requests') === 'none') return forbidden();
  const comments = world.comments.all.filter(
    (comment) => comment.issue === Number(issue) && world.isListed(comment),
  );
  const json = (comment: StoredComment) => commentJson(comment, world.repository);
  // Gitea and Forgejo have no pages here, but a total.
  if (world.isGitea)
    return { status: 200, body: comments.map(json), headers: { 'x-total-count': String(comments.length) } };
  return page(call, world, comments, json);
}

function createComment(call: Call, world: World, issue: string): Answer {
  if (!world.pullRequests.has(Number(issue))) return refuse(404, 'Not Found');
  if (!mayWrite(world, 'pull-requests')) return forbidden();
  const { body } = call.body as { body: string };
  if (String(body).length > MAX_BODY_CHARS) return tooLong();
  const comment = world.comments.add(Number(issue), world.viewer, String(body));
  return { status: 201, body: commentJson(comment, world.repository) };
}

function updateComment(call: Call, world: World, id: string): Answer {
  // GitHub lets a write token change comments of others.
  return withComment(world, id, (comment) => {
    if (!mayWrite(world, 'pull-requests')) return forbidden();
    const { body } = call.body as { body: string };
    if (String(body).length > MAX_BODY_CHARS) return tooLong();
    world.comments.change(comment, String(body));
    return commentOf(world, id);
  });
}

function deleteComment(_call: Call, world: World, id: string): Answer {
  return withComment(world, id, (comment) => {
    if (!mayWrite(world, 'pull-requests')) return forbidden();
    world.comments.remove(comment);
    return { status: 204, body: null };
  });
}

function react(call: Call, world: World, id: string): Answer {
  return withComment(world, id, (comment) => {
    if (!mayWrite(world, 'pull-requests')) return forbidden();
    const { content } = call.body as { content: string };
    world.reactions.push({ comment: comment.id, content });
    return { status: 201, body: { id: 1, user: userJson(world.viewer), content } };
  });
}

function withComment(
  world: World,
  id: string,
  found: (comment: World['comments']['all'][number]) => Answer,
): Answer {
  const comment = world.comments.all.find((one) => one.id === Number(id));
  return comment === undefined ? refuse(404, 'Not Found') : found(comment);
}

function commentOf(world: World, id: string): Answer {
  return withComment(world, id, (comment) => ({
    status: 200,
    body: commentJson(comment, world.repository),
  }));
}

function listEvents(call: Call, world: World): Answer {
  const events = world.labelEvents.map((event, index) => labelEventJson(event, index));
  return page(call, world, events, (event) => event);
}

function getPullRequest(_call: Call, { pullRequests, labels }: World, number: string): Answer {
  const state = pullRequests.get(Number(number));
  if (state === undefined) return refuse(404, 'Not Found');
  return { status: 200, body: pullRequestJson(Number(number), state, labels) };
}

function listPullRequests(call: Call, world: World): Answer {
  const [owner, ...branch] = (call.query.head ?? '').split(':');
  const found = [...world.pullRequests].filter(
    ([, { fork }]) => branch.join(':') === 'topic' && owner === (fork ? 'stranger' : 'Codertocat'),
  );
  return page(call, world, found, ([number, state]) => pullRequestJson(number, state, world.labels));
}

function listArtifacts(call: Call, world: World, run: string): Answer {
  if (world.grants.get('actions') === 'none') return forbidden();
  const own = world.results.artifacts.filter((artifact) => artifact.run === Number(run));
  const listed = page(call, world, own, (artifact) => artifactJson(artifact));
  return { ...listed, body: { total_count: own.length, artifacts: listed.body } };
}

/** Redirects to the storage, which needs no token. */
function getArtifact(_call: Call, { results, apiUrl, grants }: World, id: string): Answer {
  if (grants.get('actions') === 'none') return forbidden();
  const artifact = results.artifacts.find((one) => one.id === Number(id));
  if (artifact === undefined) return refuse(404, 'Not Found');
  return {
    status: 302,
    body: null,
    headers: { location: `${apiUrl}/storage/results/${artifact.blob}?sig=secret` },
  };
}

function createCheck(call: Call, world: World): Answer {
  if (!mayWrite(world, 'checks')) return forbidden();
  const check = call.body as StoredCheck;
  if (!isCommit(world, check.head_sha)) return noCommit(check.head_sha);
  if (check.output.summary.length > MAX_SUMMARY_CHARS || check.output.annotations.length > MAX_ANNOTATIONS)
    return invalid('Invalid request.\n\nOnly 65535 characters and 50 annotations are allowed');
  world.checks.push(check);
  return { status: 201, body: checkJson(check, world.checks.length) };
}

function listChecks({ query }: Call, { checks, grants }: World, sha: string): Answer {
  if (grants.get('checks') === 'none') return forbidden();
  const own = checks
    .map((check, index) => ({ check, id: index + 1 }))
    .filter(({ check }) => check.head_sha === sha && [undefined, check.name].includes(query.check_name));
  const found = own.map(({ check, id }) => checkJson(check, id));
  return { status: 200, body: { total_count: found.length, check_runs: found } };
}

function createStatus(call: Call, world: World, sha: string): Answer {
  if (!mayWrite(world, 'statuses')) return forbidden();
  if (!isCommit(world, sha)) return noCommit(sha);
  const status = { ...(call.body as Omit<StoredStatus, 'sha'>), sha };
  if (status.description.length > 140) return invalid('description is too long (maximum is 140 characters)');
  world.statuses.push(status);
  return { status: 201, body: { id: 1 } };
}

function getPermission(_call: Call, { roles }: World, login: string): Answer {
  const role = roles.get(login);
  if (role === undefined) return refuse(404, `${login} is not a user`);
  return { status: 200, body: permissionJson(login, role) };
}

/** Whether a branch or a pull request has this commit. */
function isCommit({ pullRequests, pushed }: World, sha: string): boolean {
  return pushed.has(sha) || [...pullRequests.values()].some(({ base, head }) => sha === base || sha === head);
}

function noCommit(sha: string): Answer {
  return invalid(`No commit found for SHA: ${sha}`);
}

function mayWrite({ grants }: World, scope: Scope): boolean {
  return grants.get(scope) === 'write';
}

function tooLong(): Answer {
  const message = `Body is too long (maximum is ${MAX_BODY_CHARS} characters)`;
  return invalid('Validation Failed', [
    { resource: 'IssueComment', code: 'unprocessable', field: 'data', message },
  ]);
}
