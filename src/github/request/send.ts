/** The transport of Octokit: an answer comes whole and as JSON, or it is lost; it is bounded, and what goes wrong is said in words. */

type Fetch = typeof globalThis.fetch;

/** A page of 100 comments of 65,536 characters, each written as `\uXXXX`, is shorter. */
const MAX_ANSWER_BYTES = 48 * 1024 * 1024;

const CAUSES: ReadonlyArray<readonly [RegExp, string]> = [
  [/^ECONNREFUSED$/, 'the server refuses the connection'],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, 'the name of the server cannot be resolved'],
  [/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'the connection broke'],
  [/^(?:ETIMEDOUT|UND_ERR_\w+_TIMEOUT)$/, 'the connection was too slow'],
  [/CERT|SIGNATURE|ISSUER/, 'the certificate of the server is not trusted'],
];

/**
 * Wraps fetch. Whatever it throws has a message that completes "GitHub did not answer (...)": Octokit makes of it an error
 * without a response, by which a lost answer is known.
 */
export function sendWith(fetch: Fetch): Fetch {
  return async (address, init) => {
    const { response, body } = await receive(fetch, address, init);
    const { status } = response;
    if (status >= 300 && status < 400 && init?.redirect !== 'manual')
      throw new Error(`it answered ${status}, a redirection that leads nowhere`);
    if (status === 204 || status === 205 || (status >= 300 && status < 400)) return copy(response, null);
    const isJson = isValidJson(body);
    if (response.ok && !isJson)
      throw new Error(`it answered ${status} with ${nameOf(body, response)} in place of JSON`);
    // An error page of a proxy says nothing that its status does not.
    return copy(
      response,
      isJson ? body : JSON.stringify({ message: response.statusText || 'no reason given' }),
    );
  };
}

async function receive(fetch: Fetch, address: Parameters<Fetch>[0], init: RequestInit | undefined) {
  try {
    const response = await fetch(address, init);
    return { response, body: await readBounded(response) };
  } catch (error) {
    throw new Error(describeFailure(error), { cause: error });
  }
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) throw new TooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

class TooLong extends Error {
  override readonly message = `the answer is longer than ${MAX_ANSWER_BYTES / 1024 ** 2} MB`;
}

function describeFailure(error: unknown): string {
  if (error instanceof TooLong) return error.message;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && /redirect/i.test(cause.message)) return 'it redirects in a circle';
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const known = CAUSES.find(([pattern]) => pattern.test(code))?.[1];
  if (known !== undefined) return `${known}, ${code}`;
  return code === '' ? 'the connection broke, or the answer was cut off' : `the connection failed, ${code}`;
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

/** As JSON, whatever the server calls it. */
function copy(response: Response, body: string | null): Response {
  const headers = new Headers([...response.headers]);
  headers.set('content-type', 'application/json; charset=utf-8');
  return new Response(body, { status: response.status, statusText: response.statusText, headers });
}
