/** The packed package, as npx would run it: outside a repository, from a folder that is not written to. */
import { execFileSync, spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { findNode24 } from '../../support/node24.ts';
import { readResult } from '../../support/result-schema.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const WINDOWS = process.platform === 'win32';
/** On Linux a folder that nobody can write to, not even root, whom permissions do not stop. */
const READ_ONLY = process.platform === 'linux' ? '/proc' : null;

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A package folder with nothing beside it: no node_modules, no repository. Its example is trained for one epoch only. */
async function packInto(folder: string): Promise<string> {
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
  execFileSync('npm', pack, { cwd: ROOT, shell: WINDOWS });
  const [tarball = ''] = await readdir(folder);
  execFileSync('tar', ['-xzf', tarball], { cwd: folder });
  const from = join(folder, 'package');
  const config = join(from, 'fixtures/gloss/conclusive.yml');
  await writeFile(config, (await readFile(config, 'utf8')).replaceAll(/epochs: \d+/g, 'epochs: 1'));
  return from;
}

/** Without a home, so without a git identity, and with a git folder in the environment, as a hook has it. */
async function demo(
  from: string,
  where: { readonly cwd: string; readonly node: string; readonly temporary: string },
  ...options: readonly string[]
): Promise<Ended> {
  const { GITHUB_ACTIONS: _, ...inherited } = process.env;
  const empty = await temporaryFolder();
  const env = {
    ...inherited,
    HOME: empty,
    USERPROFILE: empty,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_DIR: join(empty, 'nowhere'),
    TMPDIR: where.temporary,
    TEMP: where.temporary,
    TMP: where.temporary,
  };
  const args = [join(from, 'dist/cli.js'), 'demo', ...options];
  const child = spawn(where.node, args, { cwd: where.cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((settle) => child.once('close', (code) => settle({ code, stdout, stderr })));
}

const filesIn = async (folder: string) => (await readdir(folder, { recursive: true })).sort();

describe('conclusive demo from the packed package', () => {
  let from: string;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'conclusive-'));
    from = await packInto(folder);
    return () => rm(folder, { recursive: true });
  }, 300_000);

  test('needs no other package', async () => {
    const manifest = JSON.parse(await readFile(join(from, 'package.json'), 'utf8'));
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest).not.toHaveProperty('optionalDependencies');
    const shipped = await filesIn(from);
    expect(shipped.filter((path) => path.includes('.conclusive'))).toEqual([]);
  });

  test('shows the verdict and where the report is, and leaves one temporary folder', async () => {
    const temporary = await temporaryFolder();
    const cwd = READ_ONLY ?? (await temporaryFolder());
    const before = await filesIn(from);
    const node = process.execPath;
    const { code, stdout, stderr } = await demo(from, { cwd, node, temporary }, '--seeds', '2');
    expect(code, stderr).toBe(0);
    expect(stdout.trim()).toMatch(/^\S+ \S.* \(9[\d.]*\s% CI \S+ to \S+\)/);
    const [, report = ''] = /^To open the page: .* show (\S+)$/m.exec(stderr) ?? [];
    expect(await readFile(join(report, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/i);
    const [left = '', ...more] = await readdir(temporary);
    expect(more).toEqual([]);
    expect(report).toContain(left);
    expect(await filesIn(from)).toEqual(before);
    if (READ_ONLY === null) expect(await readdir(cwd)).toEqual([]);
  }, 900_000);

  test('runs in a folder that is named, and what it says to run next goes on from its records', async () => {
    const [cwd, temporary] = [await temporaryFolder(), await temporaryFolder()];
    const where = { cwd, node: findNode24() ?? process.execPath, temporary };
    const first = await demo(from, where, '--seeds', '2', '--json', '--output', 'tried');
    expect(first.code, first.stderr).toBe(0);
    const { runs, models } = readResult(first.stdout);
    expect(runs).toMatchObject({ trained: 2 * models.length, reused: 0 });
    expect([await readdir(cwd), await readdir(temporary)]).toEqual([['tried'], []]);
    const [, config = ''] = /run --config (.*)$/m.exec(first.stderr) ?? [];
    const cli = [join(from, 'dist/cli.js'), 'run', '--json', '--seeds', '2', '--config', config];
    const again = execFileSync(where.node, cli, { cwd, encoding: 'utf8', stdio: 'pipe' });
    expect(readResult(again).runs.trained).toBe(0);

    const second = await demo(from, where, '--output', 'tried');
    expect(second).toMatchObject({ code: 2, stdout: '' });
    expect(second.stderr).toMatch(/^error: --output: .*tried is not empty; name a new folder$/m);
  }, 900_000);

  test('a package without the example says what is missing', async () => {
    const bare = join(await temporaryFolder(), 'package');
    await cp(from, bare, { recursive: true });
    await rename(join(bare, 'fixtures'), join(bare, 'elsewhere'));
    const temporary = await temporaryFolder();
    const { code, stderr } = await demo(bare, { cwd: temporary, node: process.execPath, temporary });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^error: demo: the example is missing: .*gloss; install the whole package again$/m,
    );
    expect(await readdir(temporary)).toEqual([]);
  });
});
