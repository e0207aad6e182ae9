/** Requests to the API of a Ray dashboard. Ray takes `fetch` for a browser, which may not submit jobs. */
import type { Agent } from 'node:http';
import { isDashboardAddress } from '../../config/schema/executor-schema.ts';
import { UserError } from '../../config/user-error.ts';
import { EngineError, lastWords } from './engine.ts';

/** The dashboard answers, but refuses this user. */
export class RayRefusalError extends EngineError {}

const LOCAL = 'http://127.0.0.1:8265';
const TIMEOUT_MS = 60_000;
/** A dashboard lists all jobs that its cluster ever had. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Requests at a time: each of them goes through one process of the head. */
const CONNECTIONS = 8;

export interface RayCluster {
  readonly address: string;
  readonly token: string | undefined;
}

export type AskRay = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>;

/**
 * The shell's address goes first, as with Ray's own programs. An address of the config gets no token, because a pull request may bring
 * the config.
 *
 * @throws UserError if the shell's address is not a dashboard's and the config has none
 */
export function findRayCluster(configured: string | undefined, environment: NodeJS.ProcessEnv): RayCluster {
  const { RAY_API_SERVER_ADDRESS, RAY_ADDRESS, RAY_AUTH_TOKEN } = environment;
  const told = RAY_API_SERVER_ADDRESS || RAY_ADDRESS;
  if (told && isDashboardAddress(told)) return { address: told, token: RAY_AUTH_TOKEN };
  if (configured !== undefined) return { address: configured, token: undefined };
  if (!told) return { address: LOCAL, token: RAY_AUTH_TOKEN };
  const variable = RAY_API_SERVER_ADDRESS ? 'RAY_API_SERVER_ADDRESS' : 'RAY_ADDRESS';
  throw new UserError(
    `${variable}: ${JSON.stringify(told)} is not the address of a Ray dashboard; set RAY_API_SERVER_ADDRESS or executor.address, such as http://head:8265`,
  );
}

/** @returns a function that returns the JSON answer, or throws EngineError with the last words of the server */
export function openRayApi({ address, token }: RayCluster, timeoutMs = TIMEOUT_MS): AskRay {
  const base = new URL(address.endsWith('/') ? address : `${address}/`);
  const isTls = base.protocol === 'https:';
  const pool = { keepAlive: true, maxSockets: CONNECTIONS };
  let agent: Agent | undefined;
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const sayOf = (said: string) => `Ray at ${base.host}: ${lastWords(said)}`;
  const fail = (said: string, cause?: unknown) => new EngineError(sayOf(said), { cause });

  async function send(method: string, path: string, body: string | undefined) {
    const signal = AbortSignal.timeout(timeoutMs);
    // Loaded late, because most experiments have no cluster.
    const http = await (isTls ? import('node:https') : import('node:http'));
    agent ??= new http.Agent(pool);
    return new Promise<{ status: number; text: string }>((resolve, reject) => {
      const sent = http.request(
        new URL(path, base),
        { method, agent, signal, headers: { ...headers, 'content-type': 'application/json' } },
        (response) => {
          const chunks: Buffer[] = [];
          let bytes = 0;
          response.on('error', reject);
          response.on('data', (chunk: Buffer) => {
            chunks.push(chunk);
            bytes += chunk.length;
            if (bytes > MAX_BYTES)
              response.destroy(new Error(`answered with more than ${MAX_BYTES / 1024 ** 2} MB`));
          });
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
          );
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  return async (method, path, body) => {
    const { status, text } = await send(method, path, body && JSON.stringify(body)).catch((error: Error) => {
      throw fail(error.message || String((error as NodeJS.ErrnoException).code), error);
    });
    if (status === 401 || status === 403)
      throw new RayRefusalError(
        sayOf(
          `${text}; RAY_AUTH_TOKEN is sent to the address that RAY_API_SERVER_ADDRESS or RAY_ADDRESS names, not to executor.address`,
        ),
      );
    if (status < 200 || status > 299) throw fail(`${text} (status ${status})`);
    try {
      return JSON.parse(text);
    } catch (error) {
      throw fail(`the answer is not JSON: ${text.slice(0, 100)}`, error);
    }
  };
}
