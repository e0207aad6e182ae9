/** A small GitHub on 127.0.0.1 with one repository. Exchanges are checked against GitHub's API description; routes can have faults. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { machineTime, type Time } from '../../../src/github/request/deadline.ts';
import { type Answer, type Call, refuse } from './answers.ts';
import type { PullRequestState } from './json.ts';
import { findViolations } from './openapi.ts';
import { Results } from './results.ts';
import { answer, type ServerKind, type World } from './routes.ts';
import {
  Comments,
  type Grant,
  type LabelEvent,
  type Reaction,
  type Role,
  SCOPES,
  type Scope,
  type StoredCheck,
  type StoredComment,
  type StoredStatus,
} from './state.ts';
import { VirtualTime } from './virtual-time.ts';

export const WORKFLOW_BOT = 'github-actions[bot]';
const TOKEN = 'ghs_loopback';

/**
 * `hang`: no answer; `reset`: the connection breaks before the request is read; `lost`: it breaks after the request is carried out;
 * `afterMs`: carried out and answered later; `spoil`: the answer is changed.
 */
export type Effect =
  | Answer
  | 'reset'
  | 'lost'
  | 'hang'
  | { readonly afterMs: number }
  | { readonly spoil: (answer: Answer) => SentAnswer };

/** `isCut`: the connection breaks before the end of the answer. */
export interface SentAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  readonly isCut?: boolean;
}

interface Fault {
  readonly method: string;
  readonly path: RegExp;
  readonly times: number;
  /** Requests that are answered normally first. */
  readonly after?: number;
  readonly effect: Effect;
}

export interface LoopbackGitHub {
  /** Virtual unless `hasRealTime`. */
  readonly time: Time;
  /** For GITHUB_API_URL. */
  readonly url: string;
  readonly token: string;
  /** All requests to the API so far. */
  readonly calls: readonly Call[];
  /** Requests for caches and artifacts. */
  readonly services: readonly Call[];
  readonly comments: readonly StoredComment[];
  /** Differences from GitHub's API description. */
  readonly violations: readonly string[];
  readonly checks: readonly StoredCheck[];
  readonly statuses: readonly StoredStatus[];
  readonly reactions: readonly Reaction[];
  readonly results: Results;
  addComment(author: string, body: string): StoredComment;
  label(event: LabelEvent): void;
  /** Deletes a label from the repository, which leaves no event. */
  deleteLabel(name: string): void;
  /** Adds commits to a branch. */
  push(...commits: readonly string[]): void;
  setRole(login: string, role: Role): void;
  setPullRequest(state: PullRequestState, number?: number): void;
  /** Limits the token, which may do everything by default. */
  permit(grant: Grant, scope?: Scope): void;
  fail(fault: Fault): void;
  /** Delays new comments in lists. */
  lagLists(ms: number): void;
  close(): Promise<void>;
}

interface LoopbackOptions {
  /** `owner/name` */
  readonly repository: string;
  readonly pullRequest: number;
  readonly viewer?: string;
  /** For clients in another process. */
  readonly hasRealTime?: boolean;
  /** Decides paths and missing features. */
  readonly kind?: ServerKind;
}

const API = { github: '', enterprise: '/api/v3', gitea: '/api/v1', forgejo: '/api/v1' } as const;
const WRITERS = {
  github: WORKFLOW_BOT,
  enterprise: WORKFLOW_BOT,
  gitea: 'gitea-actions',
  forgejo: 'forgejo-actions',
} as const;

export async function startLoopbackGitHub(options: LoopbackOptions): Promise<LoopbackGitHub> {
  const { repository, pullRequest, kind = 'github', viewer = WRITERS[kind], hasRealTime = false } = options;
  const isGitea = kind === 'gitea' || kind === 'forgejo';
  const calls: Call[] = [];
  const services: Call[] = [];
  const violations: string[] = [];
  const faults: Array<{ fault: Fault; left: number; wait: number }> = [];
  const unknown = '0'.repeat(40);
  let lagMs = 0;
  let listed: ReadonlySet<number> = new Set();
  const world: Omit<World, 'apiUrl'> = {
    repository,
    viewer,
    isGitea,
    comments: new Comments(() => time.now()),
    isListed: ({ id, madeAt }) => listed.has(id) || madeAt + lagMs <= time.now(),
    pullRequests: new Map([[pullRequest, { base: unknown, head: unknown, fork: false, body: null }]]),
    labelEvents: [],
    labels: new Set(),
    pushed: new Set(),
    checks: [],
    statuses: [],
    reactions: [],
    results: new Results(),
    roles: new Map(),
    grants: new Map(SCOPES.map((scope) => [scope, 'write'])),
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      violations.push(`the loopback itself failed: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const virtual = hasRealTime ? null : new VirtualTime(url);
  const time = virtual ?? machineTime;
  const apiUrl = `${url}${API[kind]}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { call, sent } = await readCall(request);
    if (isService(call)) services.push(call);
    else calls.push(call);
    const effect = takeFault(call);
    if (effect === 'reset') return void response.destroy();
    if (effect === 'hang' || (typeof effect === 'object' && effect !== null && 'afterMs' in effect)) {
      const end = virtual?.hold() ?? (() => undefined);
      response.on('close', end);
      if (effect === 'hang') return;
      await time.sleep(effect.afterMs);
      end();
    }
    const faulty = typeof effect === 'object' && effect !== null && 'status' in effect ? effect : null;
    const given = faulty ?? answerTo(request, call, sent);
    if (typeof effect === 'object' && effect !== null && 'spoil' in effect)
      return sendSpoilt(response, effect.spoil(given));
    // The description lacks GraphQL, the runner's services, and outages.
    if (!isGitea && call.path !== '/graphql' && !isService(call) && effect === null) {
      const { status, body: responseBody } = given;
      violations.push(...findViolations({ ...call, requestBody: call.body, status, responseBody }));
    }
    if (effect === 'lost') return void response.destroy();
    if (Buffer.isBuffer(given.body))
      return void response.writeHead(given.status, { 'content-length': given.body.length }).end(given.body);
    response.writeHead(given.status, { 'content-type': 'application/json; charset=utf-8', ...given.headers });
    response.end([204, 302].includes(given.status) ? undefined : JSON.stringify(given.body));
  }

  function answerTo({ headers }: IncomingMessage, call: Call, sent: Buffer): Answer {
    const { results } = world;
    const [, service, , method = ''] = call.path.split('/');
    // The address of the storage is the permission.
    if (service === 'storage') return results.store(call.method, call.path, call.query, sent);
    if (service === 'twirp') return results.call(method, call.body, headers.authorization ?? '', url);
    return isAuthorized(headers) ? answer(call, { ...world, apiUrl }) : BAD_CREDENTIALS;
  }

  function takeFault(call: Call): Fault['effect'] | null {
    const found = faults.find(
      ({ fault, left }) => left > 0 && fault.method === call.method && fault.path.test(call.path),
    );
    if (found === undefined) return null;
    if (found.wait > 0) {
      found.wait -= 1;
      return null;
    }
    found.left -= 1;
    return found.fault.effect;
  }

  return {
    time,
    url: apiUrl,
    token: TOKEN,
    calls,
    services,
    results: world.results,
    comments: world.comments.all,
    checks: world.checks,
    statuses: world.statuses,
    reactions: world.reactions,
    violations,
    addComment: (author, body) => world.comments.add(pullRequest, author, body),
    label(event) {
      world.labelEvents.push(event);
      if (event.event === 'labeled') world.labels.add(event.label);
      else world.labels.delete(event.label);
    },
    deleteLabel: (name) => void world.labels.delete(name),
    push(...commits) {
      for (const commit of commits) world.pushed.add(commit);
    },
    setRole: (login, role) => void world.roles.set(login, role),
    setPullRequest: (state, number = pullRequest) => void world.pullRequests.set(number, state),
    permit: (grant, scope = 'pull-requests') => void world.grants.set(scope, grant),
    lagLists(ms) {
      lagMs = ms;
      listed = new Set(world.comments.all.map(({ id }) => id));
    },
    fail: (fault) => void faults.push({ fault, left: fault.times, wait: fault.after ?? 0 }),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
        virtual?.close();
      }),
  };
}

function sendSpoilt(response: ServerResponse, { status, headers, body, isCut = false }: SentAnswer): void {
  if (!isCut) return void response.writeHead(status, headers).end(body);
  const length = { 'content-length': Buffer.byteLength(body) + 100 };
  response.writeHead(status, 'transfer-encoding' in headers ? headers : { ...headers, ...length });
  response.write(body, () => response.destroy());
}

const BAD_CREDENTIALS = refuse(401, 'Bad credentials', 'https://docs.github.com/rest');

function isAuthorized(headers: IncomingMessage['headers']): boolean {
  return /^(?:token|bearer) (.*)$/i.exec(headers.authorization ?? '')?.[1] === TOKEN;
}

async function readCall(request: IncomingMessage): Promise<{ readonly call: Call; readonly sent: Buffer }> {
  const target = new URL(request.url ?? '/', 'http://loopback');
  const sent = await buffer(request);
  const isJson = sent.length > 0 && !target.pathname.startsWith('/storage/');
  const call = {
    method: request.method ?? 'GET',
    path: target.pathname.replace(/^\/api\/v[13]|^\/api(?=\/graphql)/, ''),
    query: Object.fromEntries(target.searchParams),
    body: isJson ? (JSON.parse(sent.toString()) as unknown) : null,
  };
  return { call, sent };
}

function isService({ path }: Call): boolean {
  return path.startsWith('/twirp/') || path.startsWith('/storage/');
}
