/** Octokit's transport. Any answer but complete JSON of bounded length is lost. */

type Fetch = typeof globalThis.fetch;

/** Above 100 comments of 65,536 characters, each written as `\uXXXX`. */
const MAX_ANSWER_BYTES = 48 * 1024 * 1024;

const MAX_REDIRECTIONS = 5;

const CAUSES: ReadonlyArray<readonly [RegExp, string]> = [
  [/^ECONNREFUSED$/, 'the server refuses the connection'],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, 'the name of the server cannot be resolved'],
  [/CERT|SIGNATURE|ISSUER/, 'the certificate of the server is not trusted'],
  [/./, 'the connection failed'],
];

/** Messages of errors complete "GitHub did not answer (...)". */
export function sendWith(fetch: Fetch): Fetch {
  return async (address, init) => {
    const { response, body } = await follow(fetch, String(address), init);
    const { status } = response;
    if (status === 204 || status === 205 || (status >= 300 && status < 400)) return copy(response, null);
    const isJson = isValidJson(body);
    if (response.ok && !isJson)
      throw new Error(`it answered ${status} with ${nameOf(body, response)} instead of JSON`);
    // A proxy's error page adds nothing to its status.
    return copy(
      response,
      isJson ? body : JSON.stringify({ message: response.statusText || 'no reason given' }),
    );
  };
}

/** Unlike fetch, keeps the method, and sends nothing to another server. */
async function follow(fetch: Fetch, address: string, init: RequestInit | undefined) {
  let at = address;
  for (let times = 0; times <= MAX_REDIRECTIONS; times++) {
    const received = await receive(fetch, at, { ...init, redirect: 'manual' });
    const { status, headers } = received.response;
    if (status < 300 || status >= 400 || init?.redirect === 'manual') return received;
    const location = headers.get('location');
    if (location === null || !URL.canParse(location, at))
      throw new Error(`it answered ${status}, a redirection without an address`);
    const target = new URL(location, at);
    if (target.origin !== new URL(at).origin)
      throw new Error(`it redirects to ${target.origin}, which is not the server of GITHUB_API_URL`);
    at = target.href;
  }
  throw new Error('it redirects in a circle');
}

async function receive(fetch: Fetch, address: string, init: RequestInit) {
  const { response, body } = await fetch(address, init)
    .then(async (response) => ({ response, body: await readBounded(response) }))
    .catch((error: unknown) => {
      throw new Error(describeFailure(error), { cause: error });
    });
  if (body === null) throw new Error(`the answer is longer than ${MAX_ANSWER_BYTES / 1024 ** 2} MB`);
  return { response, body };
}

async function readBounded(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function describeFailure(error: unknown): string {
  const causes = causesOf(error);
  if (causes.some(({ message }) => /^Proxy response \(407\)/.test(message)))
    return 'the proxy in https_proxy rejects the name or password (407)';
  const codes = causes.flatMap((cause) =>
    'code' in cause && typeof cause.code === 'string' ? [cause.code] : [],
  );
  for (const [pattern, words] of CAUSES) {
    const code = codes.find((one) => pattern.test(one));
    if (code !== undefined) return `${words}, ${code}`;
  }
  return 'the connection broke, or the answer was cut off';
}

function causesOf(error: unknown): readonly Error[] {
  const found: Error[] = [];
  for (let at = error; at instanceof Error && found.length < 10; at = at.cause) found.push(at);
  return found;
}

function isValidJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

function nameOf(body: string, { headers }: Response): string {
  if (body.trim() === '') return 'nothing';
  if (/^\s*</.test(body)) return 'HTML';
  return /json/.test(headers.get('content-type') ?? '') ? 'a part' : 'text';
}

/** Labelled as JSON, so that Octokit parses it. */
function copy(response: Response, body: string | null): Response {
  const headers = new Headers([...response.headers]);
  headers.set('content-type', 'application/json; charset=utf-8');
  return new Response(body, { status: response.status, statusText: response.statusText, headers });
}
