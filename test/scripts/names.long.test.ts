/** A fork, or a rename, is one edit: package.json of a copy is changed, and `npm run generate` does the rest. */
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PACKAGE, REPOSITORY, VERSION } from '../../src/version.ts';
import { temporaryFolder } from '../support/temporary.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NEW = { slug: 'else-where/verdict.js', name: '@else-where/verdict', version: '7.8.9-rc.1' };

/** Without dist, which a build makes anew, and binary files. */
function textFiles(root: string): ReadonlyMap<string, string> {
  const options = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', '.', ':!dist'];
  const paths = execFileSync('git', options, { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
  const texts = paths.map((path) => [path, readFileSync(join(root, path), 'utf8')] as const);
  return new Map(texts.filter(([, text]) => !text.includes('\0')));
}

const linesWith = (files: ReadonlyMap<string, string>, pattern: RegExp) =>
  [...files].flatMap(([path, text]) =>
    text.split('\n').flatMap((line) => (pattern.test(line) ? [`${path}: ${line.trim().slice(0, 200)}`] : [])),
  );

test('one edit of package.json and npm run generate leave no old name anywhere', async () => {
  const copy = await temporaryFolder();
  for (const path of textFiles(ROOT).keys()) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  execFileSync('git', ['init', '--quiet'], { cwd: copy });
  const generate = () => execFileSync('npm', ['run', '--silent', 'generate'], { cwd: copy, stdio: 'pipe' });

  generate();
  const before = textFiles(copy);
  const old = new RegExp(
    [PACKAGE, REPOSITORY, `@v${VERSION}\\b`, `/v${VERSION}/`].map((name) => `(?:${name})`).join('|'),
  );
  expect(linesWith(before, old).length).toBeGreaterThan(10);

  const manifest = JSON.parse(before.get('package.json') ?? '');
  manifest.name = NEW.name;
  manifest.version = NEW.version;
  manifest.repository.url = `git+https://github.com/${NEW.slug}.git`;
  writeFileSync(join(copy, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  generate();
  const after = textFiles(copy);
  expect(linesWith(after, old)).toEqual([]);
  expect(after.get('README.md')).toContain(`uses: ${NEW.slug}@v${NEW.version}`);
  expect(JSON.parse(after.get('package-lock.json') ?? '')).toMatchObject({
    name: NEW.name,
    version: NEW.version,
  });
  expect(JSON.parse(after.get('package.json') ?? '').bin).toEqual({
    conclusive: 'dist/cli.js',
    verdict: 'dist/cli.js',
  });

  // And back: what was written is found again.
  writeFileSync(join(copy, 'package.json'), before.get('package.json') ?? '');
  generate();
  expect(Object.fromEntries(textFiles(copy))).toEqual(Object.fromEntries(before));
});
