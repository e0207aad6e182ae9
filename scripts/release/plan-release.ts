/** Plans a release and lists reasons against it, without changing anything. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import semver from 'semver';
import { z } from 'zod';
import { readChangelog } from './changelog.ts';

const run = promisify(execFile);

export interface ReleaseRequest {
  readonly root: string;
  readonly remote: string;
  readonly branch: string;
  /** `owner/name` of the releasing repository, if known. */
  readonly repository: string | undefined;
  /** Skips checks of work tree, branch, remote and tags. */
  readonly sourcesOnly: boolean;
  /** Program and arguments of a build into the folder CONCLUSIVE_DIST. */
  readonly build: readonly [string, ...string[]];
}

export interface Release {
  readonly version: string;
  readonly tag: string;
  readonly commit: string;
  readonly isPrerelease: boolean;
  readonly notes: string;
  /** Tags to push, each with its current target at the remote; null if there is none. */
  readonly tags: ReadonlyMap<string, string | null>;
  readonly refusals: readonly string[];
}

const manifestSchema = z.object({
  version: z.string(),
  repository: z.object({ url: z.string() }),
});

export async function planRelease(request: ReleaseRequest): Promise<Release> {
  const { root, sourcesOnly } = request;
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  const { version } = manifest;
  const slug = manifest.repository.url.replace(/^.*github\.com\/|\.git$/g, '');
  const parsed = semver.parse(version);
  if (parsed === null || parsed.version !== version)
    throw new Error(
      `version of package.json is "${version}"; write one as semver.org has it, such as 1.2.3 or 1.2.3-rc.1`,
    );
  const tag = `v${version}`;
  const commit = await git(root, 'rev-parse', 'HEAD');
  const isPrerelease = parsed.prerelease.length > 0;
  const changes = changesOf(await readFile(join(root, 'CHANGELOG.md'), 'utf8').catch(() => ''), version);
  const refs = sourcesOnly ? new Map<string, string>() : await refsOf(request);
  // Users of v1 get no prerelease.
  const moved = isPrerelease ? [] : [`v${parsed.major}`];
  return {
    version,
    tag,
    commit,
    isPrerelease,
    notes: `${changes.body}\n\n\`\`\`yaml\n- uses: ${slug}@${commit} # ${tag}\n\`\`\`\n`,
    tags: new Map(
      (sourcesOnly ? [] : [tag, ...moved]).map((name) => [name, refs?.get(`refs/tags/${name}`) ?? null]),
    ),
    refusals: [
      ...changes.refusals.filter(({ ofSources }) => ofSources || !sourcesOnly).map(({ text }) => text),
      ...(sourcesOnly ? [] : await refusalsOfPlace(request, { slug, commit, tag, version, refs })),
      ...(await staleDist(request)),
    ],
  };
}

/** Reads the version's section and its faults; before release, its date may be missing. */
function changesOf(text: string, version: string) {
  const sections = readChangelog(text);
  const own = sections.find((section) => section.version === version);
  const open = sections.find((section) => section.version.toLowerCase() === 'unreleased');
  const refusals: { readonly text: string; readonly ofSources: boolean }[] = [];
  if (own === undefined || own.isEmpty)
    refusals.push({
      text: `CHANGELOG.md ${own === undefined ? 'has no section for' : 'says nothing of'} ${version}: write "## [${version}] - YYYY-MM-DD" with what has changed`,
      ofSources: true,
    });
  else if (!z.iso.date().safeParse(own.date).success)
    refusals.push({
      text: `CHANGELOG.md has "${own.date ?? ''}" for the date of ${version}: write the day of the release, as YYYY-MM-DD`,
      ofSources: false,
    });
  if (open?.isEmpty === false)
    refusals.push({
      text: `CHANGELOG.md has changes under Unreleased: move them to ${version}, as they would be released with it`,
      ofSources: false,
    });
  return { body: own?.body ?? '', refusals };
}

interface Place {
  readonly slug: string;
  readonly commit: string;
  readonly tag: string;
  readonly version: string;
  /** Null if the remote can't be read. */
  readonly refs: ReadonlyMap<string, string> | null;
}

async function refusalsOfPlace(
  { root, remote, branch, repository }: ReleaseRequest,
  { slug, commit, tag, version, refs }: Place,
): Promise<string[]> {
  const changed = await git(root, 'status', '--porcelain', '--untracked-files=normal');
  const refusals =
    changed === ''
      ? []
      : [`the work tree has changes that no commit holds: commit or remove them\n${changed}`];
  // npm rejects provenance if the two differ, and recipes would name another owner's action.
  if (slug.startsWith('OWNER/') || (repository ?? slug).toLowerCase() !== slug.toLowerCase())
    refusals.push(
      `repository.url of package.json names ${slug}, which is not ${repository ?? 'a repository yet'}: correct it, and run "npm run generate"`,
    );
  if (refs === null)
    return [
      ...refusals,
      `the remote "${remote}" cannot be read: its branch ${branch} and its tags are unknown`,
    ];
  const head = refs.get(`refs/heads/${branch}`);
  if (head !== commit)
    refusals.push(
      `HEAD is ${commit.slice(0, 12)}, but ${branch} of ${remote} is ${head?.slice(0, 12) ?? 'not there'}: check out and pull ${branch}, or push it`,
    );
  const released = [...refs.keys()]
    .map((ref) => semver.valid(ref.replace('refs/tags/v', '')))
    .filter((one) => one !== null);
  if (refs.has(`refs/tags/${tag}`))
    refusals.push(`the tag ${tag} is there already: raise version in package.json`);
  else {
    const [newest] = semver.rsort(released);
    if (newest !== undefined && semver.lt(version, newest))
      refusals.push(
        `version ${version} is older than ${newest}, which is released: raise version in package.json`,
      );
  }
  return refusals;
}

async function refsOf({ root, remote }: ReleaseRequest): Promise<ReadonlyMap<string, string> | null> {
  const listed = await git(root, 'ls-remote', '--refs', remote).catch(() => null);
  if (listed === null) return null;
  const lines = listed.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => line.split('\t')).map(([id = '', ref = '']) => [ref, id]));
}

/** Builds outside the work tree and compares, so that a check changes nothing. */
async function staleDist({ root, build: [program, ...options] }: ReleaseRequest): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'conclusive-dist-'));
  try {
    await run(program, options, { cwd: root, env: { ...process.env, CONCLUSIVE_DIST: folder } });
    const [built, committed] = await Promise.all([filesOf(folder), filesOf(join(root, 'dist'))]);
    const names = [...new Set([...built.keys(), ...committed.keys()])].sort();
    const differing = names.filter((name) => {
      const made = built.get(name);
      return made === undefined || committed.get(name)?.equals(made) !== true;
    });
    return differing.length === 0
      ? []
      : [`dist is not what the sources build (${differing.join(', ')}): run "npm run build" and commit dist`];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function filesOf(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)),
  );
}

export async function git(root: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run('git', args, { cwd: root });
  return stdout.trim();
}
