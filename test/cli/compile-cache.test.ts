import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { findNode24 } from '../support/node24.ts';
import { temporaryFolder } from '../support/temporary.ts';

const MODULE = fileURLToPath(new URL('../../src/cli/compile-cache.ts', import.meta.url));
const node24 = findNode24();

describe.skipIf(node24 === null || process.platform === 'win32')('the compile cache (needs Node 24)', () => {
  let program: string;
  let cache: string;
  beforeEach(async () => {
    program = await temporaryFolder();
    cache = join(program, '.cache');
    writeFileSync(join(program, 'part.mjs'), 'export const answer = 42;');
  });

  function run(variables: Readonly<Record<string, string>> = {}): void {
    const text = `import { useCompileCache } from ${JSON.stringify(MODULE)};
      useCompileCache(${JSON.stringify(program)});
      await import(${JSON.stringify(join(program, 'part.mjs'))});`;
    const { stderr, status } = spawnSync(node24 ?? '', ['--input-type=module', '--no-warnings', '-e', text], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, ...variables },
    });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  }
  const kept = () =>
    readdirSync(cache).flatMap((name) =>
      statSync(join(cache, name)).isDirectory() ? readdirSync(join(cache, name)) : [],
    );

  test('is made in the program, for its owner alone', () => {
    run();
    expect(statSync(cache).mode & 0o777).toBe(0o700);
    const files = kept();
    expect(files).not.toEqual([]);
    run();
    expect(kept()).toEqual(files);
  });

  test('is made in a program that a group can write to', () => {
    chmodSync(program, 0o775);
    run();
    expect(kept()).not.toEqual([]);
  });

  const asRoot = process.getuid?.() === 0;
  const unusable: ReadonlyArray<readonly [string, boolean, () => void]> = [
    ['others can write to it', true, () => chmodSync(makeFolder(cache), 0o707)],
    ['its group can write to it', true, () => chmodSync(makeFolder(cache), 0o770)],
    ['it is a link', true, () => symlinkSync(makeFolder(join(program, 'other')), cache)],
    ['somebody else has made it (needs root)', asRoot, () => chownSync(makeFolder(cache), 12_345, 12_345)],
  ];
  test.for(unusable)('is not used where %s', ([, isPossible, prepare], { skip }) => {
    skip(!isPossible);
    prepare();
    run();
    expect(readdirSync(cache)).toEqual([]);
  });

  test('is not used, and nothing is said, where it cannot be made', () => {
    writeFileSync(cache, '');
    run();
  });

  test.runIf(asRoot)("is not made in somebody else's program (needs root)", () => {
    chownSync(program, 12_345, 12_345);
    run();
    expect(existsSync(cache)).toBe(false);
  });

  test.each(['NODE_DISABLE_COMPILE_CACHE', 'NODE_COMPILE_CACHE'])(
    'is not made where %s is set',
    async (name) => {
      run({ [name]: await temporaryFolder() });
      expect(existsSync(cache)).toBe(false);
    },
  );
});

function makeFolder(path: string): string {
  mkdirSync(path, { mode: 0o700 });
  return path;
}
