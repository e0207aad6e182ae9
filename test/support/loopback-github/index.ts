/**
 * A small GitHub on 127.0.0.1: comments of one repository, kept between requests, answered page by page and refused in
 * GitHub's words. Every exchange is held against GitHub's own API description, and faults can be put on any route.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { findViolations } from './openapi.ts';
import { type Answer, answer, type Call, refuse, type World } from './routes.ts';
import { Comments, type StoredComment } from './state.ts';

export const WORKFLOW_BOT = 'github-actions[bot]';
const TOKEN = 'ghs_loopback';

interface Fault {
  readonly method: string;
  readonly path: RegExp;
  /** How often; then the route works again. */
  readonly times: number;
  /** An answer; `reset`: the connection breaks before the request is read; `lost`: it breaks after it was carried out. */
  readonly effect: Answer | 'reset' | 'lost';
}

export interface LoopbackGitHub {
  /** For GITHUB_API_URL. */
  readonly url: string;
  readonly token: string;
  /** All requests so far, as they came. */
  readonly calls: readonly Call[];
  readonly comments: readonly StoredComment[];
  /** Differences from GitHub's API description, which a test expects to be none. */
  readonly violations: readonly string[];
  addComment(author: string, body: string): void;
  permit(permission: World['permission']): void;
  fail(fault: Fault): void;
  close(): Promise<void>;
}

interface LoopbackOptions {
  /** `owner/name` */
  readonly repository: string;
  readonly pullRequest: number;
  readonly viewer?: string;
}

export async function startLoopbackGitHub(options: LoopbackOptions): Promise<LoopbackGitHub> {
  const { repository, pullRequest, viewer = WORKFLOW_BOT } = options;
  const comments = new Comments();
  const calls: Call[] = [];
  const violations: string[] = [];
  const faults: Array<{ fault: Fault; left: number }> = [];
  let permission: World['permission'] = 'write';

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      violations.push(`the loopback itself failed: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request);
    calls.push(call);
    const effect = takeFault(call);
    if (effect === 'reset') return void response.destroy();
    const world = { apiUrl: url, repository, comments, pullRequests: [pullRequest], permission, viewer };
    const faulty = typeof effect === 'object' ? effect : null;
    const given = isAuthorized(request) ? (faulty ?? answer(call, world)) : BAD_CREDENTIALS;
    // The REST description does not speak of GraphQL, nor of what an outage answers.
    if (call.path !== '/graphql' && effect === null) {
      const { status, body: responseBody } = given;
      violations.push(...findViolations({ ...call, requestBody: call.body, status, responseBody }));
    }
    if (effect === 'lost') return void response.destroy();
    response.writeHead(given.status, { 'content-type': 'application/json; charset=utf-8', ...given.headers });
    response.end(JSON.stringify(given.body));
  }

  function takeFault(call: Call): Fault['effect'] | null {
    const found = faults.find(
      ({ fault, left }) => left > 0 && fault.method === call.method && fault.path.test(call.path),
    );
    if (found === undefined) return null;
    found.left -= 1;
    return found.fault.effect;
  }

  return {
    url,
    token: TOKEN,
    calls,
    comments: comments.all,
    violations,
    addComment: (author, body) => void comments.add(pullRequest, author, body),
    permit: (granted) => {
      permission = granted;
    },
    fail: (fault) => void faults.push({ fault, left: fault.times }),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

const BAD_CREDENTIALS = refuse(401, 'Bad credentials', 'https://docs.github.com/rest');

function isAuthorized({ headers }: IncomingMessage): boolean {
  return /^(?:token|bearer) (.*)$/i.exec(headers.authorization ?? '')?.[1] === TOKEN;
}

async function readCall(request: IncomingMessage): Promise<Call> {
  const target = new URL(request.url ?? '/', 'http://loopback');
  const sent = await text(request);
  return {
    method: request.method ?? 'GET',
    path: target.pathname,
    query: Object.fromEntries(target.searchParams),
    body: sent === '' ? null : (JSON.parse(sent) as unknown),
  };
}
