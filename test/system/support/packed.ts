/** The packed package, installed without a network into an empty folder, as npx would find it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export interface Packed {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: ReadonlyArray<{ readonly path: string; readonly mode: number }>;
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'conclusive-'));
}

/** @returns what npm says of the package, and the path of its tarball in the folder */
export function packInto(folder: string): { readonly packed: Packed; readonly tarball: string } {
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const [packed] = JSON.parse(execFileSync('npm', pack, { cwd: ROOT, encoding: 'utf8' })) as [Packed];
  return { packed, tarball: join(folder, packed.filename) };
}

/** As a shell would find programs, under another Node: npm and npx are scripts of the one that is first on the PATH. */
export function commandsUnder(node: string, paths: readonly string[] = []) {
  const bin = newFolder();
  symlinkSync(node, join(bin, 'node'));
  const PATH = [bin, ...paths, process.env.PATH].join(delimiter);
  const { VIRTUAL_ENV: _, GITHUB_ACTIONS: __, ...inherited } = process.env;
  return (cwd: string, program: string, ...args: readonly string[]): string =>
    execFileSync(program, args, {
      ...{ cwd, encoding: 'utf8', stdio: 'pipe' },
      env: { ...inherited, PATH, npm_config_offline: 'true' },
    });
}

/** Whatever the package needs beyond its tarball would have to come from a network that is not there. */
export function installInto(folder: string, tarball: string, run: ReturnType<typeof commandsUnder>): void {
  mkdirSync(folder, { recursive: true });
  // Into an empty folder npm does not install: it takes the next one above that has a manifest.
  writeFileSync(join(folder, 'package.json'), '{}');
  run(folder, 'npm', 'install', '--engine-strict', '--no-audit', '--no-fund', tarball);
}
