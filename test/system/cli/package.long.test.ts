/** What npx gets: the packed package, installed without a network into an empty folder, under each Node that is supported. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PACKAGE, REPOSITORY, VERSION } from '../../../src/version.ts';
import { findNode24 } from '../../support/node24.ts';
import { commandsUnder, installInto, newFolder, type Packed, packInto } from '../support/packed.ts';

const MAX_BYTES = 13_000_000;
/** What the program reads; everything else in a package is weight. */
const USED =
  /^(?:dist\/[\w-]+\.(?:c?js|json|wasm|txt)|schema\/[\w.]+\.json|packages\/tfjs-trainer\/types\/module\.d\.ts|fixtures\/gloss\/(?:[\w.]+|data\/[\w.]+)|action\.yml|package\.json|README\.md|LICENSE)$/;

const folders: string[] = [];
function temporary(): string {
  const folder = newFolder();
  folders.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(process.platform === 'win32')('the packed package', () => {
  let packed: Packed;
  let tarball: string;
  beforeAll(() => {
    ({ packed, tarball } = packInto(temporary()));
  });

  test('holds what is run and nothing else, in less than 13 MB', () => {
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
    'under %s, npx starts it by its name and by that of the package, and an example reaches a verdict',
    (_, find) => {
      const node = find();
      if (node === null) return;
      const folder = temporary();
      const run = commandsUnder(node);
      installInto(folder, tarball, run);
      expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
        PACKAGE.split('/')[0],
      ]);
      const version = run(folder, 'npx', 'conclusive', '--version');
      expect(run(folder, 'npx', PACKAGE, '--version')).toBe(version);
      // As the release workflow writes it into what it publishes.
      const commit = 'c0'.repeat(20);
      run(join(folder, 'node_modules', PACKAGE), 'npm', 'pkg', 'set', `gitHead=${commit}`);
      run(folder, 'git', 'init', '--quiet');
      writeFileSync(
        join(folder, 'train.py'),
        'parser.add_argument("--seed", type=int)\nprint("accuracy:", 1)\n',
      );
      run(folder, 'npx', 'conclusive', 'init', '--yes');
      const workflow = readFileSync(join(folder, '.github/workflows/conclusive.yml'), 'utf8');
      expect(workflow).toContain(`uses: ${REPOSITORY}@${commit} # v${VERSION}\n`);
      const config = join(folder, 'node_modules', PACKAGE, 'fixtures/gloss/conclusive.yml');
      writeFileSync(config, readFileSync(config, 'utf8').replaceAll(/epochs: \d+/g, 'epochs: 1'));
      const report = run(folder, 'npx', PACKAGE, 'run', '--seeds', '2', '--config', config);
      expect(report).toMatch(/^\S+ .*macro.F1/m);
    },
  );
});
