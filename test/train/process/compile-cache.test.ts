import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { findNode24 } from '../../support/node24.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const MODULE = fileURLToPath(new URL('../../../src/train/process/compile-cache.ts', import.meta.url));
const node24 = findNode24();

describe.skipIf(node24 === null || process.platform === 'win32')('the compile cache', () => {
  let program: string;
  let cache: string;
  beforeEach(async () => {
    program = await temporaryFolder();
    cache = join(program, '.cache');
    writeFileSync(join(program, 'part.mjs'), 'export const answer = 42;');
  });

  /** @returns the folder that the program has used */
  function run(variables: Readonly<Record<string, string>> = {}): string {
    const text = `import { compileCache, useCompileCache } from ${JSON.stringify(MODULE)};
      useCompileCache(${JSON.stringify(program)});
      await import(${JSON.stringify(join(program, 'part.mjs'))});
      console.log(compileCache());`;
    const { stdout, stderr, status } = spawnSync(
      node24 ?? '',
      ['--input-type=module', '--no-warnings', '-e', text],
      { encoding: 'utf8', env: { PATH: process.env.PATH, ...variables } },
    );
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    return stdout.trim();
  }
  /** Of another process, which is given the folder, and loads code of a user as well. */
  function train(close: string): void {
    writeFileSync(join(program, 'user.mjs'), 'export const ofAUser = 1;');
    const text = `import { closeCompileCache, openCompileCache } from ${JSON.stringify(MODULE)};
      openCompileCache(${JSON.stringify(cache)});
      await import(${JSON.stringify(join(program, 'part.mjs'))});
      ${close};
      await import(${JSON.stringify(join(program, 'user.mjs'))});`;
    const { stderr, status } = spawnSync(node24 ?? '', ['--input-type=module', '--no-warnings', '-e', text], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  }
  /** Files of V8. */
  const kept = () =>
    readdirSync(cache).flatMap((name) =>
      statSync(join(cache, name)).isDirectory() ? readdirSync(join(cache, name)) : [],
    );

  test('is made in the program, for its owner alone, and ignored by git', () => {
    expect(run()).toBe(cache);
    expect(statSync(cache).mode & 0o777).toBe(0o700);
    expect(readdirSync(cache)).toContain('.gitignore');
    const files = kept();
    expect(files.length).toBeGreaterThan(0);
    expect(run()).toBe(cache);
    expect(kept()).toEqual(files);
  });

  test.each([0o707, 0o770])('is not used where others can write to it: %o', (mode) => {
    mkdirSync(cache);
    chmodSync(cache, mode);
    expect(run()).toBe('null');
    expect(readdirSync(cache)).toEqual([]);
  });

  test('is not used where it is a link', () => {
    mkdirSync(join(program, 'other'));
    symlinkSync('other', cache);
    expect(run()).toBe('null');
    expect(readdirSync(cache)).toEqual([]);
  });

  test.runIf(process.getuid?.() === 0)('is not used where somebody else has made it', () => {
    mkdirSync(cache, { mode: 0o700 });
    chownSync(cache, 12_345, 12_345);
    expect(run()).toBe('null');
    expect(readdirSync(cache)).toEqual([]);
  });

  test.runIf(process.getuid?.() === 0)('is not made in a program of somebody else', () => {
    chownSync(program, 12_345, 12_345);
    expect(run()).toBe('null');
    expect(existsSync(cache)).toBe(false);
  });

  test('is made in a program that a group can write to', () => {
    chmodSync(program, 0o775);
    expect(run()).toBe(cache);
  });

  test('is ignored by git, even if the disk was full when it was made', () => {
    run();
    writeFileSync(join(cache, '.gitignore'), '');
    run();
    expect(readFileSync(join(cache, '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('is not used, and nothing is said, where it cannot be made', () => {
    writeFileSync(cache, '');
    expect(run()).toBe('null');
  });

  test.runIf(process.platform === 'linux')('is closed before code of a user is loaded', () => {
    mkdirSync(cache, { mode: 0o700 });
    train('closeCompileCache()');
    expect(kept()).toHaveLength(1);
    train('closeCompileCache()');
    expect(kept()).toHaveLength(1);
    train('');
    expect(kept()).toHaveLength(2);
  });

  test.runIf(process.platform === 'linux')('that is gone is no fault', () => {
    train('closeCompileCache()');
    expect(existsSync(cache)).toBe(false);
  });

  test('is turned off by the variable of Node', () => {
    expect(run({ NODE_DISABLE_COMPILE_CACHE: '1' })).toBe('null');
    expect(existsSync(cache)).toBe(false);
  });

  test('is that of the user where there is one, and our processes get none', async () => {
    expect(run({ NODE_COMPILE_CACHE: await temporaryFolder() })).toBe('null');
    expect(existsSync(cache)).toBe(false);
  });
});
