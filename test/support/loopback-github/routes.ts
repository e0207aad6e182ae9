/** What GitHub answers: the routes that the action uses, with GitHub's own words for refusals. */
import { type Comments, commentJson } from './state.ts';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface World {
  readonly apiUrl: string;
  readonly repository: string;
  readonly comments: Comments;
  /** Numbers of the pull requests that exist. */
  readonly pullRequests: readonly number[];
  /** What the workflow's `permissions: pull-requests` gives the token. */
  readonly permission: 'write' | 'read' | 'none';
  /** Who the token belongs to. */
  readonly viewer: string;
}

const MAX_BODY_CHARS = 65_536;
const DOCS = 'https://docs.github.com/rest/issues/comments';

export function answer(call: Call, world: World): Answer {
  if (call.path === '/graphql') return graphql(call, world);
  const list = new RegExp(`^/repos/${world.repository}/issues/(\\d+)/comments$`).exec(call.path);
  const one = new RegExp(`^/repos/${world.repository}/issues/comments/(\\d+)$`).exec(call.path);
  if (list !== null && world.pullRequests.includes(Number(list[1]))) {
    if (call.method === 'GET') return listComments(call, world, Number(list[1]));
    if (call.method === 'POST') return createComment(call, world, Number(list[1]));
  }
  if (one !== null && call.method === 'PATCH') return updateComment(call, world, Number(one[1]));
  return refuse(404, 'Not Found', `${DOCS}`);
}

/** Installation tokens, as a workflow's own is, may not `GET /user`; `viewer` they may ask. */
function graphql({ body }: Call, { viewer }: World): Answer {
  const query = (body as { query?: unknown } | null)?.query;
  if (typeof query === 'string' && /^query\s*\{\s*viewer\s*\{\s*login\s*\}\s*\}$/.test(query)) {
    return { status: 200, body: { data: { viewer: { login: viewer } } } };
  }
  return {
    status: 200,
    body: { errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }] },
  };
}

function listComments(call: Call, world: World, issue: number): Answer {
  if (world.permission === 'none') return forbidden('list-issue-comments');
  const perPage = Math.min(Number(call.query.per_page ?? 30), 100);
  const page = Number(call.query.page ?? 1);
  const comments = world.comments.all.filter((comment) => comment.issue === issue);
  const last = Math.max(1, Math.ceil(comments.length / perPage));
  const shown = comments.slice((page - 1) * perPage, page * perPage);
  const link = (relation: string, number: number) =>
    `<${world.apiUrl}${call.path}?per_page=${perPage}&page=${number}>; rel="${relation}"`;
  const links = [
    ...(page > 1 ? [link('prev', page - 1)] : []),
    ...(page < last ? [link('next', page + 1), link('last', last)] : []),
    ...(page > 1 ? [link('first', 1)] : []),
  ];
  return {
    status: 200,
    body: shown.map((comment) => commentJson(comment, world.apiUrl, world.repository)),
    headers: links.length === 0 ? {} : { link: links.join(', ') },
  };
}

function createComment(call: Call, world: World, issue: number): Answer {
  if (world.permission !== 'write') return forbidden('create-an-issue-comment');
  const body = bodyOf(call);
  if (body.length > MAX_BODY_CHARS) return tooLong('create-an-issue-comment');
  const comment = world.comments.add(issue, world.viewer, body);
  return { status: 201, body: commentJson(comment, world.apiUrl, world.repository) };
}

function updateComment(call: Call, world: World, id: number): Answer {
  const comment = world.comments.all.find((one) => one.id === id);
  if (comment === undefined) return refuse(404, 'Not Found', `${DOCS}#update-an-issue-comment`);
  // A token that may write may change the comments of others too: GitHub does not guard against it.
  if (world.permission !== 'write') return forbidden('update-an-issue-comment');
  const body = bodyOf(call);
  if (body.length > MAX_BODY_CHARS) return tooLong('update-an-issue-comment');
  world.comments.change(comment, body);
  return { status: 200, body: commentJson(comment, world.apiUrl, world.repository) };
}

function bodyOf({ body }: Call): string {
  return String((body as { body?: unknown } | null)?.body ?? '');
}

function forbidden(operation: string): Answer {
  return {
    ...refuse(403, 'Resource not accessible by integration', `${DOCS}#${operation}`),
    headers: { 'x-accepted-github-permissions': 'issues=write; pull_requests=write' },
  };
}

function tooLong(operation: string): Answer {
  const message = `Body is too long (maximum is ${MAX_BODY_CHARS} characters)`;
  const errors = [{ resource: 'IssueComment', code: 'unprocessable', field: 'data', message }];
  return {
    status: 422,
    body: { message: 'Validation Failed', errors, documentation_url: `${DOCS}#${operation}`, status: '422' },
  };
}

export function refuse(status: number, message: string, documentation: string): Answer {
  return { status, body: { message, documentation_url: documentation, status: String(status) } };
}
