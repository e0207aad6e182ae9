/** The services behind ACTIONS_RESULTS_URL: caches, artifacts, and their storage. A run's token decides its rights. */
import { randomUUID } from 'node:crypto';
import { type Answer, refuse } from './answers.ts';

export interface StoredCache {
  readonly key: string;
  /** Digest of paths and packing; entries of other versions are not found. */
  readonly version: string;
  /** A ref. */
  readonly scope: string;
  readonly blob: string;
  readonly isComplete: boolean;
}

export interface StoredArtifact {
  readonly id: number;
  readonly name: string;
  readonly run: number;
  readonly blob: string;
}

interface Job {
  readonly run: number;
  /** All are readable, the first is writable. */
  readonly scopes: readonly string[];
}

/** ACTIONS_RUNTIME_TOKEN, without a valid signature. */
export function runtimeToken({ run, scopes }: Job): string {
  const access = scopes.map((Scope, index) => ({ Scope, Permission: index === 0 ? 3 : 1 }));
  const claims = {
    scp: `Actions.ExampleScope Actions.Results:${run}:job-of-${run}`,
    ac: JSON.stringify(access),
  };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'none' })}.${encode(claims)}.runtime-loopback`;
}

function readToken(authorization: string): Job | null {
  const claims = /^Bearer [\w-]+\.([\w-]+)\.runtime-loopback$/.exec(authorization)?.[1];
  if (claims === undefined) return null;
  const { scp, ac } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  const access = JSON.parse(ac) as ReadonlyArray<{ Scope: string }>;
  return { run: Number(scp.split(':')[1]), scopes: access.map(({ Scope }) => Scope) };
}

interface Message {
  readonly key: string;
  readonly version: string;
  readonly restore_keys?: readonly string[];
  readonly name: string;
  readonly id_filter?: string;
}

export class Results {
  readonly caches: StoredCache[] = [];
  readonly artifacts: StoredArtifact[] = [];
  readonly blobs = new Map<string, Buffer>();
  readonly #blocks = new Map<string, Buffer>();
  readonly #uploads = new Map<string, string>();

  addArtifact(name: string, run: number, zip: Buffer): StoredArtifact {
    const blob = randomUUID();
    this.blobs.set(blob, zip);
    const artifact = { id: 500 + this.artifacts.length, name, run, blob };
    this.artifacts.push(artifact);
    return artifact;
  }

  /** @param method the last part of the path */
  call(method: string, body: unknown, authorization: string, url: string): Answer {
    const job = readToken(authorization);
    if (job === null) return refuse(401, 'Unauthorized');
    const message = body as Message;
    switch (method) {
      case 'CreateCacheEntry':
        return this.#createCache(message, job, url);
      case 'FinalizeCacheEntryUpload':
        return this.#finishCache(message, job);
      case 'GetCacheEntryDownloadURL':
        return this.#findCache(message, job, url);
      case 'CreateArtifact':
        return this.#createArtifact(message, job, url);
      case 'FinalizeArtifact':
        return this.#finishArtifact(message, job);
      case 'ListArtifacts':
        return this.#listArtifacts(message, job);
      case 'GetSignedArtifactURL':
        return this.#addressOfArtifact(message, job, url);
      default:
        return refuse(404, 'bad_route');
    }
  }

  /** Azure's block blobs: whole, or block by block with a list. */
  store(method: string, path: string, query: Readonly<Record<string, string>>, body: Buffer): Answer {
    const blob = path.split('/').at(-1) ?? '';
    if (method === 'PUT' && query.comp === 'block') {
      this.#blocks.set(`${blob} ${query.blockid}`, body);
      return { status: 201, body: null };
    }
    if (method === 'PUT') {
      const list = [...body.toString().matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(([, id]) => id);
      const blocks = list.map((id) => this.#blocks.get(`${blob} ${id}`) ?? Buffer.alloc(0));
      this.blobs.set(blob, query.comp === 'blocklist' ? Buffer.concat(blocks) : body);
      return { status: 201, body: null };
    }
    const found = this.blobs.get(blob);
    return found === undefined ? refuse(404, 'BlobNotFound') : { status: 200, body: found };
  }

  #createCache({ key, version }: Message, { scopes }: Job, url: string): Answer {
    const [scope = ''] = scopes;
    const isTaken = this.caches.some(
      (one) => one.key === key && one.version === version && one.scope === scope,
    );
    if (isTaken) return { status: 200, body: { ok: false, message: 'cache already exists' } };
    const blob = randomUUID();
    this.caches.push({ key, version, scope, blob, isComplete: false });
    return {
      status: 200,
      body: { ok: true, signed_upload_url: `${url}/storage/results/${blob}?sig=secret` },
    };
  }

  #finishCache({ key, version }: Message, { scopes }: Job): Answer {
    const at = this.caches.findIndex(
      (one) => one.key === key && one.version === version && one.scope === scopes[0],
    );
    const [entry] = this.caches.splice(at, 1);
    if (entry === undefined) return refuse(404, 'no such cache entry');
    this.caches.push({ ...entry, isComplete: true });
    return { status: 200, body: { ok: true, entry_id: String(this.caches.length) } };
  }

  /** The newest readable entry, of the first scope that has one. */
  #findCache({ key, version, restore_keys: prefixes = [] }: Message, { scopes }: Job, url: string): Answer {
    for (const scope of scopes) {
      const own = this.caches
        .filter((one) => one.isComplete && one.version === version && one.scope === scope)
        .toReversed();
      const found =
        own.find((one) => one.key === key) ??
        own.find((one) => prefixes.some((prefix) => one.key.startsWith(prefix)));
      if (found === undefined) continue;
      const address = `${url}/storage/results/${found.blob}?sig=secret`;
      return { status: 200, body: { ok: true, signed_download_url: address, matched_key: found.key } };
    }
    return { status: 200, body: { ok: false } };
  }

  #createArtifact({ name }: Message, { run }: Job, url: string): Answer {
    if (this.artifacts.some((one) => one.name === name && one.run === run))
      return {
        status: 409,
        body: { code: 'already_exists', msg: 'an artifact with this name already exists' },
      };
    const blob = randomUUID();
    this.#uploads.set(`${run} ${name}`, blob);
    return {
      status: 200,
      body: { ok: true, signed_upload_url: `${url}/storage/results/${blob}?sig=secret` },
    };
  }

  #finishArtifact({ name }: Message, { run }: Job): Answer {
    const blob = this.#uploads.get(`${run} ${name}`);
    const zip = blob === undefined ? undefined : this.blobs.get(blob);
    if (zip === undefined) return refuse(404, 'nothing was uploaded');
    const { id } = this.addArtifact(name, run, zip);
    return { status: 200, body: { ok: true, artifact_id: String(id) } };
  }

  /** Artifacts of the run, of all attempts and jobs. */
  #listArtifacts({ id_filter: id }: Message, { run }: Job): Answer {
    const own = this.artifacts.filter(
      (one) => one.run === run && (id === undefined || String(one.id) === id),
    );
    const artifacts = own.map(({ id, name, blob }) => ({
      workflow_run_backend_id: String(run),
      workflow_job_run_backend_id: `job-of-${run}`,
      database_id: String(id),
      name,
      size: String(this.blobs.get(blob)?.length ?? 0),
      created_at: '2026-01-01T00:00:00Z',
    }));
    return { status: 200, body: { artifacts } };
  }

  #addressOfArtifact({ name }: Message, { run }: Job, url: string): Answer {
    const found = this.artifacts.find((one) => one.name === name && one.run === run);
    if (found === undefined) return refuse(404, 'no such artifact');
    return { status: 200, body: { signed_url: `${url}/storage/results/${found.blob}?sig=secret` } };
  }
}
