/** What npx gets: the packed package, installed without a network into an empty folder, under each Node that is supported. */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PACKAGE, REPOSITORY, VERSION } from '../../../src/version.ts';
import { findNode24 } from '../../support/node24.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const MAX_BYTES = 12_000_000;
/** What the program reads; everything else in a package is weight. */
const USED =
  /^(?:dist\/[\w-]+\.(?:js|json|wasm|txt)|schema\/[\w.]+\.json|src\/(?:config\/names|train\/module)\.ts|fixtures\/gloss\/(?:[\w.]+|data\/[\w.]+)|action\.yml|package\.json|README\.md|LICENSE)$/;

interface Packed {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: ReadonlyArray<{ readonly path: string; readonly mode: number }>;
}

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'conclusive-'));
  folders.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** As a shell would find it, under another Node: npm and npx are scripts of the one that is first on the PATH. */
function run(node: string, cwd: string, program: string, ...args: readonly string[]): string {
  const bin = newFolder();
  symlinkSync(node, join(bin, 'node'));
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, npm_config_offline: 'true' };
  return execFileSync(program, args, { cwd, env, encoding: 'utf8', stdio: 'pipe' });
}

describe.skipIf(process.platform === 'win32')('the packed package', () => {
  let packed: Packed;
  let tarball: string;
  beforeAll(() => {
    const folder = newFolder();
    const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
    [packed] = JSON.parse(execFileSync('npm', pack, { cwd: ROOT, encoding: 'utf8' }));
    tarball = join(folder, packed.filename);
  });

  test('holds what is run and nothing else, in less than 12 MB', () => {
    expect(packed.files.map(({ path }) => path).filter((path) => !USED.test(path))).toEqual([]);
    expect(packed.unpackedSize).toBeLessThan(MAX_BYTES);
    const paths = packed.files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['action.yml', 'dist/cli.js', 'dist/action.js', 'README.md']),
    );
    expect(packed.files.find(({ path }) => path === 'dist/cli.js')?.mode).toBe(0o755);
  });

  test.each([
    ['the Node of the tests', () => process.execPath],
    ['Node 24', findNode24],
  ])(
    'under %s, npx starts it by its name and by that of the package, and the demo reaches a verdict',
    (_, find) => {
      const node = find();
      if (node === null) return;
      const folder = newFolder();
      // Into an empty folder npm does not install: it takes the next one above that has a manifest.
      writeFileSync(join(folder, 'package.json'), '{}');
      // Whatever a package needs beyond its tarball would have to come from a network that is not there.
      run(node, folder, 'npm', 'install', '--engine-strict', '--no-audit', '--no-fund', tarball);
      expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
        PACKAGE.split('/')[0],
      ]);
      const version = run(node, folder, 'npx', 'conclusive', '--version');
      expect(run(node, folder, 'npx', PACKAGE, '--version')).toBe(version);
      // As the release workflow writes it into what it publishes.
      const commit = 'c0'.repeat(20);
      run(node, join(folder, 'node_modules', PACKAGE), 'npm', 'pkg', 'set', `gitHead=${commit}`);
      run(node, folder, 'git', 'init', '--quiet');
      writeFileSync(
        join(folder, 'train.py'),
        'parser.add_argument("--seed", type=int)\nprint("accuracy:", 1)\n',
      );
      run(node, folder, 'npx', 'conclusive', 'init', '--yes');
      const workflow = readFileSync(join(folder, '.github/workflows/conclusive.yml'), 'utf8');
      expect(workflow).toContain(`uses: ${REPOSITORY}@${commit} # v${VERSION}\n`);
      const config = join(folder, 'node_modules', PACKAGE, 'fixtures/gloss/conclusive.yml');
      writeFileSync(config, readFileSync(config, 'utf8').replaceAll(/epochs: \d+/g, 'epochs: 1'));
      const demo = run(node, folder, 'npx', PACKAGE, 'demo', '--seeds', '2', '--output', 'demo');
      expect(demo).toMatch(/Improvement|Regression|Equivalent|Inconclusive/);
    },
  );
});

test('the lock file names no package that needs a newer Node than engines does', () => {
  const folder = newFolder();
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(ROOT, file), join(folder, file));
  const check = ['ci', '--dry-run', '--ignore-scripts', '--engine-strict', '--no-audit', '--no-fund'];
  expect(() => run(process.execPath, folder, 'npm', ...check)).not.toThrow();
});
