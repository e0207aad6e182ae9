/** `npm run release` as the workflow calls it, in a repository of its own with a bare remote. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { Repository } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

async function create() {
  const remote = Repository.at(await temporaryFolder());
  await remote.git('init', '--quiet', '--bare', '--initial-branch=main');
  const repository = await Repository.create();
  await repository.git('remote', 'add', 'origin', remote.path);
  const commit = await repository.commit({
    'package.json': JSON.stringify({
      version: '0.2.0',
      repository: { url: 'git+https://github.com/acme/thing.git' },
      scripts: { build: 'node build.mjs' },
    }),
    'build.mjs':
      "import { writeFileSync } from 'node:fs';\nwriteFileSync(process.env.CONCLUSIVE_DIST + '/a.js', '1');\n",
    'dist/a.js': '1',
    'CHANGELOG.md': '## [0.2.0] - 2026-11-20\n\n- quotes " and $(echo expressions)\n',
  });
  await repository.git('push', '--quiet', 'origin', 'HEAD:main');
  const output = join(await temporaryFolder(), 'output');
  await writeFile(output, '');
  const release = async (...options: readonly string[]) => {
    const jiti = join(ROOT, 'node_modules/.bin/jiti');
    const env = { ...process.env, GITHUB_REPOSITORY: 'acme/thing', GITHUB_OUTPUT: output };
    const done = await run(jiti, [join(ROOT, 'scripts/release.ts'), ...options], {
      cwd: repository.path,
      env,
    }).catch((error: { readonly code: number; readonly stdout: string; readonly stderr: string }) => error);
    return { code: 0, ...done };
  };
  return { remote, repository, commit, output, release };
}

test('a dry run says what would be done and does nothing; a release does it, once', async () => {
  const { remote, repository, commit, output, release } = await create();
  const refs = () => remote.git('for-each-ref', '--format=%(refname:short) %(objectname)');
  const dry = await release('--dry-run');
  expect(dry.code, dry.stderr).toBe(0);
  expect(dry.stdout).toBe(
    `v0.2.0, of ${commit}\ntag v0.2.0: new\ntag v0: new\n\n- quotes " and $(echo expressions)\n\n\`\`\`yaml\n- uses: acme/thing@${commit} # v0.2.0\n\`\`\`\n\nNothing was done: a dry run.\n`,
  );
  expect(await refs()).toBe(`main ${commit}`);
  expect(await repository.git('status', '--porcelain')).toBe('');
  const outputs = await readFile(output, 'utf8');
  expect(outputs).toMatch(/^tag<<(\S+)\nv0\.2\.0\n\1$/m);
  expect(outputs).toMatch(/^notes<<(\S+)\n- quotes " and \$\(echo expressions\)\n[\s\S]*\n\1$/m);
  expect(outputs).toMatch(/^prerelease<<(\S+)\nfalse\n\1$/m);

  expect((await release()).code).toBe(0);
  expect((await refs()).split('\n')).toEqual([`main ${commit}`, `v0 ${commit}`, `v0.2.0 ${commit}`]);

  const again = await release();
  expect(again.code).toBe(1);
  expect(again.stderr).toBe('refused: the tag v0.2.0 is there already: raise version in package.json\n');
  expect((await release('--dry-run', '--sources-only')).code).toBe(0);
});

test('what looks at the sources alone never releases', async () => {
  const { commit, remote, release } = await create();
  const { code, stderr } = await release('--sources-only');
  expect(code).not.toBe(0);
  expect(stderr).toContain('--sources-only looks at too little for a release: add --dry-run');
  expect(await remote.git('for-each-ref', '--format=%(objectname)')).toBe(commit);
});
