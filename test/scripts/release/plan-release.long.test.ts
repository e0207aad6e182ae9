/** Releases of a real repository, with a bare one as its remote. */
import { beforeEach, expect, test } from 'vitest';
import { planRelease, type ReleaseRequest } from '../../../scripts/release/plan-release.ts';
import { pushTags } from '../../../scripts/release/push-tags.ts';
import { Repository } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const BUILD = `import { copyFileSync } from 'node:fs';
copyFileSync('source.txt', (process.env.CONCLUSIVE_DIST ?? 'dist') + '/cli.js');
`;
const manifest = (version: string) =>
  JSON.stringify({ name: 'thing', version, repository: { url: 'git+https://github.com/acme/thing.git' } });
const changelog = (version: string, more = '') =>
  `# Changelog\n\n## [Unreleased]\n${more}\n## [${version}] - 2026-11-20\n\n- changes of ${version}\n`;

let repository: Repository;
let remote: Repository;
beforeEach(async () => {
  remote = Repository.at(await temporaryFolder());
  await remote.git('init', '--quiet', '--bare', '--initial-branch=main');
  repository = await Repository.create();
  await repository.git('remote', 'add', 'origin', remote.path);
  await repository.commit({
    'package.json': manifest('1.2.0'),
    'CHANGELOG.md': changelog('1.2.0'),
    'build.mjs': BUILD,
    'source.txt': 'one',
    'dist/cli.js': 'one',
  });
  await push();
});

const push = () => repository.git('push', '--quiet', 'origin', 'HEAD:main');
const plan = (more: Partial<ReleaseRequest> = {}) =>
  planRelease({
    root: repository.path,
    remote: 'origin',
    branch: 'main',
    repository: undefined,
    sourcesOnly: false,
    build: [process.execPath, 'build.mjs'],
    ...more,
  });
const refsOfRemote = () => remote.git('for-each-ref', '--format=%(refname) %(objectname)');

/** Plans and, where nothing stands in the way, pushes. */
async function release(): Promise<void> {
  const planned = await plan();
  expect(planned.refusals).toEqual([]);
  await pushTags(repository.path, 'origin', planned);
}

/** The next version, with something new in it. */
async function raiseTo(version: string): Promise<string> {
  const commit = await repository.commit({
    'package.json': manifest(version),
    'CHANGELOG.md': changelog(version),
    'news.txt': version,
  });
  await push();
  return commit;
}

test('what would be released is told, and planning changes nothing anywhere', async () => {
  const before = await refsOfRemote();
  const commit = await repository.git('rev-parse', 'HEAD');
  expect(await plan()).toEqual({
    version: '1.2.0',
    tag: 'v1.2.0',
    commit,
    isPrerelease: false,
    notes: `- changes of 1.2.0\n\n\`\`\`yaml\n- uses: acme/thing@${commit} # v1.2.0\n\`\`\`\n`,
    tags: new Map([
      ['v1.2.0', null],
      ['v1', null],
    ]),
    refusals: [],
  });
  expect(await refsOfRemote()).toBe(before);
  expect(await repository.git('status', '--porcelain', '--ignored')).toBe('');
  expect(await repository.git('tag')).toBe('');
});

test('a release makes its tag and moves that of the major version along, and no other', async () => {
  const first = await repository.git('rev-parse', 'HEAD');
  await release();
  const second = await raiseTo('1.3.0');
  expect((await plan()).tags).toEqual(
    new Map([
      ['v1.3.0', null],
      ['v1', first],
    ]),
  );
  await release();
  const third = await raiseTo('2.0.0');
  await release();
  const expected = { v1: second, 'v1.2.0': first, 'v1.3.0': second, v2: third, 'v2.0.0': third };
  expect((await refsOfRemote()).split('\n')).toEqual([
    `refs/heads/main ${third}`,
    ...Object.entries(expected).map(([tag, commit]) => `refs/tags/${tag} ${commit}`),
  ]);
});

test('a prerelease leaves the tag of the major version where it is', async () => {
  await raiseTo('1.3.0-rc.1');
  const { tags, isPrerelease } = await plan();
  expect([...tags.keys()]).toEqual(['v1.3.0-rc.1']);
  expect(isPrerelease).toBe(true);
});

test('a checkout as CI has it, shallow and on no branch, releases; a tag of the major version with a message moves as well', async () => {
  await repository.git('tag', '--annotate', 'v1', '--message', 'by hand', 'HEAD');
  await repository.git('push', '--quiet', 'origin', 'v1');
  const commit = await raiseTo('1.3.0');
  repository = await Repository.clone(remote, '--depth', '1');
  await repository.git('checkout', '--quiet', '--detach');
  await release();
  expect((await refsOfRemote()).split('\n')).toEqual(
    ['refs/heads/main', 'refs/tags/v1', 'refs/tags/v1.3.0'].map((ref) => `${ref} ${commit}`),
  );
});

test('the tags are pushed together or not at all: one that was moved meanwhile stops both', async () => {
  const planned = await plan();
  await repository.commit({ 'news.txt': 'x' });
  await push();
  await remote.git('tag', 'v1', 'main');
  const before = await refsOfRemote();
  await expect(pushTags(repository.path, 'origin', planned)).rejects.toThrow(/stale info/);
  expect(await refsOfRemote()).toBe(before);
});

const commitAndPush = async (files: Readonly<Record<string, string>>) => {
  await repository.commit(files);
  await push();
};

test.each<[what: string, refusal: RegExp, spoil: () => Promise<unknown>]>([
  [
    'a file that no commit holds',
    /^the work tree has changes that no commit holds: .*\n\?\? notes.txt$/s,
    () => repository.write({ 'notes.txt': 'x' }),
  ],
  [
    'a dist of other sources',
    /^dist is not what the sources build \(cli.js\): run "npm run build"/,
    () => commitAndPush({ 'source.txt': 'two' }),
  ],
  [
    'a file in dist that no source builds',
    /^dist is not what the sources build \(left.js\)/,
    () => commitAndPush({ 'dist/left.js': '' }),
  ],
  [
    'a version that the changelog does not know',
    /^CHANGELOG.md has no section for 1.2.1: write "## \[1.2.1\] - YYYY-MM-DD"/,
    () => commitAndPush({ 'package.json': manifest('1.2.1') }),
  ],
  [
    'a version that the changelog says nothing of',
    /^CHANGELOG.md says nothing of 1.2.0/,
    () => commitAndPush({ 'CHANGELOG.md': '## [1.2.0] - 2026-11-20\n\n### Added\n\n## [1.1.0]\n\n- old\n' }),
  ],
  [
    'a version without a date',
    /^CHANGELOG.md has "unreleased" for the date of 1.2.0/,
    () => commitAndPush({ 'CHANGELOG.md': '## [1.2.0] - unreleased\n\n- new\n' }),
  ],
  [
    'a day that no calendar has',
    /^CHANGELOG.md has "2026-02-30" for the date of 1.2.0/,
    () => commitAndPush({ 'CHANGELOG.md': '## [1.2.0] - 2026-02-30\n\n- new\n' }),
  ],
  [
    'changes that belong to no version',
    /^CHANGELOG.md has changes under Unreleased: move them to 1.2.0/,
    () => commitAndPush({ 'CHANGELOG.md': changelog('1.2.0', '\n- newer\n') }),
  ],
  [
    'a tag that is there, be it at this very commit',
    /^the tag v1.2.0 is there already: raise version/,
    () => remote.git('tag', 'v1.2.0', 'main'),
  ],
  [
    'a version older than a released one',
    /^version 1.2.0 is older than 1.10.0, which is released/,
    () => remote.git('tag', 'v1.10.0', 'main'),
  ],
  [
    'another branch',
    /^HEAD is \w{12}, but main of origin is \w{12}: check out and pull main/,
    async () => {
      await repository.git('checkout', '--quiet', '-b', 'topic');
      await repository.commit({ 'news.txt': 'x' });
    },
  ],
  [
    'a branch that the remote has moved on',
    /^HEAD is \w{12}, but main of origin is \w{12}/,
    async () => {
      await commitAndPush({ 'news.txt': 'x' });
      await repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    },
  ],
  [
    'a remote without the branch',
    /^HEAD is \w{12}, but main of origin is not there/,
    () => remote.git('update-ref', '-d', 'refs/heads/main'),
  ],
  [
    'a remote that is not there',
    /^the remote "origin" cannot be read/,
    () => repository.git('remote', 'set-url', 'origin', `${remote.path}-gone`),
  ],
])('%s is refused', async (_, refusal, spoil) => {
  await spoil();
  const { refusals } = await plan();
  expect(refusals).toEqual([expect.stringMatching(refusal)]);
});

test.each(['acme/other', 'somebody/thing'])(
  '%s does not release what says that it is acme/thing',
  async (name) => {
    expect((await plan({ repository: name })).refusals).toEqual([
      expect.stringContaining(`repository.url of package.json names acme/thing, which is not ${name}`),
    ]);
    expect((await plan({ repository: 'Acme/Thing' })).refusals).toEqual([]);
  },
);

test.each(['1.2', 'v1.2.0', '1.2.0+build.5', ''])('"%s" is no version', async (version) => {
  await repository.commit({ 'package.json': manifest(version) });
  await expect(plan()).rejects.toThrow(`version of package.json is "${version}"; write one`);
});

test('all that stands in the way is told at once; of the sources alone, only what they decide', async () => {
  await repository.commit({ 'package.json': manifest('3.0.0'), 'source.txt': 'two' });
  await repository.write({ 'notes.txt': 'x' });
  const { refusals } = await plan({ repository: 'acme/other' });
  expect(refusals.map((refusal) => refusal.split(' ').slice(0, 2).join(' '))).toEqual([
    'CHANGELOG.md has',
    'the work',
    'repository.url of',
    'HEAD is',
    'dist is',
  ]);
  const ofSources = await plan({ repository: 'acme/other', remote: 'nowhere', sourcesOnly: true });
  expect(ofSources.refusals).toEqual([refusals[0], refusals.at(-1)]);
  expect(ofSources.tags).toEqual(new Map());
});
