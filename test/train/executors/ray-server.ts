/** A dashboard of Ray, as far as jobs go (2.60: `dashboard/modules/job`, `dashboard/optional_utils.py`). A test says what becomes of a job. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

interface RayJob {
  status: string;
  message?: string;
  error_type?: string | null;
  readonly request: Readonly<Record<string, unknown>>;
}

const TRACEBACK = 'Traceback (most recent call last):\n  File "job_head.py"\n';

export async function rayServer(token?: string) {
  const jobs = new Map<string, RayJob>();
  const calls: string[] = [];

  function answer(method: string, path: string, body: string): readonly [number, unknown] {
    const [, id = '', action] = /^\/api\/jobs\/([^/]*)(\/stop)?$/.exec(path) ?? [];
    if (!path.startsWith('/api/jobs/')) return [404, '404: Not Found'];
    if (method === 'POST' && id === '') {
      const request = JSON.parse(body);
      const job = request.submission_id;
      if (typeof request.entrypoint !== 'string')
        return [400, `${TRACEBACK}TypeError: entrypoint must be a string`];
      if (jobs.has(job))
        return [500, `${TRACEBACK}ValueError: Job with submission_id ${job} already exists.`];
      jobs.set(job, { status: 'PENDING', request });
      return [200, { job_id: job, submission_id: job }];
    }
    if (method === 'GET' && id === '')
      return [
        200,
        [
          ...[...jobs].map(([submission_id, { request, ...job }]) => ({
            type: 'SUBMISSION',
            submission_id,
            ...request,
            ...job,
          })),
          // A driver that somebody started without the Jobs API.
          { type: 'DRIVER', submission_id: null, job_id: '01000000', status: 'RUNNING', message: null },
        ],
      ];
    const job = jobs.get(id);
    if (job === undefined) return [404, `Job ${id} does not exist`];
    if (method === 'POST' && action) {
      // One that waits is told when it starts.
      if (job.status === 'RUNNING') job.status = 'STOPPED';
      return [200, { stopped: true }];
    }
    if (method !== 'DELETE') return [405, '405: Method Not Allowed'];
    if (['PENDING', 'RUNNING'].includes(job.status))
      return [
        500,
        `${TRACEBACK}RuntimeError: Attempted to delete job '${id}', but it is in a non-terminal state ${job.status}.`,
      ];
    jobs.delete(id);
    return [200, { deleted: true }];
  }

  const isBrowser = ({ headers }: IncomingMessage) =>
    headers['user-agent']?.startsWith('Mozilla') ||
    Object.keys(headers).some((name) => name.startsWith('sec-fetch-'));

  function refusal(method: string, request: IncomingMessage): readonly [number, string] | null {
    const { authorization } = request.headers;
    if (isBrowser(request) && method !== 'GET')
      return [405, `'${method}' method not allowed for browser traffic.`];
    if (token === undefined || authorization === `Bearer ${token}`) return null;
    if (authorization === undefined) return [401, 'Unauthorized: Missing authentication token'];
    return [403, 'Forbidden: Invalid authentication token'];
  }

  const server = createServer(async (request, response) => {
    const { method = '', url = '' } = request;
    let body = '';
    for await (const chunk of request) body += chunk;
    calls.push(`${method} ${url}`);
    const [status, said] = refusal(method, request) ?? answer(method, url, body);
    response.writeHead(status);
    response.end(typeof said === 'string' ? said : JSON.stringify(said));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, jobs, calls };
}
